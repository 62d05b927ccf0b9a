import { describe, expect, it } from 'vitest';
import { adt, message, noticesOf, one, sourceOf } from './samples.ts';

const BIRTH = '^^^^^^BDL^^51215';
const phone = (pid13: string, pid14 = '') => one({ pid: { 13: pid13, 14: pid14 } });
const address = (pid11: string) => one({ pid11 });
const roles = (...rest: readonly string[]) => one({ rest: [...rest, 'PV1||N'] });

describe('a telephone (PID-13, PID-14)', () => {
  it.each([
    ['^PRN^PH^^^^^^^^^0148587200', '', '0148587200'],
    ['0148587200^PRN^PH', '', '0148587200'],
    [
      '^NET^Internet^info@exemple.fr~^PRN^FX^^^^^^^^^01~^BPN^BP^^^^^^^^^02~^PRN^MD^^^^^^^^^03~^PRN^CP^^^^^^^^^+33607080910',
      '',
      '+33607080910',
    ],
    ['^PRN^PH', '^WPN^PH^^^^^^^^^0546442221', '0546442221'],
    ['^PRN^PH^^^^^^^^^01', '^WPN^PH^^^^^^^^^02', '01'],
    ['01 48\n58^PRN', '', '01 48 58'],
    ['', '', null],
  ])('%s and %s give %s', async (home, work, expected) => {
    expect(await phone(home, work)).toMatchObject({ patient: { phone: expected, cleared: [], notices: [] } });
  });

  it.each(['^NET', '^BPN', '^PRN^FX', '^PRN^BP', '^PRN^MD', '^^Internet'])('with %s alone is none', async (codes) => {
    expect(await phone(`${codes.padEnd(codes.length + 11 - (codes.split('^').length - 1), '^')}0148587200`)).toMatchObject({
      patient: { phone: null, notices: [] },
    });
  });

  it.each([
    ['""', ''],
    ['^PRN^PH^^^^^^^^^""', ''],
    ['""^PRN^PH', ''],
  ])('%s removes it', async (home, work) => {
    expect(await phone(home, work)).toMatchObject({ patient: { phone: null, cleared: ['phone'] } });
  });

  it('is not removed when another one is given', async () => {
    expect(await phone('""', '^WPN^PH^^^^^^^^^02')).toMatchObject({ patient: { phone: '02', cleared: [] } });
    expect(await phone('^NET^Internet^""')).toMatchObject({ patient: { cleared: [] } });
  });
});

describe('an address (PID-11)', () => {
  it.each([
    [`28 Av de Breteuil^^PARIS^^75007^FRA^H~${BIRTH}`, '28 Av de Breteuil, 75007 PARIS'],
    ['1 avenue des Lilas^2ème étage\\S\\Bât A^Paris^^75008^^H', '1 avenue des Lilas, 2ème étage Bât A, 75008 Paris'],
    ['Rue Haute^^Bruxelles^^1000^BEL', 'Rue Haute, 1000 Bruxelles, BEL'],
    ['A^^B^^^^C~D^^E^^^^H', 'D, E'],
    ['A^^^^^^O~B^^^^^^BA~C^^^^^^BR~D^^^^^^N~E^^^^^^F~F^^^^^^B~G^^^^^^BI~H^^^^^^ORI~I^^^^^^DST', null],
    ['^^^^^^H~Rue Basse^^^^^^C', 'Rue Basse'],
    ['^^^^^FRA^H', null],
    [BIRTH, null],
  ])('%s gives %s', async (pid11, expected) => {
    expect(await address(pid11)).toMatchObject({ patient: { address: expected, cleared: [], notices: [] } });
  });

  it('is removed by "", the birth place is not', async () => {
    expect(await address(`""^^^^^^H~${BIRTH}`)).toMatchObject({ patient: { address: null, birthPlace: '51215', cleared: ['address'] } });
    expect(await address('""')).toMatchObject({ patient: { cleared: ['address'] } });
    expect(await address(`""^^^^^^O~${BIRTH}`)).toMatchObject({ patient: { cleared: [] } });
  });
});

describe('the médecin traitant (ROL)', () => {
  const role = (fields: string) => `ROL|${fields}`;
  it.each([
    ['|UC|ODRP|10000023084^Agnès^Isabelle^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^L^^^RPPS', 'Dr Isabelle AGNÈS'],
    ['|AD|ODRP|1^AGNES', 'Dr AGNES'],
    ['|UP|ODRP^médecin traitant|1^AGNES^ISABELLE||20261122', 'Dr ISABELLE AGNES'],
    ['|UC|FHCP|1^AGNES^ISABELLE', null],
    ['|UC|ODRP|1^^', null],
  ])('%s gives %s', async (fields, expected) => {
    expect(await roles(role(fields))).toMatchObject({ patient: { medecinTraitant: expected, cleared: [], notices: [] } });
  });

  it.each([
    ['|DE|ODRP|1^AGNES^ISABELLE'],
    ['|UC|ODRP|""'],
    ['|UC|ODRP|1^AGNES^ISABELLE||20261121'],
    ['|UC|ODRP|1^AGNES^ISABELLE|20200101|20211231'],
  ])('%s removes it', async (fields) => {
    expect(await roles(role(fields))).toMatchObject({ patient: { medecinTraitant: null, cleared: ['medecinTraitant'] } });
  });

  it('is the one that replaces the one removed', async () => {
    expect(await roles(role('|DE|ODRP|1^AGNES^ISABELLE'), role('|UC|RT|3^AUTRE'), role('|AD|ODRP|2^PAT^ANNE'))).toMatchObject({
      patient: { medecinTraitant: 'Dr ANNE PAT', cleared: [] },
    });
  });
});

describe('a death (PID-29, PID-30)', () => {
  it.each([
    ['20261119101500', 'Y', { on: '2026-11-19' }],
    ['20261119', '', { on: '2026-11-19' }],
    ['', 'Y', { on: null }],
    ['202611', 'Y', { on: null }],
    ['2026', '', { on: null }],
    ['20261119', 'N', null],
    ['', 'N', null],
    ['', '', null],
    ['""', '""', null],
  ])('%s and %s', async (time, told, death) => {
    expect(await one({ pid: { 29: time, 30: told } })).toMatchObject({ patient: { death, notices: [] } });
  });

  it('of a day that does not exist is said without it', async () => {
    const item = await one({ pid: { 29: '20261345' } });
    expect(item).toMatchObject({ patient: { death: { on: null } } });
    expect(noticesOf(item)).toEqual(['HL7_DATE_DROPPED']);
  });
});

describe('a complement that cannot be read', () => {
  it.each([
    [{ pid: { 13: `^PRN^PH^^^^^^^^^${'1'.repeat(31)}` } }, 'Le téléphone n’a pas été pris : cette valeur dépasse 30 caractères.'],
    [{ pid11: `${'x'.repeat(201)}~${BIRTH}` }, 'Le texte de l’adresse n’a pas été pris : cette valeur dépasse 200 caractères.'],
    [
      { pid11: `a\\.br\\b~${BIRTH}` },
      'Le texte de l’adresse n’a pas été pris : une séquence d’échappement HL7 n’est pas admise dans cette valeur.',
    ],
    [
      { rest: ['ROL||UC|ODRP|1^AG\u0007NES', 'PV1||N'] },
      'Le nom du médecin traitant n’a pas été pris : un caractère de contrôle (U+0007) se trouve dans cette valeur.',
    ],
  ])('is left out and said; the patient is taken', async (parts, sentence) => {
    expect(await one(parts)).toMatchObject({
      kind: 'patient',
      patient: { birthName: 'PAT-TROIS', birthPlace: '51215', notices: [{ code: 'HL7_COMPLEMENT_DROPPED', message: sentence }] },
    });
  });

  it('is left out when its letters cannot be told', async () => {
    const [item] = await adt(sourceOf(Buffer.from(message({ charset: '', pid11: `12 rue des Érables~${BIRTH}` }), 'latin1')));
    expect(item).toMatchObject({ patient: { address: null } });
    expect(noticesOf(item)).toEqual(['HL7_COMPLEMENT_DROPPED']);
  });
});
