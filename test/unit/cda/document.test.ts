import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { CdaDocument } from '../../../electron/cda/document.ts';
import type { CdaInput } from '../../../electron/cda/input.ts';
import { readCda } from '../../../electron/cda/read.ts';
import { prepareTd21 } from '../../../electron/dmp/td2-1.ts';
import { composeMessage } from '../../../electron/mss/compose.ts';
import { documentEntryFromCda } from '../../../electron/xds/from-cda.ts';
import { parseXml, XML_LIMITS } from '../../../electron/xml/read.ts';
import { hiddenCharacter } from '../../../shared/domain/hidden-character.ts';
import { throwawaySigner } from '../saml/throwaway.ts';
import { context, input } from '../mss/message-fixtures.ts';
import { aubert, complete, dominique, durand, fixed, letter, minimal, unqualified } from './sample.ts';

vi.mock(import('../../../electron/xml/read.ts'), { spy: true });

const printable = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength })
    .filter((s) => s.trim() !== '' && hiddenCharacter(s) === null && !/[\uFFFE\uFFFF]/.test(s));
const instant = fc
  .date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const name = fc.constantFrom('PAT-TROIS', 'D’ESSAI', 'Zoé Marie-Louise', 'ÉLOÏSE');

/** Descriptions of every shape: each optional person, time and place there or not. */
const described: fc.Arbitrary<CdaInput> = fc
  .record({
    from: fc.constantFrom(minimal, complete, unqualified),
    title: printable(64),
    createdAt: instant,
    names: fc.record({
      birthName: name,
      birthFirstNames: name,
      firstBirthFirstName: name,
      usedName: fc.option(printable(30)),
      usedFirstName: fc.option(printable(30)),
    }),
    birthDate: fc.constantFrom('1979-03-28', '1979-03-00', '1979-00-00', '1979-20-15'),
    birthPlace: fc.constantFrom('51215', '2A004', '99100', null),
    ipp: fc.oneof(fc.constant('IPP-00014'), fc.constant('1.2.250.1.999.7.3^42'), printable(20)),
    start: instant,
    people: fc.record({
      legalAuthenticator: fc.option(fc.constantFrom(durand, aubert)),
      medecinTraitant: fc.option(fc.constant(aubert)),
      recipients: fc.subarray([durand, aubert]),
    }),
    confidentiality: fc.constantFrom('N', 'R', 'V'),
  })
  .map(({ from, title, createdAt, names, birthDate, birthPlace, ipp, start, people, confidentiality }) => ({
    ...from,
    ...people,
    title,
    createdAt,
    confidentiality,
    event: { ...from.event, start, end: null },
    patient: { ...from.patient, ...names, birthDate, birthPlace, ipp },
  }));

const text = fc.oneof(
  fc.uint8Array({ minLength: 0, maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((written) => new TextEncoder().encode(written)),
);
const file = fc.record({
  mediaType: fc.constantFrom('application/pdf', 'text/plain', 'text/rtf', 'image/jpeg', 'image/tiff'),
  bytes: text,
});

describe('a document and what is said of it', () => {
  test('the facts of any document built are those read back from its bytes, to the last', () => {
    fc.assert(
      fc.property(described, file, (description, body) => {
        const built = buildCda(description, body, fixed());
        expect(built.content).toEqual(readCda(built.bytes));
      }),
      { numRuns: 200 },
    );
  });

  test.each([0, 1, 2, 3, 4, 5])('a file of %d bytes: the same facts as read back, and the same warnings', (size) => {
    const built = buildCda(minimal, { mediaType: 'text/plain', bytes: new Uint8Array(size).fill(0x61) }, fixed());
    expect(built.content).toEqual(readCda(built.bytes));
    expect(built.content.warnings.map(({ code }) => code)).toEqual(size === 0 ? ['BODY_MISSING'] : []);
  });

  test('a document that came as bytes says what they say', () => {
    const { bytes } = buildCda(complete, letter, fixed());
    const document = CdaDocument.read(bytes);
    expect(document.bytes).toBe(bytes);
    expect(document.content).toEqual(readCda(bytes));
    expect(() => CdaDocument.read(new TextEncoder().encode('<a/>'))).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  test('what no reader would take is not built', () => {
    const room = Math.ceil((XML_LIMITS.maxBytes / 4) * 3);
    expect(() => buildCda(minimal, { mediaType: 'application/pdf', bytes: new Uint8Array(room) }, fixed())).toThrow(
      expect.objectContaining({ code: 'FILE_TOO_LARGE' }),
    );
  });
});

describe('a document of ours on its way out', () => {
  const { signer } = throwawaySigner();
  const software = context().software;
  const lot = async (cda: CdaDocument) =>
    await prepareTd21(
      { software, now: () => new Date('2026-03-02T09:31:00Z'), uuid: () => crypto.randomUUID() },
      {
        patient: dominique.ins ?? { matricule: '', oid: '' },
        documents: [{ cda, flags: [] }],
        author: durand,
        signer,
        contentType: { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' },
        comment: null,
      },
    );

  test('its header is read once, its file never, whatever the ways it leaves by', async () => {
    const message = input({ patient: dominique });
    vi.clearAllMocks();
    const pdf = new Uint8Array(200 * 1024).fill(0x25);
    const cda = buildCda(minimal, { mediaType: 'application/pdf', bytes: pdf }, fixed());
    await lot(cda);
    await composeMessage({ ...message, documents: [{ cda, flags: [] }] }, context());
    expect(vi.mocked(parseXml).mock.calls.map(([bytes]) => bytes.byteLength < 16 * 1024)).toEqual([true]);
  });

  test('what leaves is its bytes, and the lot says of them what a reader would', async () => {
    const cda = buildCda(minimal, letter, fixed());
    const prepared = await lot(cda);
    expect(prepared.parts[0]?.bytes).toBe(cda.bytes);
    const { uniqueId } = documentEntryFromCda(readCda(cda.bytes), { entryId: 'Document01', flags: [] });
    expect(prepared.documentUniqueIds).toEqual([uniqueId]);
  });
});
