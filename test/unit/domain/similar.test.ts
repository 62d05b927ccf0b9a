import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparable,
  compare,
  similarityLabels,
  similarPatients,
  STRIKING,
  type KnownPerson,
} from '../../../shared/domain/identity/similar.ts';
import { distance, likeness, sharePart, spelling } from '../../../shared/domain/identity/spelling.ts';
import { normaliseName } from '../../../shared/domain/ins/names.ts';

const lea: KnownPerson = {
  id: 'lea',
  birthName: 'MARTINEAU',
  birthFirstNames: 'LEA MARIE',
  usedName: null,
  usedFirstName: null,
  sex: 'F',
  birthDate: '1979-03-12',
  birthPlace: '51454',
  ins: null,
};
const found = (other: Partial<KnownPerson>, candidate: Partial<KnownPerson> = {}) =>
  similarPatients({ ...lea, ...candidate }, [{ ...lea, ...other }])[0] ?? null;

describe('records that look like the person at the desk', () => {
  it.each([
    [{}, 'same', ['same-traits']],
    [{ birthFirstNames: 'LEA' }, 'same', ['same-traits']],
    [{ birthPlace: null }, 'same', ['same-traits']],
    [{ birthPlace: '99999' }, 'same', ['same-traits']],
    [{ birthPlace: '75056' }, 'homonym', ['same-traits', 'other-place']],
    [{ birthFirstNames: 'CHLOE' }, 'twin', ['other-first-name']],
    [{ birthFirstNames: 'PAUL', sex: 'M' }, 'twin', ['other-first-name', 'other-sex']],
    [{ birthName: 'MARTINAUD' }, 'near', ['close-name']],
    [{ birthName: 'MARTHINO' }, 'near', ['sounds-alike']],
    [{ birthFirstNames: 'LEAH' }, 'near', ['close-first-name']],
    [{ birthName: 'LEA', birthFirstNames: 'MARTINEAU' }, 'near', ['inverted-names']],
    [{ birthName: 'DUPONT', usedName: 'MARTINEAU' }, 'near', ['used-name']],
    [{ birthDate: '1979-03-13' }, 'near', ['date-digit']],
    [{ birthDate: '1969-03-12' }, 'near', ['date-digit']],
    [{ birthDate: '1979-12-03' }, 'near', ['date-swapped']],
    [{ birthDate: '1979-03-21' }, 'near', ['date-digits-swapped']],
    [{ birthDate: '1997-03-12' }, 'near', ['date-digits-swapped']],
    // Two wrong digits, the year's own two apart: everything else is the same.
    [{ birthDate: '1979-03-25' }, 'near', ['date-two-digits']],
    [{ birthDate: '1969-03-13' }, 'near', ['date-two-digits']],
    [{ birthDate: '1979-03-25', sex: 'I' }, 'near', ['date-two-digits', 'sex-unknown']],
    [{ birthDate: '1979-03-25', birthPlace: null, birthFirstNames: 'LEA' }, 'near', ['date-two-digits']],
    // A part of the name: everything else is the same.
    [{ birthName: 'MARTINEAU-DUVAL' }, 'near', ['part-of-name']],
    [{ birthName: 'DUVAL MARTINEAU' }, 'near', ['part-of-name']],
    [{ birthName: 'MARTINEAU DE LA VALLEE', birthPlace: null }, 'near', ['part-of-name']],
    [{ birthName: 'DUVAL MARTINEAU', sex: 'I' }, 'near', ['part-of-name', 'sex-unknown']],
    // Two differences at most.
    [{ birthName: 'MARTINAUD', birthFirstNames: 'LEAH' }, 'near', ['close-name', 'close-first-name']],
    [{ birthName: 'MARTINAUD', birthDate: '1979-03-13' }, 'near', ['close-name', 'date-digit']],
    [{ birthName: 'MARTHINO', birthDate: '1979-03-13' }, 'near', ['sounds-alike', 'date-digit']],
    [{ birthFirstNames: 'LEAH', birthDate: '1979-03-00' }, 'near', ['close-first-name', 'date-incomplete']],
    [{ birthName: 'LEA', birthFirstNames: 'MARTINEAU', birthDate: '1979-12-03' }, 'near', ['inverted-names', 'date-swapped']],
    [{ birthDate: '1979-03-13', sex: 'M' }, 'near', ['date-digit', 'other-sex']],
    [{ birthDate: '1979-03-13', birthPlace: '75056' }, 'near', ['date-digit', 'other-place']],
    [{ birthDate: '1979-03-13', birthPlace: '99999' }, 'near', ['date-digit']],
    [{ birthDate: '1979-03-00' }, 'near', ['date-incomplete']],
    [{ birthDate: '1979-00-00' }, 'near', ['date-incomplete']],
    [{ sex: 'M' }, 'near', ['other-sex']],
    // Undetermined: no contradiction, and never the same.
    [{ sex: 'I' }, 'near', ['sex-unknown']],
    [{ sex: 'I', birthPlace: '75056' }, 'near', ['sex-unknown', 'other-place']],
    [{ birthFirstNames: 'CHLOE', sex: 'I' }, 'twin', ['other-first-name', 'sex-unknown']],
  ] as const)('%j is %s', (other, kind, reasons) => {
    expect(found(other)).toMatchObject({ kind, reasons });
  });

  it.each([
    [{ birthName: 'BERNARD' }],
    [{ birthDate: '1950-01-01' }],
    [{ birthDate: '1979-04-21' }],
    [{ birthName: 'BERNARD', birthFirstNames: 'CHLOE' }],
    [{ birthFirstNames: 'CHLOE', birthPlace: '75056' }],
    [{ birthName: 'MARTINAUD', birthFirstNames: 'CHLOE' }],
    [{ birthDate: '1980-03-00' }],
    // Two digits of the date, or a part of the name, and anything else.
    [{ birthDate: '1979-03-25', birthPlace: '75056' }],
    [{ birthDate: '1979-03-25', sex: 'M' }],
    [{ birthDate: '1979-03-25', birthName: 'MARTINAUD' }],
    [{ birthDate: '1979-03-25', birthFirstNames: 'LEAH' }],
    [{ birthDate: '1979-03-25', birthName: 'DUPONT', usedName: 'MARTINEAU' }],
    [{ birthDate: '1986-03-12' }],
    [{ birthDate: '1979-04-23' }],
    [{ birthDate: '1979-03' }],
    [{ birthName: 'DUVAL-MARTINEAU', birthPlace: '75056' }],
    [{ birthName: 'DUVAL-MARTINEAU', sex: 'M' }],
    [{ birthName: 'DUVAL-MARTINEAU', birthFirstNames: 'LEAH' }],
    [{ birthName: 'DUVAL-MARTINEAU', birthDate: '1979-03-13' }],
    [{ birthName: 'DUVAL-MARTINEAU', birthFirstNames: 'CHLOE' }],
    // Three differences.
    [{ birthName: 'MARTINAUD', birthFirstNames: 'LEAH', birthDate: '1979-03-13' }],
    [{ birthName: 'MARTINAUD', birthFirstNames: 'LEAH', sex: 'M' }],
    [{ birthName: 'MARTINAUD', birthFirstNames: 'LEAH', birthPlace: '75056' }],
    [{ birthName: 'MARTINAUD', birthDate: '1979-03-00', sex: 'M' }],
    // Nothing is known of the date: no date is near it.
    [{ birthDate: '0000-00-00' }],
    // An unknown part stands for any, and the other part for itself alone; two swapped ones are of one year.
    [{ birthDate: '1979-04-00' }],
    [{ birthDate: '1979-00-28' }],
    [{ birthDate: '1969-12-03' }],
  ] as const)('%j is nobody we know', (other) => {
    expect(found(other)).toBeNull();
  });

  it.each([
    ['MARTIN', 'MARIE', 'BERNARD', 'MARIE'],
    ['MARTIN', 'JEAN', 'MARTEAU', 'JEAN'],
    ['DURAND', 'PAUL', 'DUPOND', 'PAUL'],
    ['LE GOFF', 'ANNE', 'LE GALL', 'ANNE'],
    ['SAINT MARTIN', 'ZOE', 'SAINT JEAN', 'ZOE'],
    ['BEN ALI', 'KARIM', 'BEN SALAH', 'KARIM'],
    ['DE LA TOUR', 'LOU', 'DE LA ROCHE', 'LOU'],
    ['MARIE', 'JEAN', 'MARTIN', 'JEAN'],
    ['PETIT', 'LOUIS', 'PETITJEAN', 'LOUIS'],
    ['D’ARC', 'JEANNE', 'D’ORSAY', 'JEANNE'],
  ])('%s %s and %s %s, of one day and one sex, are two persons', (birthName, birthFirstNames, otherName, otherFirst) => {
    expect(found({ birthName: otherName, birthFirstNames: otherFirst }, { birthName, birthFirstNames })).toBeNull();
  });

  it.each([
    ['DUVAL', 'DUVAL-MARTIN'],
    ['DUVAL', 'MARTIN DUVAL'],
    ['DUVAL-MARTIN', 'MARTIN DUVAL'],
    ['DUVAL-MARTIN', 'DUVAL PETIT'],
    ['DUVAL', 'DUVAL--MARTIN'],
    ['LE GOFF', 'LE GOFF-MARTIN'],
  ])('EXI ID 17: %s and %s, otherwise the same, may be one', (birthName, other) => {
    expect(found({ birthName: other }, { birthName })).toMatchObject({ kind: 'near', reasons: ['part-of-name'] });
  });

  it.each([
    [{ usedName: 'MARTINEAU', birthName: 'DUPONT' }, {}],
    [{}, { usedName: 'MARTINEAU', birthName: 'DUPONT' }],
    [{ usedName: 'DUVAL' }, { birthName: 'DUPONT', usedName: 'Duval' }],
  ])('the used name of one is the birth name of the other, or both bear one: %j, %j', (other, candidate) => {
    expect(found(other, candidate)).toMatchObject({ kind: 'near', reasons: ['used-name'] });
  });

  it('used names that differ, or that only one bears, bring nobody near', () => {
    expect(found({ usedName: 'DUVAL' }, { birthName: 'DUPONT', usedName: 'PETIT' })).toBeNull();
    expect(found({ usedName: 'DUVAL' }, { birthName: 'DUPONT' })).toBeNull();
  });

  it('a used first name is a first name', () => {
    expect(found({ birthFirstNames: 'CHLOE', usedFirstName: 'Léa' })).toMatchObject({ kind: 'near', reasons: ['close-first-name'] });
    expect(found({}, { birthFirstNames: 'CHLOE', usedFirstName: 'Léa' })).toMatchObject({ kind: 'near', reasons: ['close-first-name'] });
    expect(found({ usedFirstName: 'EVE' }, { birthFirstNames: 'CHLOE', usedFirstName: 'EVE' })?.kind).toBe('twin');
  });

  it('a first name by one slip and a day are two differences', () => {
    expect(found({ birthFirstNames: 'LUCIA', birthDate: '1979-03-13' }, { birthFirstNames: 'LUCIE' })).toMatchObject({
      kind: 'near',
      reasons: ['close-first-name', 'date-digit'],
    });
  });

  it('a composed first name begins with its first part, whichever of the two is composed', () => {
    expect([found({ birthFirstNames: 'LEA-ANNE' })?.kind, found({}, { birthFirstNames: 'LEA-ANNE' })?.kind]).toEqual(['same', 'same']);
  });

  it('somebody whose name is a first name too is not inverted for that', () => {
    const thomas = { birthName: 'THOMAS', birthFirstNames: 'THOMAS' };
    expect(found({ ...thomas, birthDate: '1979-03-13' }, thomas)).toMatchObject({ reasons: ['date-digit'] });
  });

  it('two digits of the date may be of the year and of the month', () => {
    expect(found({ birthDate: '1969-12-12' }, { birthDate: '1979-02-12' })).toMatchObject({ reasons: ['date-two-digits'] });
  });

  it('digits are exchanged when they are neighbours: in another part of the date, they are two wrong ones', () => {
    expect(found({ birthDate: '1979-02-13' })).toMatchObject({ reasons: ['date-two-digits'] });
  });

  it('two unknown persons are not one for that', () => {
    expect(found({ birthDate: '0000-00-00' }, { birthDate: '0000-00-00' })).toBeNull();
    // Not even a year that has but one other digit.
    expect([
      found({ birthDate: '0000-00-00' }, { birthDate: '2000-00-00' }),
      found({ birthDate: '2000-00-00' }, { birthDate: '0000-00-00' }),
    ]).toEqual([null, null]);
  });

  it('tells homonyms apart by their matricules', () => {
    const ins = (matricule: string) => ({ ins: { matricule } });
    expect(found(ins('279035145400189'), ins('279035145400286'))).toMatchObject({
      kind: 'homonym',
      reasons: ['same-traits', 'other-matricule'],
    });
    expect(found(ins('279035145400189'), ins('279035145400189'))?.kind).toBe('same');
    expect([found(ins('279035145400189'))?.kind, found({}, ins('279035145400189'))?.kind]).toEqual(['same', 'same']);
  });

  it('puts the most likely first', () => {
    const list = similarPatients(lea, [
      { ...lea, id: 'date', birthDate: '1979-03-13' },
      { ...lea, id: 'twin', birthFirstNames: 'EVE' },
      { ...lea, id: 'same' },
      { ...lea, id: 'other', birthName: 'BERNARD' },
    ]);
    expect(list.map(({ id }) => id)).toEqual(['same', 'date', 'twin']);
    expect(
      list.every(({ score, reasons }) => score >= 65 && score <= 100 && reasons.every((reason) => similarityLabels[reason] !== '')),
    ).toBe(true);
  });

  const person = fc.record({
    birthName: fc.constantFrom('MARTINEAU', 'MARTINO', 'LEA', 'DE LA TOUR', 'DELATOUR', 'MARTINEAU-DUVAL', 'DUVAL'),
    birthFirstNames: fc.constantFrom('LEA', 'LEAH', 'LEA MARIE', 'MARTINEAU', 'EVE'),
    usedName: fc.constantFrom(null, 'MARTINEAU'),
    usedFirstName: fc.constantFrom(null, 'EVE'),
    sex: fc.constantFrom('M', 'F', 'I'),
    birthDate: fc.constantFrom(
      '1979-03-12',
      '1979-12-03',
      '1979-03-13',
      '1979-00-00',
      '1979-03-21',
      '1979-03-25',
      '1986-03-12',
      '1950-01-01',
      '0000-00-00',
    ),
    birthPlace: fc.constantFrom(null, '51454', '75056'),
  } as const);

  it('does not depend on who is the candidate', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one] = similarPatients(a, [{ ...b, id: 'x', ins: null }]);
        const [other] = similarPatients(b, [{ ...a, id: 'x', ins: null }]);
        expect(one).toEqual(other);
      }),
      { numRuns: 2000 },
    );
  });

  it('are never of a date that more slips than one make, unless two digits of it and nothing else differ', () => {
    const slips = (a: string, b: string): number => [...a].filter((digit, at) => digit !== b[at]).length;
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [near] = similarPatients(a, [{ ...b, id: 'x', ins: null }]);
        const dates = (near?.reasons ?? []).filter((reason) => reason.startsWith('date-'));
        expect(dates.length).toBe(near === undefined || a.birthDate === b.birthDate ? 0 : 1);
        if (near?.reasons.includes('date-two-digits') === true)
          expect([slips(a.birthDate, b.birthDate), near.reasons.filter((reason) => reason !== 'sex-unknown')]).toEqual([
            2,
            ['date-two-digits'],
          ]);
        if (near?.reasons.includes('part-of-name') === true)
          expect(near.reasons.filter((reason) => reason !== 'sex-unknown')).toEqual(['part-of-name']);
      }),
      { numRuns: 2000 },
    );
  });

  it('of different birth dates and a striking likeness have the same birth name and first name', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const near = compare(comparable(a), comparable(b));
        if (near === null || near.score < STRIKING || a.birthDate === b.birthDate) return;
        const keys = [a, b].map(({ birthName, birthFirstNames }) => [
          normaliseName(birthName).replaceAll(' ', ''),
          normaliseName(birthFirstNames).split(' ')[0],
        ]);
        expect(keys[0]).toEqual(keys[1]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{}, true],
    [{ birthPlace: '75056' }, true],
    [{ birthName: 'DUVAL-MARTINEAU' }, true],
    [{ birthDate: '1979-03-25' }, true],
    [{ birthDate: '1979-03-13' }, true],
    [{ birthName: 'MARTINAUD' }, true],
    [{ birthName: 'LEA', birthFirstNames: 'MARTINEAU' }, true],
    [{ birthName: 'DUPONT', usedName: 'MARTINEAU' }, true],
    ...(['1979-03-13', '1979-12-03', '1979-03-21', '1979-03-00'] as const).flatMap(
      (birthDate) =>
        [
          [{ birthDate }, true],
          [{ birthDate, sex: 'M' }, true],
          [{ birthDate, birthPlace: '75056' }, false],
          [{ birthDate, birthFirstNames: 'LEAH' }, false],
          [{ birthDate, birthName: 'DUPONT', usedName: 'MARTINEAU' }, false],
          [{ birthDate, birthName: 'LEA', birthFirstNames: 'MARTINEAU' }, false],
        ] as const,
    ),
    [{ birthFirstNames: 'CHLOE' }, false],
    [{ birthName: 'MARTINAUD', birthDate: '1979-03-13' }, false],
    [{ birthDate: '1979-03-25', sex: 'I' }, false],
  ] as const)('%j is a striking likeness: %s', (other, striking) => {
    expect((found(other)?.score ?? 0) >= STRIKING).toBe(striking);
  });
});

describe('names', () => {
  it.each([
    ['DE LA TOUR', 'DELATOUR', 'equal'],
    ['LE-GALL', 'Le Gall', 'equal'],
    ['MARTIN', 'MATRIN', 'close'],
    ['DUPONT', 'DUPOND', 'close'],
    ['LEE', 'LEA', 'different'],
    // One slip from 4 letters on, two from 8 on.
    ['LUCE', 'LUCA', 'close'],
    ['LUC', 'LUK', 'phonetic'],
    ['EVA', 'EVE', 'different'],
    ['BERNARD', 'BARNART', 'different'],
    ['BERTRAND', 'BARTRANO', 'close'],
    ['BERTRANDE', 'BARTRONIE', 'different'],
    ['BERTRAND', 'BERTRANDIN', 'close'],
    ['MARTIN', 'MARTEAU', 'different'],
    ['MARTIN', 'MARTINEZ', 'phonetic'],
    ['PHILIPPE', 'FILIP', 'phonetic'],
    ['GAUTHIER', 'GOTIER', 'phonetic'],
    ['QUENTIN', 'KENTIN', 'phonetic'],
    ['CHAU', 'SHO', 'phonetic'],
    ['GUI', 'GHI', 'phonetic'],
    ['GIL', 'JIL', 'phonetic'],
    ['REY', 'RAI', 'phonetic'],
    ['REI', 'RAY', 'phonetic'],
    ['LYS', 'LIS', 'phonetic'],
    ['WAN', 'VAN', 'phonetic'],
    ['ROU', 'ROUX', 'phonetic'],
    ['LY', 'LI', 'different'],
    ['MARTIN', 'BERNARD', 'different'],
    ['', 'MARTIN', 'different'],
  ] as const)('%s and %s are %s', (a, b, expected) => {
    expect([likeness(spelling(a), spelling(b)), likeness(spelling(b), spelling(a))]).toEqual([expected, expected]);
  });

  it.each([
    ['DUVAL', 'DUVAL-MARTIN', true],
    ['MARTIN DUVAL', 'DUVAL--MARTIN', true],
    ['LE GOFF', 'LE GALL', false],
    ['DE L’ISLE', 'DE L’ORME', false],
    ['DUVAL', 'DUVALLE', false],
    ['', 'MARTIN', false],
    ['', '', false],
    ['LY', 'LY-MARTIN', true],
  ] as const)('%s and %s have a part in common: %s', (a, b, expected) => {
    expect([sharePart(spelling(a), spelling(b)), sharePart(spelling(b), spelling(a))]).toEqual([expected, expected]);
  });

  it('count slips', () => {
    expect([
      distance('', 'ABC'),
      distance('ABC', 'ABC'),
      distance('ABC', 'ACB'),
      distance('ABC', 'AXC'),
      distance('ABC', 'AC'),
      distance('KITTEN', 'SITTING'),
    ]).toEqual([3, 0, 1, 1, 1, 3]);
  });
});
