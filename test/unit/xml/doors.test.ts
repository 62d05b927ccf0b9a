import { describe, expect, it } from 'vitest';
import { readCda } from '../../../electron/cda/read.ts';
import { parseDmpMessage } from '../../../electron/dmp/parse.ts';
import { mtomContentType, readPackage, writeMtom } from '../../../electron/dmp/mtom.ts';
import { exchange, type DmpConnection } from '../../../electron/dmp/soap.ts';
import { parseInsiAnswer } from '../../../electron/insi/answer.ts';
import { parseXml, XML_LIMITS } from '../../../electron/xml/read.ts';
import { PosteError } from '../../../shared/errors.ts';

/** Every place where XML of somebody else comes in: each must refuse the same things, whatever it does with the rest. */
const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** Asks the DMP gateway for an answer made of these bytes. */
const answered = (body: Uint8Array, contentType: string): Promise<unknown> => {
  const connection: DmpConnection = {
    transport: {
      send: () => Promise.resolve({ status: 200, headers: { 'content-type': contentType }, body }),
      close: () => Promise.resolve(),
    },
    endpoints: { patients: 'https://localhost/', repository: 'https://localhost/', registry: 'https://localhost/' },
    software: { id: 'poste', name: 'Poste Sante', version: '1', dmpApproval: null, insiIdam: null, mssNil: null, oidRoot: '1.2.3' },
    vihf: () => Promise.reject(new Error('not asked')),
    now: () => new Date(),
    uuid: () => '00000000-0000-4000-8000-000000000000',
    timeoutMs: 1000,
    readXml: (bytes) => Promise.resolve(parseXml(bytes)),
  };
  return exchange(connection, {
    url: 'https://localhost/',
    messageId: 'urn:uuid:1',
    contentType: 'application/soap+xml',
    body: new Uint8Array(),
  });
};

const DOORS: readonly (readonly [string, (bytes: Uint8Array) => unknown, string | null])[] = [
  ['the door itself', (bytes) => parseXml(bytes), null],
  ['a CDA document', readCda, null],
  ['a message of the DMP or a VIHF in a file', parseDmpMessage, null],
  ['the root of an MTOM file', (bytes) => parseDmpMessage(writeMtom('b', bytes, [])), null],
  ['an answer of INSi', parseInsiAnswer, 'INSI_GARBAGE'],
  ['an answer of the DMP', (bytes) => answered(bytes, 'application/soap+xml'), 'DMP_GARBAGE'],
  ['an MTOM answer of the DMP', (bytes) => answered(writeMtom('b', bytes, []), mtomContentType('b', 'urn:a')), 'DMP_GARBAGE'],
];

const HOSTILE: readonly (readonly [string, Uint8Array, string])[] = [
  ['a DTD', utf8('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'), 'XML_DTD'],
  ['an empty DTD', utf8('<!DOCTYPE a><a/>'), 'XML_DTD'],
  ['UTF-16', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf16le'), 'XML_ENCODING'],
  ['latin-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>', 'latin1'), 'XML_ENCODING'],
  ['300 levels', utf8('<a>'.repeat(300) + '</a>'.repeat(300)), 'XML_DEPTH'],
  ['an element never closed', utf8('<a><b>'), 'XML_MALFORMED'],
];

describe.each(DOORS)('%s', (_door, enter, own) => {
  it.each(HOSTILE)('refuses %s', async (_what, bytes, code) => {
    const thrown: unknown = await (async () => await enter(bytes))().then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(thrown instanceof PosteError)) throw new Error('it came in', { cause: thrown });
    expect(thrown.code).toBe(own ?? code);
    expect(`${thrown.message} ${thrown.action}`).toMatch(/^[A-ZÀÉ].+\. [A-ZÀÉ].+\.$/);
    // Not a word of what was refused.
    expect(`${thrown.message}${thrown.action}${thrown.detail ?? ''}`).not.toMatch(/etc|hostname|ENTITY/);
  });
});

describe('sizes', () => {
  it('are refused before anything is read', () => {
    const huge = new Uint8Array(XML_LIMITS.maxBytes + 1).fill(0x20);
    expect(() => parseXml(huge)).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
    expect(() => readCda(huge)).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
    expect(() => parseDmpMessage(huge)).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
    expect(() => parseInsiAnswer(huge.subarray(0, 1024 * 1024 + 1))).toThrow(expect.objectContaining({ code: 'INSI_GARBAGE' }));
    expect(readPackage(huge, 'application/soap+xml').root.byteLength).toBe(huge.byteLength);
  });
});
