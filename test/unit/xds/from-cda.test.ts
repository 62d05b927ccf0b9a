import { describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { readCda } from '../../../electron/cda/read.ts';
import { contentTypeFor } from '../../../electron/xds/content-type.ts';
import { describeEntry } from '../../../electron/xds/describe.ts';
import { authorFromPro, documentEntryFromCda } from '../../../electron/xds/from-cda.ts';
import { personToXcn } from '../../../electron/xds/hl7v2.ts';
import type { SubmissionSet } from '../../../electron/xds/metadata.ts';
import { signatureEntry } from '../../../electron/xds/signature-entry.ts';
import { complete, durand, fixed, letter, minimal, unqualified } from '../cda/sample.ts';

const plain = { entryId: 'Document01', flags: [] };
const of = (input: typeof minimal) => buildCda(input, letter, fixed()).content;

describe('the entry says what the document says', () => {
  const entry = documentEntryFromCda(of(complete), { ...plain, flags: ['INVISIBLE_PATIENT', 'INVISIBLE_PATIENT'] });

  test('codes, class by type, format by media type', () => {
    expect(entry).toMatchObject({
      uniqueId: '1.2.250.1.999.7.1.1002',
      mimeType: 'text/xml',
      languageCode: 'fr-FR',
      title: complete.title,
      type: { code: '11488-4', codeSystem: '2.16.840.1.113883.6.1' },
      class: { code: '10', displayName: 'Compte rendu', codeSystem: '1.2.250.1.213.1.1.4.1' },
      format: { code: 'urn:ihe:iti:xds-sd:text:2008', codeSystem: '1.3.6.1.4.1.19376.1.2.3' },
      facility: { code: 'SA07', codeSystem: '1.2.250.1.71.4.2.4' },
      practice: { code: 'AMBULATOIRE', codeSystem: '1.2.250.1.213.1.1.4.9' },
      events: [{ code: 'DEQP003' }],
    });
  });

  test('times in UTC, digits only', () => {
    expect(entry).toMatchObject({ creationTime: '20260302093000', serviceStart: '20260302090000', serviceStop: '20260302092000' });
  });

  test('confidentiality of the header first, then each visibility flag once', () => {
    expect(entry.confidentiality).toEqual([
      { code: 'R', displayName: 'Restreint', codeSystem: '2.16.840.1.113883.5.25' },
      { code: 'INVISIBLE_PATIENT', displayName: 'Non visible par le patient', codeSystem: '1.2.250.1.213.1.1.4.13' },
    ]);
  });

  test('the author is the professional, not the secretary who typed; the legal authenticator is who validated', () => {
    expect(entry.authors.map((a) => a.person && personToXcn(a.person))).toEqual([
      '899900000017^DURAND^Paule^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
    ]);
    expect(entry.legalAuthenticator && personToXcn(entry.legalAuthenticator)).toBe(
      '899900000025^AUBERT^Luc^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
    );
  });

  test('the patient by the matricule, the source by the local number', () => {
    expect(entry).toMatchObject({
      patientId: { id: '279035121518989', root: '1.2.250.1.213.1.4.10', type: 'NH' },
      sourcePatientId: { id: 'IPP-00014', type: 'PI' },
      sourcePatientInfo: ['PID-5|PAT-TROIS^DOMINIQUE^^^^^L', 'PID-7|19790328', 'PID-8|F'],
    });
  });

  test('hash and size only when asked', () => {
    expect(entry).toMatchObject({ hash: null, size: null, uri: null });
    const file = { sha1: '96eae23644279276f313bd0a139b469e3c832eda', size: 12 };
    expect(documentEntryFromCda(of(minimal), { ...plain, file })).toMatchObject({ hash: file.sha1, size: 12 });
  });

  test('in the words of the headless commands', () => {
    expect(describeEntry(entry)).toMatchObject({
      entryUUID: null,
      status: null,
      confidentiality: ['R', 'INVISIBLE_PATIENT'],
      flags: ['INVISIBLE_PATIENT'],
      createdAt: '2026-03-02T09:30:00Z',
      ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
      authors: [{ idNat: '899900000017', family: 'DURAND', role: null }],
      content: null,
    });
  });
});

describe('cases', () => {
  test('without matricule the local number is the patient id', () => {
    const entry = documentEntryFromCda(of(unqualified), plain);
    expect(entry.patientId).toMatchObject({ id: 'IPP-00014', type: 'PI' });
    expect(describeEntry(entry).ins).toBeNull();
  });

  test('two flags that leave nobody to see the document are refused', () => {
    expect(() => documentEntryFromCda(of(minimal), { ...plain, flags: ['MASQUE_PS', 'INVISIBLE_PATIENT'] })).toThrow(
      expect.objectContaining({ code: 'FLAGS_INCOMPATIBLE' }),
    );
  });

  test('a document that lacks what an entry must say is refused, naming the element', () => {
    const bare = readCda(new TextEncoder().encode('<ClinicalDocument xmlns="urn:hl7-org:v3"/>'));
    expect(() => documentEntryFromCda(bare, plain)).toThrow(expect.objectContaining({ code: 'XDS_INCOMPLETE' }));
  });

  test('an author who is a machine keeps its model and software, name type U', () => {
    const device = { manufacturerModelName: 'Analyseur', softwareName: 'Labo' };
    const content = of(minimal);
    const machine = { ...content, authors: content.authors.map((a) => Object.assign({}, a, { device })) };
    expect(documentEntryFromCda(machine, plain).authors[0]?.person).toMatchObject({ family: 'Analyseur', given: 'Labo', nameType: 'U' });
  });

  test('the signature of a lot is masked and invisible, whatever the document is', () => {
    const like = documentEntryFromCda(of(minimal), plain);
    const set: SubmissionSet = {
      entryId: 'SubmissionSet01',
      uniqueId: '2.25.1',
      sourceId: '1.2.3',
      submissionTime: '20260302093100',
      title: 't',
      comment: null,
      authors: [authorFromPro(durand)],
      contentType: contentTypeFor('SA07', null),
      patientId: like.patientId,
    };
    const entry = signatureEntry(set, like, '2.25.2');
    expect(entry.confidentiality.map((c) => c.code)).toEqual(['N', 'MASQUE_PS', 'INVISIBLE_PATIENT']);
    expect(entry).toMatchObject({
      entryId: 'Signature01',
      languageCode: 'art',
      title: 'Source',
      uniqueId: '2.25.2',
      creationTime: '20260302093100',
      sourcePatientInfo: [],
      type: { code: 'E1762', codeSystem: 'ASTM' },
      facility: like.facility,
      practice: like.practice,
      patientId: like.patientId,
      sourcePatientId: like.patientId,
    });
  });

  test.each([
    ['SA07', 'AMB', 'SA07'],
    ['SA01', 'IMP', '03'],
    ['SA01', 'EXTERNE', '07'],
    ['SA01', null, '97'],
    [null, null, '97'],
  ])('from sector %s and encounter %s, the lot is of content %s', (sector, encounter, code) => {
    expect(contentTypeFor(sector, encounter)?.code).toBe(code);
  });
});
