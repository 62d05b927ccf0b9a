import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { td32, type ReadableEntry } from '../../../electron/dmp/td3-2.ts';
import { netError } from '../../../electron/net/errors.ts';
import { entry } from './entry.ts';
import { FAILURE, NS, OTHER, PARTIAL, PATIENT, registered, registryErrors, wire, type Answered } from './wire.ts';

const document = (content: string, id = '2.25.12345'): string =>
  `<i:DocumentResponse><i:RepositoryUniqueId>1.2.250.1.213.4.1.1.1.2</i:RepositoryUniqueId><i:DocumentUniqueId>${id}</i:DocumentUniqueId><i:mimeType>text/xml</i:mimeType><i:Document>${content}</i:Document></i:DocumentResponse>`;
const answer = (documents: string, registry = registered()): string =>
  `<i:RetrieveDocumentSetResponse xmlns:i="${NS.ihe}">${registry}${documents}</i:RetrieveDocumentSetResponse>`;
const include = '<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:d%40dmp"/>';
const withPart = (bytes: Uint8Array, contentId = 'd@dmp'): Answered => ({
  body: answer(document(include)),
  parts: [{ contentId, contentType: 'text/xml', bytes }],
});
const read = (answered: Answered, changes: Partial<ReadableEntry> = {}) =>
  td32(wire([answered]).connection, PATIENT, { ...entry, ...changes });

describe('TD3.2', () => {
  it('asks for one document by its identifier, and gives the very bytes of its part', async () => {
    const { connection, messages, requests } = wire([withPart(Buffer.from('abc'))]);
    const found = await td32(connection, PATIENT, entry);
    expect(Buffer.from(found.bytes).toString()).toBe('abc');
    expect(found).toMatchObject({ mimeType: 'text/xml', checked: true });
    expect(requests[0]?.url).toBe('https://localhost/repository');
    expect(messages()[0]).toMatchObject({
      kind: 'content-request',
      td: 'TD3.2',
      documents: [{ uniqueId: '2.25.12345', repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2' }],
      patient: PATIENT,
    });
  });

  it('takes a document in place, and a hash in capitals', async () => {
    expect((await read(answer(document('YWJj')), { hash: entry.hash?.toUpperCase() ?? null })).bytes).toHaveLength(3);
  });

  it('says that nothing tells whether these are the right bytes when the list gave no hash', async () => {
    expect(await read(withPart(Buffer.from('abcd')), { hash: null, size: null })).toMatchObject({ checked: false });
    await expect(read(withPart(Buffer.from('abcd')), { hash: null })).rejects.toMatchObject({ code: 'DMP_ALTERED', detail: 'size 4' });
  });

  it('gives no byte of a document of which one was changed', async () => {
    const change = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([bytes, at, by]) => {
        const announced = { size: bytes.length, hash: createHash('sha1').update(bytes).digest('hex') };
        expect((await read(withPart(bytes), announced)).bytes).toEqual(Buffer.from(bytes));
        const altered = bytes.map((byte, i) => (i === at % bytes.length ? byte ^ by : byte));
        await expect(read(withPart(altered), announced)).rejects.toMatchObject({ code: 'DMP_ALTERED' });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Answered, Partial<ReadableEntry>, string, string | null]>([
    ['another document', answer(document('YWJj', '2.25.9')), {}, 'DMP_ALTERED', 'DocumentUniqueId 2.25.9'],
    ['two documents', answer(document('YWJj') + document('YWJj')), {}, 'DMP_GARBAGE', 'DocumentResponse 2'],
    ['no document', answer(''), {}, 'DMP_GARBAGE', 'DocumentResponse 0'],
    ['no status', answer(document('YWJj'), ''), {}, 'DMP_GARBAGE', 'RegistryResponse'],
    ['a part that is missing', withPart(Buffer.from('abc'), 'other'), {}, 'MTOM_PART_MISSING', '2.25.12345'],
    [
      'an unknown identifier',
      answer('', registered(FAILURE, registryErrors('XDSDocumentUniqueIdError'))),
      {},
      'DMP_DOCUMENT_UNKNOWN',
      'XDSDocumentUniqueIdError : contexte',
    ],
    [
      'a part of one document',
      answer('', registered(PARTIAL, registryErrors('XDSRepositoryBusy'))),
      {},
      'DMP_BUSY',
      'XDSRepositoryBusy : contexte',
    ],
    ['an answer of 2 GB by its length', netError('NET_TOO_LARGE', true, '2147483648 bytes'), {}, 'DMP_DOCUMENT_TOO_LARGE', 'NET_TOO_LARGE'],
    ['an answer that is cut', netError('NET_CUT', true, 'answer cut'), {}, 'DMP_NO_ANSWER', 'NET_CUT'],
  ])('%s is not shown', async (_what, answered, changes, code, detail) => {
    await expect(read(answered, changes)).rejects.toMatchObject({ code, detail });
  });

  it.each<[string, Partial<ReadableEntry>, string]>([
    ['another patient', { patientId: { id: OTHER.matricule, root: OTHER.oid, type: 'NH', date: null } }, 'DMP_OTHER_PATIENT'],
    ['no identifier', { uniqueId: null }, 'DMP_INCOMPLETE'],
    ['no repository', { repositoryUniqueId: null }, 'DMP_INCOMPLETE'],
    ['2 GB announced by the list', { size: 2 ** 31 }, 'DMP_DOCUMENT_TOO_LARGE'],
  ])('an entry of %s is not even asked for', async (_what, changes, code) => {
    const { connection, requests } = wire([withPart(Buffer.from('abc'))]);
    await expect(td32(connection, PATIENT, { ...entry, ...changes })).rejects.toMatchObject({ code });
    expect(requests).toEqual([]);
  });
});
