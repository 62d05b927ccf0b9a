import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insCheck, insCheckList } from '../../../electron/cli/ins-check.ts';
import {
  checkMatricule,
  displayMatricule,
  hasRightKey,
  matriculeAgainstTraits,
  matriculeKey,
} from '../../../shared/domain/ins/matricule.ts';
import { insKind, insOids, isTestOid } from '../../../shared/domain/ins/oids.ts';

const check = (input: string, oid: string | null = null, test = false) => checkMatricule(input, oid, { test });

/** Public samples (sandbox/README 1) whose key is right. */
const RIGHT = [
  '275126322074974',
  '181016322075140',
  '297022A02077878',
  '160012B02077713',
  '236066322083656',
  '109076322083489',
  '209076322083439',
  '209066322012355',
  '109076322088835',
  '180032B02040123',
  '279035121518989',
  '277076322082910',
  '170082622170161',
  '101072B99900114',
  '199013417202174',
  '199013417202273',
  '133061764035249',
  '111068647818424',
  '255069999999934',
];

/** Official samples whose key is wrong, with the right one. */
const WRONG = [
  ['181036322045660', '76'],
  ['281036322045610', '26'],
  ['224027511583555', '12'],
  ['223042545611404', '82'],
  ['221042545611404', '83'],
  ['222127505611201', '47'],
  ['276059205062865', '83'],
] as const;

describe('a matricule', () => {
  it.each(RIGHT)('is accepted when the official sample is right: %s', (matricule) => {
    expect(check(matricule)).toMatchObject({
      valid: true,
      reason: null,
      normalised: matricule,
      expectedKey: matricule.slice(13),
      warnings: [],
    });
  });

  it.each(WRONG)('is refused when the official sample has a wrong key: %s instead of %s', (matricule, key) => {
    expect(check(matricule)).toMatchObject({ valid: false, reason: 'KEY', normalised: matricule, expectedKey: key });
    expect(hasRightKey({ matricule, oid: insOids.NIR })).toBe(false);
  });

  it.each([
    ['2 79 03 51 215 189 89', '279035121518989'],
    ['2.79.03.51.215.189-89', '279035121518989'],
    ['2\u00A079\u202F03 51 215 189 89', '279035121518989'],
    ['297022a02077878', '297022A02077878'],
  ])('is read through separators and lower case: %s', (typed, normalised) => {
    expect(check(typed)).toMatchObject({ input: typed, valid: true, normalised });
  });

  it.each([
    ['', 'LENGTH', null],
    ['27903512151898', 'LENGTH', null],
    ['2790351215189890', 'LENGTH', null],
    ['2790351215189é9', 'CHARACTER', null],
    ['279035121518989\t', 'CHARACTER', null],
    ['2790351215189\u000089', 'CHARACTER', null],
    ['２７９０３５１２１５１８９８９', 'CHARACTER', null],
    ['279C', 'CHARACTER', null],
    ['2A7022002077878', 'STRUCTURE', '2A7022002077878'],
    ['297023A02077878', 'STRUCTURE', '297023A02077878'],
    ['279035121518900', 'KEY', '279035121518900'],
    ['279035121518998', 'KEY', '279035121518998'],
  ])('is refused with the first reason: %j', (typed, reason, normalised) => {
    expect(check(typed)).toMatchObject({ valid: false, reason, normalised });
    if (reason !== 'KEY') expect(check(typed)).toMatchObject({ expectedKey: null, display: null, warnings: [] });
  });

  it('shows its groups, the key apart, Corsica included', () => {
    expect(check('279035121518989').display).toBe('2 79 03 51 215 189 89');
    expect(check('297022A02077878').display).toBe('2 97 02 2A 020 778 78');
    expect(displayMatricule('279035121518989')).toBe('2 79 03 51 215 189');
    expect(check('27903512151898').display).toBeNull();
  });

  it.each([
    ['', true, null, 'OID'],
    [insOids.NIR, false, 'NIR', null],
    [insOids.NIA, false, 'NIA', null],
    [insOids['NIR-TEST'], false, 'NIR-TEST', 'OID'],
    [insOids['NIR-DEMO'], false, 'NIR-DEMO', 'OID'],
    [insOids['NIR-TEST'], true, 'NIR-TEST', null],
    [insOids['NIR-DEMO'], true, 'NIR-DEMO', null],
    ['1.2.250.1.213.1.4.12', true, null, 'OID'],
    ['1.2.250.1.213.1.4.80', false, null, 'OID'],
  ])('has the nature of its OID %s alone (test mode: %s)', (oid, test, kind, reason) => {
    expect(check('279035121518989', oid, test)).toMatchObject({ kind, reason, valid: reason === null });
  });

  it('keeps its nature when its key is wrong, and says the key first', () => {
    expect(check('279035121518900', insOids['NIR-TEST'])).toMatchObject({ kind: 'NIR-TEST', reason: 'KEY' });
  });

  it.each([
    ['379035121518986', ['PROVISIONAL']],
    ['979035121518932', ['SEX']],
    ['279205121518992', ['PSEUDO_MONTH']],
    ['279995121518918', ['PSEUDO_MONTH']],
    ['279455121518980', ['MONTH']],
    ['279005121518971', ['MONTH']],
    ['279035121500084', ['ORDER']],
  ])('is accepted with a warning when unusual: %s', (matricule, codes) => {
    const whole = matricule.slice(0, 13) + matriculeKey(matricule);
    expect(check(whole).warnings.map(({ code }) => code)).toEqual(codes);
    expect(check(whole).valid).toBe(true);
  });

  it.each([
    ...[20, 32, 33, 42, 50, 51, 98, 99].map((month) => [month, ['PSEUDO_MONTH']] as const),
    ...[0, 13, 19, 43, 49].map((month) => [month, ['MONTH']] as const),
    ...[1, 12].map((month) => [month, []] as const),
  ])('of month %s says %j: 20 to 42 and 50 to 99 are conventional (ins/README 1)', (month, codes) => {
    const number = `279${String(month).padStart(2, '0')}51215189`;
    expect(check(number + matriculeKey(number)).warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ...[1, 2].map((digit) => [digit, []] as const),
    ...[3, 4, 7, 8].map((digit) => [digit, ['PROVISIONAL']] as const),
    ...[0, 5, 6, 9].map((digit) => [digit, ['SEX']] as const),
  ])('that begins with %s says %j', (digit, codes) => {
    const number = `${digit}790351215189`;
    expect(check(number + matriculeKey(number)).warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['1', 'M'],
    ['3', 'M'],
    ['7', 'M'],
    ['2', 'F'],
    ['4', 'F'],
    ['8', 'F'],
  ] as const)('that begins with %s is one of sex %s, provisional or not', (digit, sex) => {
    const matricule = `${digit}79035121518900`;
    const codes = (of: 'M' | 'F') => matriculeAgainstTraits(matricule, { sex: of, birthDate: '1979-03-28' }).map(({ code }) => code);
    expect([codes(sex), codes(sex === 'M' ? 'F' : 'M')]).toEqual([[], ['SEX_DIFFERS']]);
  });

  it('has a key between 01 and 97, and no other one is right', () => {
    const digits = fc.stringMatching(/^[1-478]\d{4}(\d{2}|2[AB])\d{6}$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 99 }), (body, typed) => {
        const key = matriculeKey(body);
        expect(Number(key)).toBeGreaterThanOrEqual(1);
        expect(Number(key)).toBeLessThanOrEqual(97);
        const other = String(typed).padStart(2, '0');
        expect(check(body + other).valid).toBe(other === key);
      }),
    );
  });

  it('never throws and never accepts what normalises to something else, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const answer = check(typed);
        if (answer.valid) expect(answer.normalised).toMatch(/^\d{5}(\d{2}|2[AB])\d{8}$/);
      }),
    );
  });

  it('only hints at differences with the traits: official samples contradict theirs', () => {
    expect(matriculeAgainstTraits('133061764035249', { sex: 'F', birthDate: '1933-06-07' }).map(({ code }) => code)).toEqual([
      'SEX_DIFFERS',
    ]);
    expect(matriculeAgainstTraits('279035121518989', { sex: 'F', birthDate: '1979-03-28' })).toEqual([]);
    expect(matriculeAgainstTraits('279035121518989', { sex: 'I', birthDate: '1979-03-28' })).toEqual([]);
    expect(matriculeAgainstTraits('279125121518981', { sex: 'F', birthDate: '1979-03-28' }).map(({ code }) => code)).toEqual([
      'MONTH_DIFFERS',
    ]);
    // A month that is none, here or there, says nothing of the other.
    for (const month of ['00', '13', '20'])
      expect(matriculeAgainstTraits(`279${month}5121518981`, { sex: 'F', birthDate: '1979-03-28' })).toEqual([]);
    expect(matriculeAgainstTraits('279035121518989', { sex: 'F', birthDate: '1979-00-28' })).toEqual([]);
    expect(matriculeAgainstTraits('279045121518981', { sex: 'F', birthDate: '1978-03-28' }).map(({ code }) => code)).toEqual([
      'YEAR_DIFFERS',
      'MONTH_DIFFERS',
    ]);
  });
});

/** Every row of the table of test identities that has a matricule (sandbox/README 1): what its digits say, and against its traits. */
const IDENTITIES = [
  [1, '275126322074974', insOids.NIR, 'F', '1975-12-31', '63220', null, []],
  [2, '181016322075140', insOids.NIR, 'M', '1981-01-01', '63220', null, []],
  [3, '297022A02077878', insOids.NIR, 'F', '1997-02-26', '2A020', null, []],
  [4, '160012B02077713', insOids.NIR, 'M', '1960-01-01', '2B020', null, []],
  [5, '236066322083656', insOids.NIR, 'F', '1936-06-21', '63220', null, []],
  [6, '109076322083489', insOids.NIR, 'M', '2009-07-14', '63220', null, []],
  [7, '109076322088835', insOids.NIA, 'M', '2009-07-01', '63220', null, []],
  [8, '180032B02040123', insOids.NIR, 'M', '1980-03-02', '2B020', null, []],
  [9, '181036322045660', insOids.NIR, 'M', '1981-03-24', '63220', '76', []],
  [14, '279035121518989', insOids['NIR-TEST'], 'F', '1979-03-28', '51215', null, []],
  [15, '277076322082910', insOids.NIR, 'F', '1977-07-14', '63220', null, []],
  [16, '170082622170161', insOids['NIR-TEST'], 'M', '1970-08-07', '26221', null, []],
  [17, '101072B99900114', insOids['NIR-TEST'], 'M', '2001-07-14', '2B999', null, []],
  [18, '199013417202174', insOids['NIR-TEST'], 'M', '1999-01-15', '34172', null, []],
  [18, '199013417202273', insOids['NIR-TEST'], 'M', '1999-01-15', '34172', null, []],
  [19, '133061764035249', insOids['NIR-TEST'], 'F', '1933-06-07', '17640', null, ['SEX_DIFFERS']],
  [20, '111068647818424', insOids['NIR-TEST'], 'M', '2011-06-19', '86478', null, []],
  [21, '255069999999934', insOids['NIR-DEMO'], 'F', '1955-06-15', '99999', null, []],
  [22, '224027511583555', insOids['NIR-TEST'], 'F', '2024-02-28', '75115', '12', []],
] as const;

describe('the official test identities', () => {
  it.each(IDENTITIES)('#%i %s of nature %s', (_, matricule, oid, sex, birthDate, _place, rightKey, codes) => {
    const answer = check(matricule, oid, true);
    expect(answer).toMatchObject({
      valid: rightKey === null,
      reason: rightKey === null ? null : 'KEY',
      expectedKey: rightKey ?? matricule.slice(13),
      kind: insKind(oid),
      normalised: matricule,
    });
    expect(answer.display?.replaceAll(' ', '')).toBe(matricule);
    expect(check(matricule, oid, false).reason).toBe(rightKey !== null ? 'KEY' : isTestOid(oid) ? 'OID' : null);
    expect(matriculeAgainstTraits(matricule, { sex, birthDate }).map(({ code }) => code)).toEqual(codes);
  });

  it('#6 and #9: the matricules of history too', () => {
    expect(check('209076322083439').valid).toBe(true);
    expect(check('209066322012355').valid).toBe(true);
    expect(check('281036322045610')).toMatchObject({ reason: 'KEY', expectedKey: '26' });
  });
});

describe('the OIDs', () => {
  it('are the four of ins/README 1', () => {
    expect(insOids).toEqual({
      NIR: '1.2.250.1.213.1.4.8',
      NIA: '1.2.250.1.213.1.4.9',
      'NIR-TEST': '1.2.250.1.213.1.4.10',
      'NIR-DEMO': '1.2.250.1.213.1.4.11',
    });
    expect(insKind('1.2.250.1.213.1.4.9')).toBe('NIA');
    expect([insOids.NIR, insOids.NIA, insOids['NIR-TEST'], insOids['NIR-DEMO']].map(isTestOid)).toEqual([false, false, true, true]);
  });
});

describe('ins check', () => {
  it('answers the object of cli/README 3', () => {
    expect(insCheck('2 79 03 51 215 189 89', { oid: insOids['NIR-TEST'], test: true })).toEqual({
      positive: true,
      result: {
        input: '2 79 03 51 215 189 89',
        valid: true,
        reason: null,
        kind: 'NIR-TEST',
        normalised: '279035121518989',
        expectedKey: '89',
        display: '2 79 03 51 215 189 89',
        warnings: [],
      },
    });
  });

  it('answers a list in order with its line numbers, blank lines skipped', () => {
    const answer = insCheckList('\uFEFF279035121518989\r\n\r\n  \n27903512151898\n', { oid: null, test: false });
    expect(answer.positive).toBe(false);
    expect(answer.result).toMatchObject([
      { line: 1, valid: true, input: '279035121518989' },
      { line: 4, reason: 'LENGTH' },
    ]);
    expect(insCheckList('', { oid: null, test: false })).toEqual({ result: [], positive: true });
  });
});
