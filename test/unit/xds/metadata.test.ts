import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coded } from '../../../shared/domain/types.ts';
import { hasMember, replaces, signs } from '../../../electron/xds/association.ts';
import {
  cxFromText,
  cxToText,
  escapeHl7,
  institutionFromXon,
  institutionToXon,
  personFromXcn,
  personToXcn,
  unescapeHl7,
} from '../../../electron/xds/hl7v2.ts';
import type { Cx, DocumentEntry, SubmissionSet, XdsAuthor, XdsInstitution, XdsPerson } from '../../../electron/xds/metadata.ts';
import { rimIds } from '../../../electron/xds/rim.ts';
import { registryObjectsFromXml, submitObjectsRequest } from '../../../electron/xds/submission.ts';
import { fromDtm, toDtm } from '../../../electron/xds/times.ts';
import { descendants, parseXml } from '../../../electron/xml/read.ts';

const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';

// Text as a form gives it: no control character, no space around.
const word = fc
  .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 20 })
  .filter((s) => s.trim() === s && s !== '' && !/[\p{Cc}\uFFFE\uFFFF]/u.test(s));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const oid = fc.array(fc.nat(9999), { minLength: 2, maxLength: 8 }).map((parts) => `1.2.${parts.join('.')}`);
const coded: fc.Arbitrary<Coded> = fc.record({ code: word, displayName: word, codeSystem: oid });
const person: fc.Arbitrary<XdsPerson> = fc.record({
  id: word,
  family: orNull(word),
  given: orNull(word),
  suffix: orNull(word),
  prefix: orNull(word),
  root: oid,
  nameType: orNull(fc.constantFrom('D', 'U')),
  idType: orNull(fc.constantFrom('IDNPS', 'EI')),
});
const institution: fc.Arbitrary<XdsInstitution> = fc.record({ name: orNull(word), id: word, root: oid, idType: fc.constant('IDNST') });
const cx: fc.Arbitrary<Cx> = fc.record({
  id: word,
  root: oid,
  type: fc.constantFrom('NH', 'PI', null),
  date: orNull(fc.constant('20100907')),
});
const author: fc.Arbitrary<XdsAuthor> = fc.record({
  person: orNull(person),
  roles: fc.array(word, { maxLength: 2 }),
  specialities: fc.array(coded, { maxLength: 2 }),
  institutions: fc.array(institution, { maxLength: 2 }),
});
const dtm = fc.constantFrom('20100319194535', '20100319', '2010');
const entry: fc.Arbitrary<DocumentEntry> = fc.record({
  entryId: fc.constantFrom('Document01', 'urn:uuid:2f1b8ad5-63d3-4f5e-9c55-0d9b1e6a7c11'),
  lid: orNull(word),
  status: orNull(word),
  metadataVersion: orNull(word),
  mimeType: fc.constant('text/xml'),
  uniqueId: orNull(oid),
  title: orNull(word),
  comment: orNull(word),
  creationTime: orNull(dtm),
  languageCode: orNull(fc.constantFrom('fr-FR', 'art')),
  serviceStart: orNull(dtm),
  serviceStop: orNull(dtm),
  authors: fc.array(author, { maxLength: 2 }),
  legalAuthenticator: orNull(person),
  class: orNull(coded),
  type: orNull(coded),
  format: orNull(coded),
  facility: orNull(coded),
  practice: orNull(coded),
  confidentiality: fc.array(coded, { maxLength: 3 }),
  events: fc.array(coded, { maxLength: 2 }),
  patientId: orNull(cx),
  sourcePatientId: orNull(cx),
  sourcePatientInfo: fc.array(word, { maxLength: 3 }),
  hash: orNull(fc.constant('96eae23644279276f313bd0a139b469e3c832eda')),
  size: orNull(fc.nat()),
  repositoryUniqueId: orNull(oid),
  uri: orNull(fc.constant('DOC0001.XML')),
  otherSlots: fc.constantFrom([], [{ name: 'urn:gip:unknown', values: ['x'] }]),
});
const set: fc.Arbitrary<SubmissionSet> = fc.record({
  entryId: fc.constant('SubmissionSet01'),
  uniqueId: orNull(oid),
  sourceId: orNull(oid),
  submissionTime: orNull(dtm),
  title: orNull(word),
  comment: orNull(word),
  authors: fc.array(author, { maxLength: 2 }),
  contentType: orNull(coded),
  patientId: orNull(cx),
});

describe('metadata to ebRIM and back', () => {
  test('any submission comes back as it was', () => {
    fc.assert(
      fc.property(set, fc.array(entry, { maxLength: 2 }), (submissionSet, entries) => {
        const ids = rimIds();
        const associations = [
          ...entries.map((e) => hasMember(ids, 'SubmissionSet01', e.entryId)),
          signs(ids, 'Signature01', 'SubmissionSet01'),
          replaces(ids, 'Document01', 'urn:uuid:0'),
        ];
        const written = submitObjectsRequest({ submissionSet, entries, associations }, ids).bytes();
        const [list] = descendants(parseXml(written), RIM, 'RegistryObjectList');
        expect(list === undefined ? null : registryObjectsFromXml(list)).toEqual({
          submissionSets: [submissionSet],
          entries,
          associations,
        });
      }),
      { numRuns: 150 },
    );
  });

  test('ids are unique in a message', () => {
    fc.assert(
      fc.property(set, fc.array(entry, { minLength: 1, maxLength: 2 }), (submissionSet, entries) => {
        const ids = rimIds();
        const associations = entries.map((_, i) => hasMember(ids, 'SubmissionSet01', `Document0${i}`));
        const named = entries.map((e, i) => ({ ...e, entryId: `Document0${i}` }));
        const source = submitObjectsRequest({ submissionSet, entries: named, associations }, ids).source;
        const found = [...source.matchAll(/ id="([^"]*)"/g)].map((m) => m[1]);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('HL7 v2 values', () => {
  test('a delimiter in a name stays in the name', () => {
    expect(
      personToXcn({ id: '8', family: 'A^B', given: 'C&D', suffix: null, prefix: null, root: '1.2', nameType: 'D', idType: 'IDNPS' }),
    ).toBe('8^A\\S\\B^C\\T\\D^^^^^^&1.2&ISO^D^^^IDNPS');
  });
  test('escaping any text is undone', () => {
    const delimiters = fc.array(fc.constantFrom('\\', 'E', 'S', '^', '&', '~', '|')).map((a) => a.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), delimiters), (s) => {
        expect(unescapeHl7(escapeHl7(s))).toBe(s);
        expect(escapeHl7(s)).not.toMatch(/[\^&~|]/);
      }),
    );
  });
  test('the forms of the sample message', () => {
    const xcn = '899900063480^MAX^LIBRE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS';
    const xon = 'CABINET DR LIBRE^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499900063480001';
    const patient = '207058575627097^^^&1.2.250.1.213.1.4.10&ISO^NH^^20100907';
    expect(personToXcn(personFromXcn(xcn))).toBe(xcn);
    expect(institutionToXon(institutionFromXon(xon))).toBe(xon);
    const read = cxFromText(patient);
    expect(read === null ? null : cxToText(read)).toBe(patient);
  });
  test('a patient id without domain is no patient id', () => expect(cxFromText('207058575627097^^^&&ISO^NH')).toBeNull());
});

describe('times', () => {
  test.each([
    ['2025-03-07T10:15:30+01:00', '20250307091530'],
    ['2025-01-01T00:15+01:00', '20241231231500'],
    ['2025-03-07', '20250307'],
    ['2025', '2025'],
    ['2025-03-07T23:59:00', '20250307'],
  ])('%s travels as %s', (iso, dtm) => expect(toDtm(iso)).toBe(dtm));
  test.each([
    ['20250307091530', '2025-03-07T09:15:30Z'],
    ['20250307', '2025-03-07'],
    ['2025', '2025'],
    ['', null],
    ['demain', null],
  ])('%s is shown as %s', (dtm, iso) => expect(fromDtm(dtm)).toBe(iso));
});
