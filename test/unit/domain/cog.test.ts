import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { places } from '../../../electron/codes/places.ts';
import { placeDirectory, unknownPlace } from '../../../shared/domain/ins/cog.ts';
import successions from '../../../shared/codes/department-successions.json' with { type: 'json' };
import { mayBeOnePlace } from '../../../shared/domain/ins/place-succession.ts';
import { isCog } from '../../../shared/domain/ins/traits.ts';

const cog = await places();
const codes = (text: string, on?: string) => cog.searchPlaces(text, on === undefined ? {} : { on }).map((place) => place.cog);

describe('the Code officiel géographique', () => {
  it.each([
    ['Ajaccio', '1970-05-01', '20004'],
    ['Ajaccio', '1980-05-01', '2A004'],
    ['Bastia', '1975-12-31', '20033'],
    ['Bastia', '1976-01-01', '2B033'],
    ['Évry', '1966-01-01', '78228'],
    ['evry petit bourg', '1950-01-01', '78228'],
    ['Évry 91', '1990-01-01', '91228'],
    ['Béon', '1950-01-01', '01039'],
    ['Reims', '1980-01-01', '51454'],
    ['paris 12e', '1980-01-01', '75112'],
    ['St Denis 93', '1980-01-01', '93066'],
    ['saint-denis 974', '1980-01-01', '97411'],
    ['Saint-Barthélemy 971', '2000-01-01', '97123'],
    ['Saint-Barthélemy 977', '2010-01-01', '97701'],
    ['Acoua', '2000-01-01', '98501'],
    ['Acoua', '2020-01-01', '97601'],
    ['Nouméa', '1980-01-01', '98818'],
    ['algérie', '1980-01-01', '99352'],
    ['alger', '1950-01-01', '91352'],
    ['constantine', '1950-01-01', '93352'],
    ['maroc', '1980-01-01', '99350'],
    ['tchécoslovaquie', '1970-01-01', '99115'],
    ['Haute-Volta', '1960-01-01', '99331'],
    ['cote d ivoire', '1980-01-01', '99326'],
    // The code is that of the day of birth.
    ['Slovaquie', '1970-01-01', '99115'],
    ['Slovaquie', '2000-01-01', '99117'],
    ['Ukraine', '1980-01-01', '99123'],
    ['Mozambique', '1970-01-01', '99320'],
    ['Mozambique', '1980-01-01', '99393'],
    ['Curaçao', '2015-01-01', '99444'],
    ['Antilles néerlandaises', '2000-01-01', '99431'],
    ['Aruba', '2020-01-01', '99431'],
    ['Jersey', '1980-01-01', '99161'],
    ['Yémen du Nord', '1989-12-31', '99202'],
    ['Yémen', '1990-02-01', '99251'],
    ['Burkina Faso', '1970-01-01', '99331'],
  ])('finds %s for a birth on %s: %s', (text, on, expected) => {
    const [first] = cog.searchPlaces(text, { on });
    expect(first).toMatchObject({ cog: expected, inForce: true });
  });

  it('offers the place that was not so yet after those that were', () => {
    expect(cog.searchPlaces('Évry-Courcouronnes', { on: '1990-01-01' })[0]).toMatchObject({
      cog: '91228',
      inForce: false,
      validFrom: '2019-01-01',
    });
    expect(codes('ajaccio', '1970-01-01')).toEqual(['20004', '2A004']);
    expect(codes('algérie', '1950-00-00')).toEqual(expect.arrayContaining(['91352', '92352', '93352', '94352', '99352']));
  });

  it('tells the département of the time, and the commune of today', () => {
    expect(cog.placeOf('20004')).toMatchObject({
      department: { code: '20', name: 'Corse' },
      validTo: '1976-01-01',
      today: { cog: '2A004', name: 'Ajaccio' },
    });
    expect(cog.placeOf('78228', '1966-01-01')).toMatchObject({
      name: 'Évry',
      department: { name: 'Seine-et-Oise' },
      today: { cog: '91228', name: 'Évry-Courcouronnes' },
    });
    expect(cog.placeOf('91228', '1990-01-01')).toMatchObject({ name: 'Évry', department: { name: 'Essonne' } });
    expect(cog.placeOf('01039')).toMatchObject({ name: 'Béon', validTo: '2023-01-01', today: { cog: '01138', name: 'Culoz-Béon' } });
    expect(cog.placeOf('99352')).toMatchObject({ name: 'Algérie', kind: 'country', department: null });
  });

  it.each(['63220', '51215', '51454', '2B020', '75115', '99999'])('knows the place of the official samples: %s', (code) => {
    expect(cog.isKnownPlace(code)).toBe(true);
    expect(cog.placeOf(code)).toMatchObject({ cog: code });
  });

  it('knows no other code (an official sample is born at 2A020, which never was), and 99999 as unknown', () => {
    expect([cog.isKnownPlace('2A020'), isCog('2A020')]).toEqual([false, true]);
    expect([cog.isKnownPlace('51000'), cog.isKnownPlace('99998'), cog.placeOf('51000')]).toEqual([false, false, null]);
    expect(cog.placeOf('99999')).toEqual(unknownPlace);
    expect(cog.isKnownPlace('2a004')).toBe(true);
  });

  it('searches by words, needs two letters, and limits its answer', () => {
    expect(codes('')).toEqual([]);
    expect(codes('a')).toEqual([]);
    expect(codes('zzzz')).toEqual([]);
    expect(cog.searchPlaces('saint')).toHaveLength(20);
    expect(cog.searchPlaces('saint', { limit: 5 })).toHaveLength(5);
    expect(codes('20004')).toEqual(['20004']);
  });

  it('holds only codes of the form of a COG, each in lines that read', () => {
    const found = ['saint', 'le', 'la', 'ville', 'sur', 'mont'].flatMap((word) => cog.searchPlaces(word, { limit: 5000 }));
    expect(found.length).toBeGreaterThan(5000);
    for (const place of found) {
      expect(isCog(place.cog)).toBe(true);
      if (place.validFrom !== null && place.validTo !== null) expect(place.validFrom < place.validTo).toBe(true);
      if (place.kind === 'commune') expect(place.department, place.cog).not.toBeNull();
    }
  });

  it('has one place at most for a code on a day', () => {
    const days = ['1943-06-01', '1950-01-01', '1968-01-01', '1976-01-01', '1990-06-15', '2019-01-01', '2021-06-01', '2026-01-01'];
    for (const code of ['91228', '78228', '27676', '51454', '01033', '49244']) {
      for (const on of days)
        expect(cog.searchPlaces(code, { on }).filter(({ inForce }) => inForce === true).length, `${code} ${on}`).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ['Reims', '1979-03-28', '51454'],
    ['REIMS', '1979-03-28', '51454'],
    ['Reims (51)', '1979-03-28', '51454'],
    ['Reims (Marne)', '1979-03-28', '51454'],
    ['Reims, Marne', '1979-03-28', '51454'],
    ['Reims 51', '1979-03-28', '51454'],
    ['Reims (08)', '1979-03-28', null],
    ['Reims (Paris)', '1979-03-28', null],
    ['Reims ()', '1979-03-28', null],
    ['Paris (75)', '1979-03-28', '75056'],
    ['Paris 12', '1979-03-28', null],
    // Of several départements: the name alone is nobody's.
    ['Saint-Denis', '1979-03-28', null],
    ['St Denis (93)', '1979-03-28', '93066'],
    ['Saint-Denis, Seine-Saint-Denis', '1979-03-28', '93066'],
    ['Rei', '1979-03-28', null],
    ['Maroc', '1979-03-28', '99350'],
    ['Maroc (51)', '1979-03-28', null],
    // It was not yet.
    ['Évry-Courcouronnes', '1990-01-01', null],
    ['Évry-Courcouronnes', '2020-01-01', '91228'],
    ['', '1979-03-28', null],
    ['(51)', '1979-03-28', null],
  ])('has one place alone named « %s » on %s: %s', (name, on, code) => {
    expect(cog.onlyPlaceNamed(name, on)?.cog ?? null).toBe(code);
  });

  it('names every commune whose code of today is of another département: both may be one birth place', () => {
    const lines = readFileSync(new URL('../../../resources/cog/communes.tsv', import.meta.url), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'));
    const moved = lines.flatMap(([code = '', , , , today = '']) =>
      code !== 'D' && today !== '' && code.slice(0, 2) !== today.slice(0, 2) ? [[code, today] as const] : [],
    );
    expect(moved.length).toBeGreaterThan(900);
    expect(moved.filter(([code, today]) => !mayBeOnePlace(code, today) || !mayBeOnePlace(today, code))).toEqual([]);
    // Nor is a code that the list does not know said to be of today.
    expect(successions.communes.filter(({ former, today }) => cog.placeOf(former)?.today?.cog !== today)).toEqual([]);
    expect(
      successions.departments.flatMap(({ former, on }) => (former.length === 5 && cog.placeOf(former)?.validTo !== on ? [former] : [])),
    ).toEqual([]);
  });

  it('is read from its two texts', () => {
    const small = placeDirectory('D\t01\tAin\n01001\tVieux-Bourg\t\t1970-01-01\t01002\n01002\tBourg\n', '99101\tDanemark\t\t\tJutland\n');
    expect(small.placeOf('01001')).toEqual({
      cog: '01001',
      name: 'Vieux-Bourg',
      kind: 'commune',
      department: { code: '01', name: 'Ain' },
      validFrom: null,
      validTo: '1970-01-01',
      today: { cog: '01002', name: 'Bourg' },
    });
    expect(small.searchPlaces('jutland')[0]).toMatchObject({ cog: '99101', inForce: null });
    expect([
      small.onlyPlaceNamed('Jutland', '1979-03-28')?.cog,
      small.onlyPlaceNamed('bourg (01)', '1979-00-00')?.cog,
      small.onlyPlaceNamed('Vieux Bourg', '1979-03-28'),
    ]).toEqual(['99101', '01002', null]);
  });
});
