import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../electron/cda/read.ts';
import { checkPdf } from '../../../electron/pdf/check.ts';
import { describeEntry } from '../../../electron/xds/describe.ts';
import { documentEntryFromCda } from '../../../electron/xds/from-cda.ts';
import { doors } from '../../setup/doors.ts';
import { needs } from '../../setup/needs.ts';

const folder = needs.shared('reference');
const read = (path: string) => readCda(readFileSync(`${folder ?? ''}/${path}`));
const warnings = (path: string) => read(path).warnings.map((w) => w.code);
const dominique = {
  ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  status: 'QUAL',
  ipp: '1234567890121',
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  firstBirthFirstName: 'DOMINIQUE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

describe.skipIf(folder === null)('documents published by ANS', () => {
  test('a discharge letter of level 3, section by section', () => {
    const letter = read('cda/examples/LDL-SES_2022.01.xml');
    expect(letter).toMatchObject({
      root: 'ClinicalDocument',
      level: 3,
      version: 1,
      type: { code: '11490-0' },
      createdAt: '2019-12-03T13:30:00+01:00',
      patient: dominique,
      authors: [{ idNat: '801234567897', family: 'DAVID', given: 'Charles', suffix: 'DR' }],
      legalAuthenticator: { family: 'AUGUIN', suffix: 'PR' },
      recipients: [{ family: 'BOILEAU' }, { family: 'DUCOUT', structure: { idNat: '1120456789' } }],
      encounter: { sector: 'SA01' },
      body: { mediaType: null, size: null },
    });
    expect(letter.body.sections.length).toBeGreaterThan(3);
    expect(letter.body.sections[0]).toMatchObject({
      code: { code: '33557-0' },
      title: 'Statut du document',
      text: 'Statut du document\tEn cours',
    });
    expect(describeEntry(documentEntryFromCda(letter, { entryId: 'D', flags: [] }))).toMatchObject({
      class: { code: '10' },
      format: { code: 'urn:asip:ci-sis:ldl-ses:2017' },
      createdAt: '2019-12-03T12:30:00Z',
      facility: { code: 'SA01' },
    });
  });

  test('a laboratory report of level 3, with nested sections and CRLF line ends', () => {
    const report = read('cda/examples/BIO-CR-BIO_2024.01_TSH_1.xml');
    expect(report).toMatchObject({ level: 3, type: { code: '11502-2' }, patient: dominique, encounter: { sector: 'SA25' } });
    expect(report.body.sections[0]?.sections[0]?.text).toContain('1.950 mUI/l');
    expect(documentEntryFromCda(report, { entryId: 'D', flags: [] }).format?.code).toBe('urn:ihe:lab:xd-lab:2008');
  });

  test('a PDF of level 1, whose act has an hour without offset', async () => {
    const report = read('cda/examples/DOC_NON_STRUCTURE_CDA-R2-N1.xml');
    expect(report).toMatchObject({
      level: 1,
      patient: dominique,
      body: { mediaType: 'application/pdf', size: 326650, sha1: 'd77ba67711ba1c8f76adb66d837f476c439f0490' },
      event: { performer: { family: 'BLEEDER' } },
    });
    expect(report.warnings.map((w) => w.code)).toEqual(['TIME_WITHOUT_OFFSET']);
    expect(await checkPdf(doors, report.body.bytes ?? new Uint8Array())).toMatchObject({
      pdfA: false,
      warnings: [{ code: 'PDF_NOT_PDFA' }],
    });
  });
});

describe.skipIf(folder === null)('other documents', () => {
  test('a second version says what it replaces', () => {
    const content = read('cda/own-level1-version2.xml');
    expect(content).toMatchObject({
      id: '1.2.250.1.999.7.1.1002',
      setId: '1.2.250.1.999.7.2.501',
      version: 2,
      replaces: ['1.2.250.1.999.7.1.1001'],
      warnings: [],
      patient: { ins: { matricule: '285063155512346' }, usedName: 'ESSAI-MARTIN' },
    });
  });

  test('the old document of the DMP sample is read, and what it lacks is said', () => {
    expect(warnings('dmp/examples/td2.1-document-cda.xml')).toEqual(['VERSION_MISSING', 'TYPE_UNKNOWN', 'INS_TRAITS']);
    const content = read('dmp/examples/td2.1-document-cda.xml');
    expect(content).toMatchObject({
      level: 1,
      patient: { status: null, usedName: 'patb-quatre' },
      body: { mediaType: 'text/plain', size: 856 },
    });
    expect(content.body.text).toContain('CONTENUPRESCRIPTION');
  });
});
