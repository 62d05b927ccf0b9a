import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedBirthDate } from '../../../shared/domain/identity/carried-birth-date.ts';
import {
  addMonths,
  ageAt,
  ageLabel,
  filledDate,
  frenchDate,
  isBirthDate,
  isComplete,
  isMinor,
  isOfficialBirthDate,
  parseTypedDate,
  readTypedDate,
  sameBirthDate,
  typedDateRefusals,
  UNKNOWN_BIRTH_DATE,
} from '../../../shared/domain/ins/dates.ts';
import {
  assertFirstName,
  firstBirthFirstNameOf,
  firstOf,
  isFirstNameOf,
  normaliseName,
  toLexicalProfile,
  usedName,
} from '../../../shared/domain/ins/names.ts';
import {
  compareTraits,
  isCog,
  missingTraits,
  strictTraits,
  traitsChange,
  type OfficialTraits,
  type TraitComparison,
} from '../../../shared/domain/ins/traits.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { PosteError } from '../../../shared/errors.ts';

const isAnotherPerson = (rows: readonly TraitComparison[]): boolean => rows.some(({ outcome }) => outcome === 'discordant');
const mayAcceptTraits = (rows: readonly TraitComparison[]): boolean => !isAnotherPerson(rows) && missingTraits(rows).length === 0;

/** The error an act throws. */
function refusal(act: () => unknown): Pick<PosteError, 'code' | 'path' | 'message'> {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof PosteError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
}

const family = (name: string) => toLexicalProfile(name, 'family', '/traits/birthName');
const given = (name: string) => toLexicalProfile(name, 'given', '/traits/birthFirstNames');

describe('the lexical profile', () => {
  it.each([
    ['Dupré', 'DUPRE'],
    ['ÇELİK'.normalize('NFC'), 'CELIK'],
    ['D’Ænion', "D'AENION"],
    ['cœur', 'COEUR'],
    [' de  Vinci '.replace('  ', ' '), 'DE VINCI'],
    ["D'ARTAGNAN DE L'HERAULT", "D'ARTAGNAN DE L'HERAULT"],
    ["'T HART", "'T HART"],
    ['MARTIN--DURAND', 'MARTIN--DURAND'],
    ['MARTIN-', 'MARTIN-'],
  ])('transliterates the birth name %s', (typed, kept) => {
    expect(family(typed)).toBe(kept);
  });

  it('is already that of what it made', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zÀÉÈÇÔÛŒÆ’]([A-Za-zéèçœæ]{0,8}[ '-]?[A-Za-z]){0,3}$/), (typed) => {
        try {
          const kept = family(typed);
          expect(family(kept)).toBe(kept);
          expect(kept).toMatch(/^[A-Z' -]+$/);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PosteError);
        }
      }),
    );
  });

  it.each([
    ['MARTIN3', 'TRAIT_CHARACTER'],
    ['MÜLLERß', 'TRAIT_CHARACTER'],
    ['ﬁNET', 'TRAIT_CHARACTER'],
    ['ØSTEN', 'TRAIT_CHARACTER'],
    ['МАРИЯ', 'TRAIT_CHARACTER'],
    ['DE\u00A0VINCI', 'TRAIT_CHARACTER'],
    ['DE\tVINCI', 'TRAIT_CHARACTER'],
    ['DE/VINCI', 'TRAIT_CHARACTER'],
    ['DE  VINCI', 'TRAIT_FORM'],
    ["D''ARC", 'TRAIT_FORM'],
    ["D' ARC", 'TRAIT_FORM'],
    ["D 'ARC", 'TRAIT_FORM'],
    ['-MARTIN', 'TRAIT_FORM'],
    ['--MARTIN', 'TRAIT_FORM'],
    ['MARTIN---DURAND', 'TRAIT_FORM'],
    ['MARTIN- DURAND', 'TRAIT_FORM'],
    ['MARTIN -DURAND', 'TRAIT_FORM'],
    ['MARTIN - DURAND', 'TRAIT_FORM'],
    ['-', 'TRAIT_FORM'],
    ['DE\u200BVINCI', 'TRAIT_CHARACTER'],
    ['DE\u202EVINCI', 'TRAIT_CHARACTER'],
    ['DE\u2067VINCI', 'TRAIT_CHARACTER'],
    ["'", 'TRAIT_FORM'],
    ['  ', 'TRAIT_EMPTY'],
    ['A'.repeat(101), 'TRAIT_TOO_LONG'],
  ])('refuses the birth name %j with the path of the trait', (typed, code) => {
    expect(refusal(() => family(typed))).toMatchObject({ code, path: '/traits/birthName' });
  });

  it('accepts a birth name of 100 characters', () => {
    expect(family('A'.repeat(100))).toHaveLength(100);
  });

  it.each(['JEAN--PAUL', 'JEAN-', "JEAN'", '-JEAN', 'JEAN- PIERRE', 'JEAN -PIERRE', 'A---B', "'", '-', "JEAN ' PAUL", 'JEAN  PAUL'])(
    'refuses the first name %s',
    (typed) => {
      expect(refusal(() => given(typed)).code).toBe('TRAIT_FORM');
    },
  );

  it.each(['JEAN-PIERRE', 'JEAN-PIERRE MARIE', "D'ARTAGNAN", "N'GOLO", "'AÏSSA", 'O'])('accepts the first name %s', (typed) => {
    expect(given(typed)).toMatch(/^[A-Z' -]+$/);
  });

  it('says which fault it is', () => {
    expect([
      family('A--B'),
      refusal(() => family('A---B')).message,
      refusal(() => given('A--B')).message,
      refusal(() => given('-A')).message,
      refusal(() => given('A- B')).message,
    ]).toEqual([
      'A--B',
      'Ce nom ou ce prénom est mal formé : trois tirets se suivent.',
      'Ce nom ou ce prénom est mal formé : un prénom ne contient pas deux tirets de suite.',
      'Ce nom ou ce prénom est mal formé : il commence par un tiret.',
      'Ce nom ou ce prénom est mal formé : un tiret touche une espace.',
    ]);
  });

  it('names the character in the sentence, an invisible one by its code point', () => {
    expect(refusal(() => family('MARTIN3')).message).toContain('« 3 »');
    expect(refusal(() => family('DE\u00A0VINCI')).message).toContain('U+00A0');
  });
});

describe('norm', () => {
  it.each([
    ['L’Hérault-Marie', 'L HERAULT MARIE'],
    ['  jean  -  paul ', 'JEAN PAUL'],
    ['Œuvrard Ælis', 'OEUVRARD AELIS'],
  ])('of %s is %s', (text, norm) => {
    expect(normaliseName(text)).toBe(norm);
    expect(normaliseName(norm)).toBe(norm);
  });
});

describe('the premier prénom', () => {
  it.each([
    ['JEAN', true],
    ['JEAN-CHRISTOPHE', true],
    ['Jean Christophe', true],
    ['JEAN CHRISTOPHE PIERRE', true],
    ['CHRISTOPHE', false],
    ['JE', false],
    ['', false],
    ['JEAN PIERRE', false],
  ])('%s of JEAN CHRISTOPHE PIERRE: %s', (first, accepted) => {
    expect(isFirstNameOf(first, 'JEAN CHRISTOPHE PIERRE')).toBe(accepted);
  });

  it('nothing begins no list', () => {
    expect([isFirstNameOf('', 'JEAN'), isFirstNameOf('', ''), isFirstNameOf('-', '-')]).toEqual([false, false, false]);
  });

  it('is the first of the list, hyphens kept', () => {
    expect(firstOf('MARIE-LOUISE ANNE')).toBe('MARIE-LOUISE');
  });
});

describe('the premier prénom as recorded', () => {
  it('must begin the list', () => {
    expect(
      refusal(() => {
        assertFirstName('CHRISTOPHE', 'JEAN CHRISTOPHE', '/x');
      }),
    ).toMatchObject({ code: 'TRAIT_FIRST_NAME', path: '/x' });
    expect(() => {
      assertFirstName('JEAN', 'JEAN CHRISTOPHE', '/x');
    }).not.toThrow();
  });
});

describe('the premier prénom that is kept', () => {
  it.each([
    ['Zoé', 'ZOE MARIE', 'ZOE'],
    [' zoé ', 'ZOE', 'ZOE'],
    [null, 'MARIE-LOUISE ANNE', 'MARIE-LOUISE'],
    ['Jean-Christophe', 'JEAN CHRISTOPHE PIERRE', 'JEAN-CHRISTOPHE'],
    ['Cœur', 'COEUR', 'COEUR'],
  ])('%j of %s is %s, in the lexical profile as the list is', (typed, list, kept) => {
    expect(firstBirthFirstNameOf(typed, list)).toBe(kept);
  });

  it.each([
    ['ZOË2', 'TRAIT_CHARACTER'],
    ['Zo\u200Be', 'TRAIT_CHARACTER'],
    ['ZOE-', 'TRAIT_FORM'],
    ['', 'TRAIT_EMPTY'],
    ['MARIE', 'TRAIT_FIRST_NAME'],
  ])('%j is refused', (typed, code) => {
    expect(refusal(() => firstBirthFirstNameOf(typed, 'ZOE MARIE'))).toMatchObject({ code, path: '/firstBirthFirstName' });
    expect(refusal(() => firstBirthFirstNameOf(typed, 'ZOE MARIE', '/x')).path).toBe('/x');
  });
});

describe('used names', () => {
  it.each([
    [null, null],
    ['', null],
    ['  ', null],
    [' Lou Dupré ', 'Lou Dupré'],
    ['Müllerß', 'Müllerß'],
    ['O’Neill', 'O’Neill'],
  ])('%j is kept as %j, as the person writes it', (typed, kept) => {
    expect(usedName(typed, '/usedName')).toBe(kept);
  });

  it.each([
    ['Du\u0000rand', 'USED_NAME_CHARACTER'],
    ['Du\u202Erand', 'USED_NAME_CHARACTER'],
    ['Du\u200Brand', 'USED_NAME_CHARACTER'],
    ['Du\u2028rand', 'USED_NAME_CHARACTER'],
    ['A'.repeat(101), 'TRAIT_TOO_LONG'],
  ])('%j is refused', (typed, code) => {
    expect(refusal(() => usedName(typed, '/usedName'))).toMatchObject({ code, path: '/usedName' });
  });
});

const dominique: StrictTraits = {
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

describe('strict traits', () => {
  it('are kept in the profile, the place in upper case or unknown', () => {
    expect(
      strictTraits({ ...dominique, birthName: 'Pat-Trois', birthFirstNames: 'Dominique Marie-Louise', birthPlace: '2a004' }, '2026-11-21'),
    ).toEqual({ ...dominique, birthPlace: '2A004' });
    expect(strictTraits({ ...dominique, birthPlace: ' ' }, '2026-11-21').birthPlace).toBeNull();
  });

  it.each([
    [{ birthName: '' }, 'TRAIT_EMPTY', '/traits/birthName'],
    [{ birthFirstNames: 'A1' }, 'TRAIT_CHARACTER', '/traits/birthFirstNames'],
    [{ birthDate: '1979-02-30' }, 'TRAIT_BIRTH_DATE', '/traits/birthDate'],
    [{ birthDate: '2026-11-22' }, 'TRAIT_BIRTH_DATE_FUTURE', '/traits/birthDate'],
    [{ birthPlace: '2C004' }, 'TRAIT_BIRTH_PLACE', '/traits/birthPlace'],
    [{ birthPlace: '5121' }, 'TRAIT_BIRTH_PLACE', '/traits/birthPlace'],
  ])('are refused for %j', (wrong, code, path) => {
    expect(refusal(() => strictTraits({ ...dominique, ...wrong }, '2026-11-21'))).toMatchObject({ code, path });
  });

  it('of a newborn of today are accepted, of one of tomorrow refused', () => {
    expect(strictTraits({ ...dominique, birthDate: '2026-11-21' }, '2026-11-21').birthDate).toBe('2026-11-21');
    expect(refusal(() => strictTraits({ ...dominique, birthDate: '2026-11-22' }, '2026-11-21')).code).toBe('TRAIT_BIRTH_DATE_FUTURE');
  });

  it('of an unknown person have an unknown birth date only where it is said', () => {
    const unknown = { ...dominique, birthDate: UNKNOWN_BIRTH_DATE };
    expect(strictTraits(unknown, '2026-11-21', '/traits', { unknownPerson: true })).toEqual(unknown);
    expect(refusal(() => strictTraits(unknown, '2026-11-21'))).toMatchObject({ code: 'TRAIT_BIRTH_DATE', path: '/traits/birthDate' });
    expect(refusal(() => strictTraits(unknown, '2026-11-21', '/traits', { unknownPerson: false })).code).toBe('TRAIT_BIRTH_DATE');
    for (const birthDate of ['0000-00-01', '0000-12-31', '1979-02-30'])
      expect(refusal(() => strictTraits({ ...dominique, birthDate }, '2026-11-21', '', { unknownPerson: true })).code).toBe(
        'TRAIT_BIRTH_DATE',
      );
    expect(strictTraits(dominique, '2026-11-21', '', { unknownPerson: true })).toEqual(dominique);
  });

  it.each(['51215', '2A004', '2B020', '97411', '99352', '99999'])('accept the COG code %s', (code) => {
    expect(isCog(code)).toBe(true);
  });
});

describe('comparing local traits with those of INSi', () => {
  const outcome = (local: Partial<StrictTraits>, insi: Partial<Record<keyof StrictTraits, string | null>>) => {
    const rows = compareTraits({ ...dominique, ...local }, { ...dominique, ...insi } as StrictTraits);
    return Object.fromEntries(rows.map((row) => [row.trait, row.outcome]));
  };

  it('finds equal traits identical, and accepts them', () => {
    const rows = compareTraits(dominique, dominique);
    expect(rows.map(({ outcome: o }) => o)).toEqual(['identical', 'identical', 'identical', 'identical', 'identical']);
    expect(mayAcceptTraits(rows)).toBe(true);
  });

  it.each([
    ['birthName', 'PAT TROIS', 'equivalent'],
    ['birthName', 'PAT-QUATRE', 'discordant'],
    ['birthFirstNames', 'DOMINIQUE MARIE LOUISE', 'equivalent'],
    ['birthFirstNames', 'DOMINIQUE', 'notice'],
    ['birthFirstNames', 'DOMINIQUE MARIE-LOUISE ANNE', 'notice'],
    ['birthFirstNames', 'MARIE-LOUISE DOMINIQUE', 'discordant'],
    ['sex', 'M', 'discordant'],
    ['sex', null, 'notice'],
    ['birthDate', '1979-03-00', 'discordant'],
    ['birthDate', '1979-03-29', 'discordant'],
    ['birthPlace', '51454', 'notice'],
    ['birthPlace', '75056', 'discordant'],
    ['birthPlace', '99999', 'notice'],
    ['birthPlace', null, 'notice'],
  ] as const)('finds %s %s %s', (trait, value, expected) => {
    expect(outcome({}, { [trait]: value })[trait]).toBe(expected);
  });

  it('only points at a birth place that was unknown here', () => {
    expect(outcome({ birthPlace: null }, {})['birthPlace']).toBe('notice');
    expect(outcome({ birthPlace: null }, { birthPlace: null })['birthPlace']).toBe('identical');
    expect(outcome({ birthPlace: '99352' }, { birthPlace: '99350' })['birthPlace']).toBe('discordant');
  });

  it.each([
    // An unknown place, on either side.
    ['99999', '51215', 'notice'],
    ['51215', '99999', 'notice'],
    ['99999', '99999', 'identical'],
    // Départements whose code changed, either way round.
    ['20004', '2A004', 'notice'],
    ['2B033', '20033', 'notice'],
    ['78646', '92073', 'notice'],
    ['75073', '92073', 'notice'],
    ['93066', '75066', 'notice'],
    ['98501', '97601', 'notice'],
    ['91352', '99352', 'notice'],
    ['99352', '92352', 'notice'],
    ['95350', '99350', 'notice'],
    ['96351', '99351', 'notice'],
    ['97123', '97701', 'notice'],
    ['38447', '69290', 'notice'],
    ['44060', '49160', 'notice'],
    // Others.
    ['75056', '92073', 'discordant'],
    ['75115', '92073', 'discordant'],
    ['2A004', '2B033', 'discordant'],
    ['92073', '93066', 'discordant'],
    ['20004', '92073', 'discordant'],
    ['91228', '99352', 'discordant'],
    ['91228', '91352', 'discordant'],
    ['78018', '91352', 'discordant'],
    ['99352', '99351', 'discordant'],
    ['91352', '99350', 'discordant'],
    ['91352', '92352', 'discordant'],
    ['38185', '69290', 'discordant'],
    ['97105', '97411', 'discordant'],
    ['97411', '97415', 'notice'],
    ['99352', '99350', 'discordant'],
  ] as const)('finds the birth place %s beside %s of INSi %s', (local, insi, expected) => {
    expect(outcome({ birthPlace: local }, { birthPlace: insi })['birthPlace']).toBe(expected);
  });

  it.each([
    ['1979-12-31', '1979-00-00', 'notice'],
    ['1979-00-00', '1979-12-31', 'notice'],
    ['1979-03-01', '1979-03-00', 'notice'],
    ['1979-03-00', '1979-03-01', 'notice'],
    ['1952-00-15', '1952-01-15', 'notice'],
    ['1952-20-15', '1952-01-15', 'notice'],
    ['1979-03-00', '1979-03-00', 'identical'],
    ['1979-01-01', '1979-00-00', 'discordant'],
    ['1979-03-02', '1979-03-00', 'discordant'],
    [UNKNOWN_BIRTH_DATE, '1979-03-28', 'notice'],
    ['1979-03-28', UNKNOWN_BIRTH_DATE, 'notice'],
    [UNKNOWN_BIRTH_DATE, UNKNOWN_BIRTH_DATE, 'notice'],
  ] as const)(
    'finds the birth date %s beside %s of INSi %s: what one filled by convention, the other does not say',
    (local, insi, expected) => {
      const rows = compareTraits({ ...dominique, birthDate: local }, { ...dominique, birthDate: insi });
      expect(rows.find(({ trait }) => trait === 'birthDate')?.outcome).toBe(expected);
      expect(mayAcceptTraits(rows)).toBe(expected !== 'discordant');
    },
  );

  it('accepts no answer that says of nobody who they are: only the place may be missing', () => {
    const none: OfficialTraits = { birthName: null, birthFirstNames: null, sex: null, birthDate: null, birthPlace: null };
    expect([mayAcceptTraits(compareTraits(dominique, none)), isAnotherPerson(compareTraits(dominique, none))]).toEqual([false, false]);
    expect(missingTraits(compareTraits(dominique, none))).toEqual(['birthName', 'birthFirstNames', 'sex', 'birthDate']);
    for (const trait of ['birthName', 'birthFirstNames', 'sex', 'birthDate'] as const) {
      const rows = compareTraits(dominique, { ...dominique, [trait]: null });
      expect([trait, mayAcceptTraits(rows), isAnotherPerson(rows), missingTraits(rows)]).toEqual([trait, false, false, [trait]]);
    }
    const placeless = compareTraits(dominique, { ...dominique, birthPlace: null });
    expect([mayAcceptTraits(placeless), missingTraits(placeless)]).toEqual([true, []]);
  });

  it('looks at the premier prénom as recorded', () => {
    const firstNames = (firstBirthFirstName: string, birthFirstNames: string) =>
      compareTraits({ ...dominique, birthFirstNames: 'JEAN CHRISTOPHE', firstBirthFirstName }, { ...dominique, birthFirstNames }).find(
        ({ trait }) => trait === 'birthFirstNames',
      )?.outcome;
    expect([
      firstNames('JEAN', 'JEAN PIERRE'),
      firstNames('JEAN CHRISTOPHE', 'JEAN CHRISTOPHE PIERRE'),
      firstNames('JEAN CHRISTOPHE', 'JEAN PIERRE'),
    ]).toEqual(['notice', 'notice', 'discordant']);
  });

  it('is blocked by one discordant trait', () => {
    expect(mayAcceptTraits(compareTraits(dominique, { ...dominique, sex: 'M' }))).toBe(false);
    // Undetermined: nothing says another person, nothing says the same.
    const sexes = (local: StrictTraits['sex'], insi: StrictTraits['sex']) =>
      compareTraits({ ...dominique, sex: local }, { ...dominique, sex: insi }).find(({ trait }) => trait === 'sex')?.outcome;
    expect([sexes('I', 'M'), sexes('F', 'I'), sexes('I', 'I')]).toEqual(['notice', 'notice', 'identical']);
  });
});

describe('what changed of the strict traits', () => {
  const held = {
    birthName: 'PAT-TROIS',
    birthFirstNames: 'JEAN CHRISTOPHE',
    firstBirthFirstName: 'JEAN',
    sex: 'M',
    birthDate: '1979-03-28',
    birthPlace: '51215',
  } as const;

  it.each([
    ['birthName', 'AUTRE'],
    ['birthFirstNames', 'JEAN'],
    ['firstBirthFirstName', 'JEAN CHRISTOPHE'],
    ['sex', 'F'],
    ['birthDate', '1979-03-29'],
    ['birthPlace', null],
  ] as const)('names %s as it was and as it became', (trait, value) => {
    expect(traitsChange(held, { ...held, [trait]: value })).toEqual({ before: { [trait]: held[trait] }, after: { [trait]: value } });
  });

  it('is nothing when nothing did', () => {
    expect(traitsChange(held, { ...held })).toBeNull();
  });
});

describe('dates as text', () => {
  it.each([
    ['12/03/1979', '1979-03-12'],
    ['1/3/1979', '1979-03-01'],
    ['12.03.1979', '1979-03-12'],
    ['12-03-1979', '1979-03-12'],
    ['12 03 1979', '1979-03-12'],
    ['12031979', '1979-03-12'],
    ['1979-03-12', '1979-03-12'],
    [' 00/03/1979 ', '1979-03-00'],
    ['29/02/2024', '2024-02-29'],
    ['00/00/1979', '1979-00-00'],
    ['29/02/2023', null],
    ['31/04/1979', null],
    ['12/13/1979', null],
    ['12/03/79', null],
    ['1979/03/12', null],
    ['hier', null],
    ['', null],
    ['12/03/0979', null],
  ])('typed %j is %j', (typed, date) => {
    expect(parseTypedDate(typed)).toBe(date);
  });

  it.each([
    ['12 mars 1979', '1979-03-12'],
    ['1er janvier 1980', '1980-01-01'],
    ['1 er Janvier 1980', '1980-01-01'],
    ['le 3 août 2001', '2001-08-03'],
    ['3 aout 2001', '2001-08-03'],
    ['lundi 12 mars 1979', '1979-03-12'],
    ['12 févr. 1979', '1979-02-12'],
    ['12 FÉVRIER 1979', '1979-02-12'],
    ['12-déc-1979', '1979-12-12'],
    ['12 mar 1979', '1979-03-12'],
    ['12 juil. 1979', '1979-07-12'],
    ['5 sept 1979', '1979-09-05'],
    ['12\u00A0mai\u202F1979', '1979-05-12'],
    ['29 février 2024', '2024-02-29'],
    ['03/1979', '1979-03-00'],
    ['mars 1979', '1979-03-00'],
    ['1979', '1979-00-00'],
    ['00/00/1979', '1979-00-00'],
  ])('typed %j is %j', (typed, date) => {
    expect(readTypedDate(typed)).toEqual({ date, reason: null });
  });

  it.each([
    ['', 'EMPTY'],
    ['  ', 'EMPTY'],
    ['12/03/79', 'TWO_DIGIT_YEAR'],
    ['12 mars 79', 'TWO_DIGIT_YEAR'],
    ['120379', 'TWO_DIGIT_YEAR'],
    ['1er janvier 80', 'TWO_DIGIT_YEAR'],
    ['hier', 'UNREADABLE'],
    ['12 marz 1979', 'UNREADABLE'],
    ['12/03/19790', 'UNREADABLE'],
    ['1979/03/12', 'UNREADABLE'],
    ['12/03', 'UNREADABLE'],
    ['1031979', 'UNREADABLE'],
    ...['04', '06', '09', '11'].map((month) => [`31/${month}/1979`, 'NOT_IN_CALENDAR'] as const),
    ['29 février 2023', 'NOT_IN_CALENDAR'],
    ['12/13/1979', 'NOT_IN_CALENDAR'],
    ['32 mars 1979', 'NOT_IN_CALENDAR'],
    ['1979-02-30', 'NOT_IN_CALENDAR'],
    ['12/03/1849', 'YEAR'],
    ['12/03/0979', 'YEAR'],
  ] as const)('typed %j is refused: %s', (typed, reason) => {
    expect(readTypedDate(typed)).toEqual({ date: null, reason });
    expect(typedDateRefusals[reason]).toMatch(/\.$/);
  });

  it('is the same date however it is written', () => {
    const months = [
      'janvier',
      'février',
      'mars',
      'avril',
      'mai',
      'juin',
      'juillet',
      'août',
      'septembre',
      'octobre',
      'novembre',
      'décembre',
    ];
    const pad = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1850, max: 2030 }), (d, m, y) => {
        const date = `${y}-${pad(m)}-${pad(d)}`;
        for (const typed of [`${d}/${m}/${y}`, `${pad(d)}.${pad(m)}.${y}`, `${pad(d)}${pad(m)}${y}`, `${d} ${months[m - 1]} ${y}`, date])
          expect(readTypedDate(typed).date).toBe(date);
      }),
    );
  });

  it.each([
    ['1979-03-12', '1979-03-12', false],
    ['1979-03-00', '1979-03-01', true],
    ['1979-00-12', '1979-01-12', true],
    ['1979-00-00', '1979-12-31', true],
    ['1979-20-12', '1979-01-12', true],
    ['1979-99-99', '1979-12-31', true],
    ['1979-02-31', '1979-02-01', true],
    ['1979-03', '1979-03', false],
  ])('%s filled is %s, fictive: %s (EXI ID 11/12, EXI PP 19)', (date, filled, fictive) => {
    expect(filledDate(date)).toEqual({ date: filled, fictive });
  });

  it.each([
    ['PROV', '1979-03-00', '1979-03-01'],
    ['VALI', '1979-00-00', '1979-12-31'],
    ['VALI', '1979-03-28', '1979-03-28'],
    ['RECUP', '1979-03-00', '1979-03-00'],
    ['QUAL', '1979-00-00', '1979-00-00'],
    ['QUAL', '1979-20-12', '1979-20-12'],
  ] as const)('%s, %s leaves as %s: as INSi gave it, filled by convention otherwise', (status, birthDate, carried) => {
    expect(carriedBirthDate({ status, birthDate })).toBe(carried);
  });

  it('filled, a date is of the calendar and stays itself', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1850, max: 2030 }), two, two, (year, month, day) => {
        const { date, fictive } = filledDate(`${year}-${month}-${day}`);
        expect([isComplete(date), filledDate(date)]).toEqual([true, { date, fictive: false }]);
        expect(fictive).toBe(date !== `${year}-${month}-${day}`);
      }),
    );
  });

  it('says whether every part is known', () => {
    expect([isBirthDate('1979-03-00'), isComplete('1979-03-00'), isComplete('1979-03-12')]).toEqual([true, false, true]);
  });

  it.each([
    ['1979-03-12', '2026-03-11', 46],
    ['1979-03-12', '2026-03-12', 47],
    ['2024-02-29', '2025-02-28', 0],
    ['2024-02-29', '2025-03-01', 1],
    ['2026-11-21', '2026-11-20', 0],
    ['2008-00-00', '2026-06-01', 17],
    ['2008-05-00', '2026-05-01', 18],
    ['2008-00-15', '2026-01-15', 18],
  ])('born %s, on %s the age is %i', (birth, on, age) => {
    expect(ageAt(birth, on)).toBe(age);
    expect(isMinor(birth, on, 18)).toBe(age < 18);
  });

  it.each([
    ['2026-11-21', '2026-11-21', '0 jour'],
    ['2026-11-20', '2026-11-21', '1 jour'],
    ['2026-10-31', '2026-11-21', '21 jours'],
    ['2026-10-22', '2026-11-21', '30 jours'],
    ['2025-12-25', '2026-01-03', '9 jours'],
    ['2026-10-21', '2026-11-21', '1 mois'],
    ['2025-01-31', '2026-11-21', '21 mois'],
    ['2024-11-22', '2026-11-21', '23 mois'],
    ['2024-11-21', '2026-11-21', '2 ans'],
    ['1979-00-00', '2026-11-21', '46 ans'],
    ['2026-11-22', '2026-11-21', '0 jour'],
    ['2026-12-05', '2026-11-21', '0 jour'],
  ])('born %s, on %s one says %s', (birth, on, said) => {
    expect(ageLabel(birth, on)).toBe(said);
  });

  it.each([
    ['2026-11-21', 1, '2026-12-21'],
    ['2026-11-21', 3, '2027-02-21'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
  ])('%s and %i calendar months is %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });

  it.each([
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-28', true],
    ['2000-02-30', false],
    ['1850-01-01', true],
    ['1849-12-31', false],
    [UNKNOWN_BIRTH_DATE, false],
  ])('%s is a birth date of the calendar: %s', (date, valid) => {
    expect(isBirthDate(date)).toBe(valid);
  });

  it.each([
    ['1979-03-28', true],
    ['1979-03-00', true],
    ['1979-13-01', true],
    ['1979-99-31', true],
    ['1979-20-00', true],
    ['1979-13-32', false],
    ['1979-02-30', false],
    ['1849-13-01', false],
    ['1979-13', false],
    [UNKNOWN_BIRTH_DATE, false],
  ])('%s is a birth date as INSi or a card gives it: %s', (date, valid) => {
    expect(isOfficialBirthDate(date)).toBe(valid);
  });

  it('the birth date of an unknown person is nobody else’s, gives no age, and is not filled', () => {
    for (const other of [UNKNOWN_BIRTH_DATE, '1979-03-28', '1979-00-00'])
      expect([sameBirthDate(UNKNOWN_BIRTH_DATE, other), sameBirthDate(other, UNKNOWN_BIRTH_DATE)]).toEqual([false, false]);
    expect(filledDate(UNKNOWN_BIRTH_DATE)).toEqual({ date: UNKNOWN_BIRTH_DATE, fictive: true });
    expect(carriedBirthDate({ status: 'PROV', birthDate: UNKNOWN_BIRTH_DATE })).toBe(UNKNOWN_BIRTH_DATE);
    expect([
      frenchDate(UNKNOWN_BIRTH_DATE),
      ageLabel(UNKNOWN_BIRTH_DATE, '2026-11-21'),
      ageAt(UNKNOWN_BIRTH_DATE, '2026-11-21'),
      isMinor(UNKNOWN_BIRTH_DATE, '2026-11-21', 18),
    ]).toEqual(['inconnue', 'âge inconnu', null, false]);
    expect(isComplete(UNKNOWN_BIRTH_DATE)).toBe(false);
  });

  it('reads in French', () => {
    expect(frenchDate('1979-03-12')).toBe('12/03/1979');
  });
});
