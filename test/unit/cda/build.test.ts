import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import type { CdaInput } from '../../../electron/cda/input.ts';
import { attribute, at, elements, parseXml, text } from '../../../electron/xml/read.ts';
import { documentEntryFromCda } from '../../../electron/xds/from-cda.ts';
import { aubert, complete, dominique, fixed, letter, minimal, unqualified } from './sample.ts';
import { hiddenCharacter } from '../../../shared/domain/hidden-character.ts';

const HL7 = 'urn:hl7-org:v3';
const refusal = (input: unknown) => {
  try {
    // The door takes anything: that is what is tested.
    buildCda(input as CdaInput, letter, fixed());
  } catch (thrown) {
    return thrown;
  }
  return null;
};
const header = (input: CdaInput) => parseXml(buildCda(input, letter, fixed()).bytes);

describe('what a built document says', () => {
  test('the three template ids of level 1 stand in order, and no other', () => {
    expect(elements(header(minimal), HL7, 'templateId').map((t) => attribute(t, 'root'))).toEqual([
      '2.16.840.1.113883.2.8.2.1',
      '1.2.250.1.213.1.1.1.1',
      '1.3.6.1.4.1.19376.1.2.20',
    ]);
  });

  test('identifiers are bare 2.25 OIDs made from the ids given, version 1, replacing nothing', () => {
    const built = buildCda(minimal, letter, fixed());
    expect(built).toMatchObject({ id: '2.25.302240678275694148452353', setId: '2.25.302240678275694148452354', version: 1 });
    expect(built.content).toMatchObject({ id: built.id, setId: built.setId, version: 1, replaces: [] });
  });

  test('times are local with their offset: creation to the second, act to the minute', () => {
    const root = header(minimal);
    expect(attribute(at(root, HL7, 'effectiveTime'), 'value')).toBe('20260302103000+0100');
    expect(attribute(at(root, HL7, 'documentationOf', 'serviceEvent', 'effectiveTime', 'low'), 'value')).toBe('202603021000+0100');
    expect(attribute(at(root, HL7, 'legalAuthenticator', 'time'), 'value')).toBe('20260302103100+0100');
  });

  test('the matricule comes first, then the local number, then the strict traits', () => {
    const root = header(minimal);
    const role = at(root, HL7, 'recordTarget', 'patientRole');
    expect(role === null ? [] : elements(role, HL7, 'id').map((i) => attribute(i, 'extension'))).toEqual(['279035121518989', 'IPP-00014']);
    expect(text(at(role, HL7, 'patient', 'birthplace', 'place', 'addr', 'county'))).toBe('51215');
    expect(buildCda(minimal, letter, fixed()).content.patient).toMatchObject({ ...dominique, status: 'QUAL' });
  });

  test('everything a description says is read back, what it replaces with it (R-018)', () => {
    const { content } = buildCda(complete, letter, fixed());
    expect(content).toMatchObject({
      id: '1.2.250.1.999.7.1.1002',
      setId: '1.2.250.1.999.7.2.501',
      version: 2,
      replaces: ['1.2.250.1.999.7.1.1001'],
      title: complete.title,
      confidentiality: { code: 'R' },
      language: 'fr-FR',
      patient: { usedName: 'TROIS-PONTS', usedFirstName: 'DOMI' },
      authors: [{ idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: 'MME', suffix: 'DR' }],
      dataEnterer: { idNat: '499900000017001/0001', family: 'PETIT', time: '2026-03-02T10:25:00+01:00' },
      custodian: { idNat: '1999999999', name: 'CH des Essais' },
      recipients: [{ idNat: '899900000025' }],
      legalAuthenticator: { idNat: '899900000025' },
      event: { end: '2026-03-02T10:20+01:00', code: { code: 'DEQP003' }, performer: { idNat: '899900000017' } },
      encounter: { code: { code: 'AMB' }, sector: 'SA07' },
      warnings: [],
    });
    expect(content.body.text).toBe('Cher confrère, tout va bien.');
  });

  test('visibility never stands in the document', () => {
    expect(new TextDecoder().decode(buildCda(complete, letter, fixed()).bytes)).not.toContain('INVISIBLE');
  });

  test('without qualified identity the document carries the local number alone', () => {
    const { content } = buildCda(unqualified, letter, fixed());
    expect(content.patient).toMatchObject({ ins: null, status: null, ipp: 'IPP-00014', birthName: 'PAT-TROIS' });
    expect(content.warnings.map((w) => w.code)).toEqual(['INS_MISSING']);
  });

  test('a birth place that INSi does not know is written as unknown, for it is mandatory beside a matricule', () => {
    expect(buildCda({ ...minimal, patient: { ...dominique, birthPlace: null } }, letter, fixed()).content.patient.birthPlace).toBe('99999');
  });

  test.each([
    ['QUAL', '1979-03-28', '19790328'],
    ['QUAL', '1979-03-00', '19790300'],
    ['QUAL', '1979-00-00', '19790000'],
    ['QUAL', '1979-20-15', '19792015'],
    ['VALI', '1979-03-00', '19790301'],
    ['PROV', '1979-00-15', '19790115'],
    ['PROV', '1979-00-00', '19791231'],
    ['RECUP', '1979-03-00', '19790300'],
    ['VALI', '1979-03', '197903'],
    ['VALI', '1979', '1979'],
  ] as const)('%s, born %s: birthTime %s, as INSi gave it or filled by convention (EXI ID 11/12)', (status, birthDate, birthTime) => {
    const patient = { ...dominique, ins: status === 'QUAL' ? dominique.ins : null, status, birthDate };
    const built = buildCda({ ...minimal, patient }, letter, fixed());
    expect(attribute(at(parseXml(built.bytes), HL7, 'recordTarget', 'patientRole', 'patient', 'birthTime'), 'value')).toBe(birthTime);
    expect(built.content.patient.birthDate?.replaceAll('-', '')).toBe(birthTime);
    expect(built.content.warnings.filter(({ code }) => code !== 'INS_MISSING')).toEqual([]);
    // The entry of the registry says the same date.
    expect(documentEntryFromCda(built.content, { entryId: 'D', flags: [] }).sourcePatientInfo).toContain(`PID-7|${birthTime}`);
  });

  test('the local number keeps its own domain when it has one', () => {
    const built = buildCda({ ...minimal, patient: { ...dominique, ipp: '1.2.250.1.999.7.3^42' } }, letter, fixed());
    expect(built.content.patient).toMatchObject({ ipp: '42', ippRoot: '1.2.250.1.999.7.3' });
  });

  test('equal input gives equal bytes', () => {
    expect(buildCda(complete, letter, fixed()).bytes).toEqual(buildCda(complete, letter, fixed()).bytes);
  });

  test('any printable title of 128 characters or less comes back as it was, marked up or not', () => {
    const title = fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 64 }).filter((s) => {
      return s.trim() === s && s !== '' && Array.from(s).length <= 128 && hiddenCharacter(s) === null && !/[\uFFFE\uFFFF]/.test(s);
    });
    fc.assert(
      fc.property(title, (t) => {
        expect(buildCda({ ...minimal, title: t }, letter, fixed()).content.title).toBe(t);
      }),
      { numRuns: 100 },
    );
  });
});

test('names of birth are written in the lexical profile of INSi, however they are given', () => {
  const patient = { ...dominique, birthName: 'Pat-Trois', birthFirstNames: 'Zoé Marie-Louise', firstBirthFirstName: 'Zoé' };
  expect(buildCda({ ...minimal, patient }, letter, fixed()).content.patient).toMatchObject({
    birthName: 'PAT-TROIS',
    birthFirstNames: 'ZOE MARIE-LOUISE',
    firstBirthFirstName: 'ZOE',
  });
});

describe('what is refused before anything is written', () => {
  test.each([
    ['a type that is not in the list', { ...minimal, type: '00000-0' }, 'TYPE_UNKNOWN', '/type'],
    ['a withdrawn type', { ...minimal, type: '27899-4' }, 'TYPE_UNKNOWN', '/type'],
    [
      'a matricule without qualified identity',
      { ...minimal, patient: { ...dominique, status: 'RECUP' } },
      'INS_NOT_QUALIFIED',
      '/patient/status',
    ],
    [
      'a wrong key',
      { ...minimal, patient: { ...dominique, ins: { ...dominique.ins, matricule: '279035121518988' } } },
      'INS_KEY',
      '/patient/ins/matricule',
    ],
    ['masked and invisible together', { ...minimal, flags: ['MASQUE_PS', 'INVISIBLE_PATIENT'] }, 'FLAGS_INCOMPATIBLE', '/flags'],
    ['a version 2 that replaces nothing', { ...minimal, version: 2, setId: '2.25.1' }, 'VERSION_WITHOUT_REPLACES', '/replaces'],
    ['a title of 129 characters', { ...minimal, title: 'é'.repeat(129) }, 'TITLE_TOO_LONG', '/title'],
    ['a version 2 outside of its set', { ...minimal, version: 2, replaces: '2.25.1' }, 'INPUT_INVALID', '/setId'],
    ['a version 1 that replaces', { ...minimal, replaces: '2.25.1' }, 'INPUT_INVALID', '/version'],
    ['an unknown key', { ...minimal, patient: { ...dominique, nir: '1' } }, 'INPUT_INVALID', '/patient/nir'],
    ['a missing author', { ...minimal, author: undefined }, 'INPUT_INVALID', '/author'],
    ['an author without structure', { ...minimal, author: { ...aubert, structure: null } }, 'INPUT_INVALID', '/author/structure'],
    ['an author without profession', { ...minimal, author: { ...aubert, speciality: null } }, 'INPUT_INVALID', '/author/speciality'],
    ['« Dr » as a civility', { ...minimal, author: { ...aubert, prefix: 'Dr' } }, 'INPUT_INVALID', '/author/prefix'],
    ['an hour without offset', { ...minimal, createdAt: '2026-03-02T10:30:00' }, 'INPUT_INVALID', '/createdAt'],
    [
      'an end before its start',
      { ...minimal, event: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T09:00:00Z' } },
      'INPUT_INVALID',
      '/event/end',
    ],
    ['an id with an extension', { ...minimal, id: '1.2.3^4' }, 'INPUT_INVALID', '/id'],
    [
      'a control character in a name',
      { ...minimal, patient: { ...dominique, birthName: 'PAT\u0000TROIS' } },
      'INPUT_INVALID',
      '/patient/birthName',
    ],
    ['a patient without any number', { ...minimal, patient: { ...dominique, ins: null, ipp: null } }, 'INPUT_INVALID', '/patient/ipp'],
    ['the visibility code as confidentiality', { ...minimal, confidentiality: 'MASQUE_PS' }, 'INPUT_INVALID', '/confidentiality'],
    [
      'a formatting character in a name',
      { ...minimal, patient: { ...dominique, birthName: 'PAT\u202ETROIS' } },
      'INPUT_INVALID',
      '/patient/birthName',
    ],
    [
      'a formatting character in a used name',
      { ...minimal, patient: { ...dominique, usedName: 'Du\u200Frand' } },
      'INPUT_INVALID',
      '/patient/usedName',
    ],
    ['a formatting character in a title', { ...minimal, title: 'CR \u202Efdp' }, 'INPUT_INVALID', '/title'],
    [
      'a hyphen beside a space in a first name',
      { ...minimal, patient: { ...dominique, birthFirstNames: 'JEAN- PIERRE' } },
      'INPUT_INVALID',
      '/patient/birthFirstNames',
    ],
    [
      'a digit in a first name',
      { ...minimal, patient: { ...dominique, firstBirthFirstName: 'DOMINIQUE2' } },
      'INPUT_INVALID',
      '/patient/firstBirthFirstName',
    ],
    [
      'a birth date in the French order',
      { ...minimal, patient: { ...dominique, birthDate: '28-03-1979' } },
      'INPUT_INVALID',
      '/patient/birthDate',
    ],
    ['a blank title', { ...minimal, title: '  ' }, 'INPUT_INVALID', '/title'],
  ])('%s', (_, input, code, path) => {
    expect(refusal(input)).toMatchObject({ code, path });
  });

  test.each(['1979-13-35', '1979-02-30', '1979-20', '1979-00', '1979-1', '1849', '0000-00-00', '0000', ''])(
    'the birth date « %s »',
    (birthDate) => {
      expect(refusal({ ...minimal, patient: { ...dominique, birthDate } })).toMatchObject({
        code: 'INPUT_INVALID',
        path: '/patient/birthDate',
      });
    },
  );

  test.each(['1979', '1979-03', '1979-12', '2000-02-29', '1979-20-31'])('but not the birth date « %s »', (birthDate) => {
    expect(refusal({ ...minimal, patient: { ...dominique, birthDate } })).toBeNull();
  });

  test('a title of 128 characters passes', () => {
    expect(refusal({ ...minimal, title: 'é'.repeat(128) })).toBeNull();
  });

  test('a file of a type that CI-SIS does not carry', () => {
    expect(() => buildCda(minimal, { ...letter, mediaType: 'image/png' }, fixed())).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });

  test('no refusal repeats the identity of the patient', () => {
    const thrown = refusal({ ...minimal, patient: { ...dominique, birthDate: '28/03/1979' } });
    expect(JSON.stringify([thrown, thrown instanceof Error ? thrown.message : ''])).not.toMatch(/PAT-TROIS|279035|28\/03/);
  });
});
