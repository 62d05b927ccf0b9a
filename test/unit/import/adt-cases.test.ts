import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../../electron/import/types.ts';
import { adt, noticesOf, sourceOf } from './samples.ts';

const UTF8 = 'UNICODE UTF-8';
const header = (event: string, id: number, charset = UTF8) =>
  `MSH|^~\\&|GAM|HOPITAL|POSTE|POSTE|20261129101112||ADT^${event}|${id}|P|2.5^FRA^2.11|||||FRA|${charset}|FR\rEVN||20261129101112\r`;
const cx = (ipp: string) => `${ipp}^^^HOPITAL&1.2.250.1.999.7.1&ISO^PI`;
const pid = (pid3: string, pid5: string, { born = '19790312', sex = 'F', pid11 = '^^^^^^BDL^^51215', reliability = '' } = {}) =>
  `PID|1||${pid3}||${pid5}||${born}|${sex}|||${pid11}${'|'.repeat(21)}${reliability}\r`;
const name = (family: string, first: string) => `${family}^${first}^${first}^^^^L`;
const dominique = name('PAT-TROIS', 'DOMINIQUE');
const N = 'PV1||N\r';

/** Files of `shared/cases`, beside the project where it is there, and the same content here: what the reader must say of each. */
const cases: readonly { readonly file: string; readonly text: string; readonly right: (items: readonly ImportItem[]) => void }[] = [
  {
    file: 'hl7-declared-latin1-bytes-utf8/latin1-declared.hl7',
    text: header('A28', 1, '8859/1') + pid(cx('X1'), 'BENOÎT^PRÊLE^PRÊLE^^^^L') + N,
    right: (items) => expect(items).toMatchObject([{ error: { code: 'HL7_CHARSET' } }]),
  },
  {
    file: 'hl7-linefeed-in-field/lf.hl7',
    text:
      header('A28', 1) +
      pid(cx('X3'), dominique, { pid11: '12 RUE\nDES LILAS^^PARIS^^75001^FRA^H~^^^^^^BDL^^63220', reliability: 'VALI' }) +
      N,
    right: (items) =>
      expect(items).toMatchObject([
        { patient: { ipp: 'X3', birthPlace: '63220', reliability: ['VALI'], address: '12 RUE DES LILAS, 75001 PARIS' } },
      ]),
  },
  {
    file: 'hl7-bom/bom.hl7',
    text: `\uFEFF${header('A28', 1)}${pid(cx('X4'), dominique)}${N}`,
    right: (items) => expect(items).toMatchObject([{ kind: 'patient', line: 1, patient: { ipp: 'X4' } }]),
  },
  {
    file: 'hl7-last-segment-open/open.hl7',
    text: (header('A28', 1) + pid(cx('X5'), dominique) + N).slice(0, -1),
    right: (items) => {
      expect(items).toMatchObject([{ kind: 'patient', patient: { ipp: 'X5' } }]);
      expect(noticesOf(items[0])).toEqual(['HL7_OPEN_END']);
    },
  },
  {
    file: 'hl7-a40-several-groups/a40x2.hl7',
    text: `${header('A40', 1)}${pid(cx('N1'), name('GAMMAND', 'ANNE'))}MRG|${cx('N2')}\r${pid(cx('N3'), name('DELTAND', 'PAUL'))}MRG|${cx('N4')}\r`,
    right: (items) =>
      expect(items).toMatchObject([
        {
          kind: 'merge',
          pairs: [
            { ipp: 'N1', mergedIpp: 'N2' },
            { ipp: 'N3', mergedIpp: 'N4' },
          ],
        },
      ]),
  },
  {
    file: 'import-a40-strangers/a40.hl7',
    text: `${header('A28', 1)}${pid(cx('M1'), name('GAMMAND', 'ANNE'))}${N}${header('A28', 2)}${pid(cx('M2'), name('DELTAND', 'PAUL'), { born: '19500102', sex: 'M' })}${N}${header('A40', 3)}${pid(cx('M1'), name('GAMMAND', 'ANNE'))}MRG|${cx('M2')}\r`,
    right: (items) =>
      expect(items).toMatchObject([
        { patient: { ipp: 'M1' } },
        { patient: { ipp: 'M2' } },
        { pairs: [{ ipp: 'M1', mergedIpp: 'M2', authorities: ['HOPITAL', '1.2.250.1.999.7.1'] }] },
      ]),
  },
  {
    file: 'import-a40-strangers/then-a31.hl7',
    text: header('A31', 4) + pid(cx('M2'), name('DELTAND', 'PAUL'), { born: '19500102', sex: 'M' }) + N,
    right: (items) => expect(items).toMatchObject([{ event: 'A31', patient: { ipp: 'M2', birthName: 'DELTAND' } }]),
  },
  {
    file: 'hl7-ignored-events/ignored.hl7',
    text: ['A47', 'A05', 'A12', 'Z99']
      .map((event, i) => `${header(event, i)}${pid(cx('S1'), name('THETAND', 'ANNE'))}PV1|1|I|CARDIO||||||||||||||||V1^^^HOPITAL\r`)
      .join(''),
    right: (items) => {
      expect(items).toMatchObject(['A47', 'A05', 'A12', 'Z99'].map((event) => ({ kind: 'ignored', event: `ADT^${event}` })));
      expect(items.map((item) => ('notice' in item ? (item.notice?.code ?? null) : item))).toEqual(['HL7_NUMBER_CHANGE', null, null, null]);
    },
  },
  {
    file: 'hl7-ins-c/ins-c.hl7',
    text: `${header('A28', 1)}${pid(`${cx('X6')}~0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^INS-C`, dominique)}${N}${header('A28', 2)}${pid(`${cx('X7')}~279035121518989^^^NSS&1.2.250.1.213.1.4.13&ISO^NH`, name('PAT-QUATRE', 'ANNE'))}${N}`,
    right: (items) =>
      expect(items).toMatchObject([
        { patient: { ipp: 'X6', matricule: null, billingNss: null, notices: [] } },
        { patient: { ipp: 'X7', matricule: null, billingNss: '279035121518989', notices: [] } },
      ]),
  },
  {
    file: 'hl7-explicit-null/null.hl7',
    text: `${header('A28', 1)}${pid(cx('U1'), `${name('EPSILAND', 'ANNE')}~MARIEE^ANNE^^^^^D`)}${N}${header('A31', 2)}${pid(cx('U1'), `${name('EPSILAND', 'ANNE')}~""^""^^^^^D`)}${N}`,
    right: (items) =>
      expect(items).toMatchObject([
        { patient: { usedName: 'MARIEE', usedFirstName: 'ANNE', cleared: [] } },
        { patient: { usedName: null, usedFirstName: null, cleared: ['usedName', 'usedFirstName'] } },
      ]),
  },
  {
    file: 'hl7-zfa-zfd/consent.hl7',
    text: `${header('A01', 1)}${pid(cx('Z1'), dominique, { reliability: 'VALI' })}PV1|1|I|CHIR||||||||||||||||V9^^^HOPITAL\rZFA|ACTIF|20261129||||||IO|20261129|INC|20261129\rZFD|||N|N|INSI|20211201|PA\r`,
    right: (items) =>
      expect(items).toMatchObject([
        {
          kind: 'stay',
          stay: { visitNumber: 'V9' },
          patient: {
            proof: { lunarDate: false, channel: 'INSI', insiOn: '2021-12-01', document: 'PA' },
            consent: { feeding: { state: 'opposed', on: '2026-11-29' }, consultation: { state: 'opposed', on: '2026-11-29' } },
          },
        },
      ]),
  },
];

const folder = join(import.meta.dirname, '../../../../shared/cases');

describe('messages that were read wrongly once', () => {
  it.each(cases)('$file', async ({ text, right }) => {
    right(await adt(sourceOf(text)));
  });

  for (const { file, text, right } of cases) {
    const path = join(folder, file);
    it.skipIf(!existsSync(path))(`${file}, from its file`, async () => {
      const bytes = readFileSync(path);
      expect(bytes.toString()).toBe(text);
      right(await adt(sourceOf(bytes)));
    });
  }
});
