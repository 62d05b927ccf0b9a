import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findDocuments,
  findDocumentsQuery,
  findSubmissionSets,
  findSubmissionSetsQuery,
  getAssociations,
  getDocuments,
  getDocumentsAndAssociations,
  targetsOf,
} from '../../../electron/dmp/td3-1.ts';
import { listed, storedQueryRequest } from '../../../electron/dmp/stored-query.ts';
import { descendants, parseXml, text } from '../../../electron/xml/read.ts';
import { entry, entryXml, flag } from './entry.ts';
import { FAILURE, list, NS, OTHER, PARTIAL, PATIENT, registryErrors, wire } from './wire.ts';

/** Values of the slots of a query, by name. */
function slotsOf(message: string): Record<string, string> {
  const slots = descendants(parseXml(Buffer.from(message)), NS.rim, 'Slot');
  return Object.fromEntries(
    slots.map((slot) => [
      slot.attributes.find(({ name }) => name === 'name')?.value ?? '',
      text(descendants(slot, NS.rim, 'Value')[0] ?? null) ?? '',
    ]),
  );
}

const set = (id: string): string =>
  `<RegistryPackage id="${id}"><Slot name="submissionTime"><ValueList><Value>20260302081530</Value></ValueList></Slot><Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd" classifiedObject="${id}" id="c"/></RegistryPackage>`;
const association = (id: string, type: string, from: string, to: string): string =>
  `<Association id="${id}" associationType="${type}" sourceObject="${from}" targetObject="${to}"/>`;
const HAS_MEMBER = 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember';
const RPLC = 'urn:ihe:iti:2007:AssociationType:RPLC';

describe('FindDocuments', () => {
  it('asks for Approved alone unless told, whatever the dates (R-121)', async () => {
    const { connection, bodies, messages, requests } = wire([list('')]);
    await findDocuments(connection, PATIENT);
    expect(slotsOf(bodies()[0] ?? '')).toEqual({
      $XDSDocumentEntryPatientId: "'279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH'",
      $XDSDocumentEntryStatus: "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')",
    });
    expect(requests[0]?.url).toBe('https://localhost/registry');
    expect(messages()[0]).toMatchObject({ kind: 'list-request', td: 'TD3.1', patient: PATIENT });
  });

  it('says statuses, codes with their list, and times in UTC without quotes', () => {
    const query = storedQueryRequest(
      findDocumentsQuery(PATIENT, {
        statuses: ['approved', 'archived', 'deprecated'],
        classes: [{ code: '10', codeSystem: '1.2.250.1.213.1.1.4.1' }],
        types: [
          { code: '11488-4', codeSystem: '2.16.840.1.113883.6.1' },
          { code: '34133-9', codeSystem: '2.16.840.1.113883.6.1' },
        ],
        created: { from: '2026-01-01', to: null },
        serviceStart: { from: '2024-03-02T09:15:30+01:00', to: null },
        serviceStop: { from: null, to: '2026-03-02T08:15:30Z' },
      }),
    );
    expect(slotsOf(query.source)).toEqual({
      $XDSDocumentEntryPatientId: "'279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH'",
      $XDSDocumentEntryStatus:
        "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved','urn:asip:ci-sis:2010:StatusType:Archived','urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated')",
      $XDSDocumentEntryClassCode: "('10^^1.2.250.1.213.1.1.4.1')",
      $XDSDocumentEntryTypeCode: "('11488-4^^2.16.840.1.113883.6.1','34133-9^^2.16.840.1.113883.6.1')",
      $XDSDocumentEntryCreationTimeFrom: '20260101',
      $XDSDocumentEntryServiceStartTimeFrom: '20240302081530',
      $XDSDocumentEntryServiceStopTimeTo: '20260302081530',
    });
  });

  it('gives each document whole, what it is told by, and the total', async () => {
    const objects = [
      entryXml(),
      entryXml({
        entryId: 'urn:uuid:2',
        confidentiality: [...entry.confidentiality, flag('MASQUE_PS'), flag('INVISIBLE_PATIENT')],
        status: 'urn:asip:ci-sis:2010:StatusType:Archived',
        class: { code: '90', displayName: 'Documents du patient', codeSystem: null },
      }),
      entryXml({ entryId: 'urn:uuid:3', patientId: { id: OTHER.matricule, root: OTHER.oid, type: 'NH', date: null } }),
      entryXml({ entryId: 'urn:uuid:4', patientId: { id: '0000', root: '1.2.250.1.213.1.4.2', type: 'PI', date: null } }),
      entryXml({ entryId: 'urn:uuid:5', type: { code: 'INCONNU', displayName: 'INCONNU', codeSystem: '1.2.9' } }),
    ].join('');
    const found = await findDocuments(wire([list(objects, { total: '5' })]).connection, PATIENT);
    expect(found).toMatchObject({ total: 5, complete: true, notices: [], references: [] });
    expect(found.documents[0]?.entry).toEqual(entry);
    expect(
      found.documents.map(({ described, ofPatient, otherPatient }) => [described.status, described.flags, ofPatient, otherPatient]),
    ).toEqual([
      ['approved', [], false, false],
      ['archived', ['MASQUE_PS', 'INVISIBLE_PATIENT'], true, false],
      ['approved', [], false, true],
      // A number of another nature tells nothing (EX_3.1-1055).
      ['approved', [], false, false],
      ['approved', [], false, false],
    ]);
    expect(found.documents[4]?.described.type).toEqual({ code: 'INCONNU', displayName: 'INCONNU', codeSystem: '1.2.9' });
  });

  it('gives ids alone when they are what is asked', async () => {
    const { connection, bodies, messages } = wire([list('<ObjectRef id="urn:uuid:a"/><ObjectRef id="urn:uuid:b"/>')]);
    expect((await findDocuments(connection, PATIENT, { returned: 'ObjectRef' })).references).toEqual(['urn:uuid:a', 'urn:uuid:b']);
    expect(bodies()[0]).toContain('returnType="ObjectRef"');
    expect(messages()[0]).toMatchObject({ kind: 'references-request', td: 'TD3.1' });
  });

  it('gives the part that the DMP has, and says that it is one', async () => {
    const errors = registryErrors('XDSRegistryError');
    const { connection } = wire([list(entryXml(), { status: PARTIAL, errors })]);
    expect(await findDocuments(connection, PATIENT)).toMatchObject({
      complete: false,
      documents: [{ described: { uniqueId: '2.25.12345' } }],
      notices: [{ code: 'XDSRegistryError', context: 'contexte', severity: 'error' }],
    });
    const warned = wire([list(entryXml(), { errors: registryErrors('X', 'Warning') })]);
    expect(await findDocuments(warned.connection, PATIENT)).toMatchObject({ complete: true, notices: [{ severity: 'warning' }] });
  });

  it.each([
    ['XDSTooManyResults', 'DMP_TOO_MANY', 'Réduisez la période ou les types recherchés.'],
    ['XDSRegistryBusy', 'DMP_BUSY', 'Réessayez dans quelques minutes.'],
    ['XDSRegistryError', 'DMP_INTERNAL', 'Réessayez dans quelques minutes.'],
    ['DMPUnheardOf', 'DMP_REFUSED', 'Réessayez ; si l’erreur se répète, transmettez le détail au support.'],
  ])('%s is %s, says what to do about a list, and keeps the code', async (code, expected, action) => {
    const { connection } = wire([list('', { status: FAILURE, errors: registryErrors(code) })]);
    await expect(findDocuments(connection, PATIENT)).rejects.toMatchObject({ code: expected, action, detail: `${code} : contexte` });
  });

  it.each([
    ['another answer', `<r:RegistryResponse xmlns:r="${NS.rs}"/>`, 'RegistryResponse'],
    ['broken XML', '<a>', 'XML_MALFORMED'],
    ['nothing', '', 'Body'],
    ['too deep a tree', '<a>'.repeat(400) + '</a>'.repeat(400), 'XML_DEPTH'],
  ])('%s is incomprehensible, and says what it was', async (_what, body, detail) => {
    await expect(findDocuments(wire([body]).connection, PATIENT)).rejects.toMatchObject({
      code: 'DMP_GARBAGE',
      detail,
      action: 'Réessayez dans quelques minutes.',
    });
  });
});

describe('what changed since', () => {
  it('FindSubmissionSets says the patient, Approved, and since when', async () => {
    const { connection, bodies } = wire([list(set('urn:uuid:s1') + set('urn:uuid:s2'), { total: '2' })]);
    const found = await findSubmissionSets(connection, PATIENT, { from: '2026-03-01T00:00:00Z', to: null });
    expect(slotsOf(bodies()[0] ?? '')).toEqual({
      $XDSSubmissionSetPatientId: "'279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH'",
      $XDSSubmissionSetStatus: "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')",
      $XDSSubmissionSetSubmissionTimeFrom: '20260301000000',
    });
    expect(found.submissionSets.map(({ entryId, submissionTime }) => [entryId, submissionTime])).toEqual([
      ['urn:uuid:s1', '20260302081530'],
      ['urn:uuid:s2', '20260302081530'],
    ]);
    expect(findSubmissionSetsQuery(PATIENT, { from: null, to: '2026-03-02' }, 'ObjectRef')).toMatchObject({ returned: 'ObjectRef' });
  });

  it('GetAssociations gives what a set holds and what a document replaces', async () => {
    const objects = association('a1', HAS_MEMBER, 'urn:uuid:s1', 'urn:uuid:d1') + association('a2', RPLC, 'urn:uuid:d1', 'urn:uuid:d0');
    const { connection, bodies } = wire([list(objects)]);
    const { associations } = await getAssociations(connection, PATIENT, ['urn:uuid:s1']);
    expect(slotsOf(bodies()[0] ?? '')).toEqual({ $uuid: "('urn:uuid:s1')" });
    expect(targetsOf(associations, 'hasMember', 'urn:uuid:s1')).toEqual(['urn:uuid:d1']);
    expect(targetsOf(associations, 'replaces', 'urn:uuid:d1')).toEqual(['urn:uuid:d0']);
    expect(targetsOf(associations, 'replaces', 'urn:uuid:s1')).toEqual([]);
  });

  it('documents are asked by twenty, each message with a VIHF of its own, and each object is given once', async () => {
    const ids = Array.from({ length: 45 }, (_, i) => `urn:uuid:${i}`);
    const shared = association('a1', RPLC, 'urn:uuid:d1', 'urn:uuid:d0');
    const { connection, bodies, messages } = wire([
      list(entryXml() + shared),
      list(entryXml({ entryId: 'urn:uuid:2' }) + shared),
      list(''),
    ]);
    const found = await getDocumentsAndAssociations(connection, PATIENT, { entryUuids: [...ids, 'urn:uuid:0'] });
    expect(bodies().map((body) => (slotsOf(body)['$XDSDocumentEntryEntryUUID'] ?? '').split(',').length)).toEqual([20, 20, 5]);
    expect(new Set(messages().map(({ vihf }) => vihf?.id)).size).toBe(3);
    expect(found.documents.map(({ entry: { entryId } }) => entryId)).toEqual([entry.entryId, 'urn:uuid:2']);
    expect(found.associations).toHaveLength(1);
  });

  it('nothing asked is nothing sent', async () => {
    const { connection, requests } = wire([list('')]);
    expect(await getDocuments(connection, PATIENT, { uniqueIds: [] })).toMatchObject({ documents: [], complete: true });
    expect(requests).toEqual([]);
  });

  it('a batch that fails fails the whole', async () => {
    const { connection } = wire([list(entryXml()), list('', { status: FAILURE, errors: registryErrors('XDSRegistryBusy') })]);
    await expect(getDocuments(connection, PATIENT, { uniqueIds: ['1.1', '1.2'] }, { size: 1 })).rejects.toMatchObject({ code: 'DMP_BUSY' });
  });

  it('any ids are each asked once, in batches no larger than said', async () => {
    const id = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'ab1.\'",()&<é^ '.split('')) });
    await fc.assert(
      fc.asyncProperty(fc.array(id, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (ids, size) => {
        const { connection, bodies } = wire([list('')]);
        await getDocuments(connection, PATIENT, { uniqueIds: ids }, { size });
        const distinct = [...new Set(ids)];
        const batches = bodies().map((body) => slotsOf(body)['$XDSDocumentEntryUniqueId'] ?? '');
        expect(batches).toEqual(
          Array.from({ length: Math.ceil(distinct.length / size) }, (_, i) => listed(distinct.slice(i * size, (i + 1) * size))),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('a quote in a value is doubled', () => {
    expect(listed(["l'un", 'deux'])).toBe("('l''un','deux')");
    expect(listed([])).toBeNull();
  });
});
