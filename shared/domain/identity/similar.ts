import type { PersonTraits } from '../types.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { firstOf } from '../ins/names.ts';
import { likeness, sharePart, spelling, type NameLikeness, type Spelling } from './spelling.ts';

/** What is compared of a person. */
export type ComparedPerson = Omit<PersonTraits, 'firstBirthFirstName'>;

export interface KnownPerson extends ComparedPerson {
  readonly id: string;
  /** Matricule and OID, when held. */
  readonly ins: { readonly matricule: string } | null;
}

/** Why a record looks like the person at the desk. */
export type SimilarityReason =
  | 'same-traits'
  | 'close-name'
  | 'sounds-alike'
  | 'part-of-name'
  | 'close-first-name'
  | 'used-name'
  | 'inverted-names'
  | 'date-digit'
  | 'date-two-digits'
  | 'date-digits-swapped'
  | 'date-swapped'
  | 'date-incomplete'
  | 'other-sex'
  | 'sex-unknown'
  | 'other-place'
  | 'other-first-name'
  | 'other-matricule';

/**
 * same: nothing distinguishes them; homonym: same strict traits, told apart by the place or the matricule; twin: same
 * name, date and place, other first names; near: a possible slip of the hand.
 */
export type SimilarityKind = 'same' | 'homonym' | 'twin' | 'near';

export interface SimilarPatient {
  readonly id: string;
  readonly kind: SimilarityKind;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly SimilarityReason[];
}

/** French words of each reason, for the list shown before creation. */
export const similarityLabels: Readonly<Record<SimilarityReason, string>> = {
  'same-traits': 'mêmes traits',
  'close-name': 'nom presque identique',
  'sounds-alike': 'nom qui se prononce pareil',
  'part-of-name': 'une partie du nom de naissance en commun',
  'close-first-name': 'prénom voisin',
  'used-name': 'le nom utilisé de l’un est le nom de naissance de l’autre',
  'inverted-names': 'nom et prénom inversés',
  'date-digit': 'date de naissance à un chiffre près',
  'date-two-digits': 'date de naissance à deux chiffres près',
  'date-digits-swapped': 'deux chiffres de la date de naissance inversés',
  'date-swapped': 'jour et mois inversés',
  'date-incomplete': 'date de naissance incomplète, compatible',
  'other-sex': 'sexe différent',
  'sex-unknown': 'sexe indéterminé',
  'other-place': 'lieu de naissance différent',
  'other-first-name': 'autre prénom',
  'other-matricule': 'autre matricule INS',
};

/** More differences than this make two persons. A part of the name alone, or two digits of the date, count for two. */
const MOST_DIFFERENCES = 2;

/** How names and dates go together: what each is worth in the score, and counts for as a difference. */
const NAME = {
  equal: { score: 40, differences: 0 },
  used: { score: 34, differences: 1 },
  close: { score: 32, differences: 1 },
  phonetic: { score: 30, differences: 1 },
  part: { score: 26, differences: 2 },
} as const;
const FIRST = {
  equal: { score: 30, differences: 0 },
  close: { score: 24, differences: 1 },
  phonetic: { score: 22, differences: 1 },
} as const;
/** Both at once, each in the place of the other. */
const INVERTED = { score: 63, differences: 1 } as const;
const DATE = {
  equal: { score: 25, differences: 0 },
  digit: { score: 16, differences: 1 },
  'digits-swapped': { score: 16, differences: 1 },
  swapped: { score: 16, differences: 1 },
  incomplete: { score: 16, differences: 1 },
  'two-digits': { score: 11, differences: 2 },
} as const;
const SEX = { equal: 5, unknown: 2, other: 0 } as const;
/** Taken from the score by another place of birth, and by another matricule. */
const OTHER = 7;

/**
 * Score from which two records are said to look alike when nobody is there to choose (after an import). Of different
 * birth dates, only the same birth name and first name reach it.
 */
export const STRIKING = 86;

/** A person whose names were made ready to be compared. */
export interface Comparable {
  readonly id: string;
  readonly sex: ComparedPerson['sex'];
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly matricule: string | null;
  readonly birthName: Spelling;
  readonly usedName: Spelling | null;
  readonly firstNames: Spelling;
  readonly firstName: Spelling;
  readonly usedFirstName: Spelling | null;
}

export function comparable(
  person: ComparedPerson & { readonly id?: string; readonly ins?: { readonly matricule: string } | null },
): Comparable {
  const { id = '', sex, birthDate, birthPlace, ins = null } = person;
  return {
    id,
    sex,
    birthDate,
    birthPlace,
    matricule: ins?.matricule ?? null,
    birthName: spelling(person.birthName),
    usedName: person.usedName === null ? null : spelling(person.usedName),
    firstNames: spelling(person.birthFirstNames),
    firstName: spelling(firstOf(person.birthFirstNames)),
    usedFirstName: person.usedFirstName === null ? null : spelling(person.usedFirstName),
  };
}

/**
 * Records that may be the same person, most likely first: the search of antecedents before creation (EXI ID 17). It only
 * proposes: nothing is decided nor altered.
 *
 * @param candidate.ins matricule read for that person (card, datamatrix), when there is one.
 */
export function similarPatients(
  candidate: ComparedPerson & { readonly ins?: { readonly matricule: string } | null },
  others: readonly KnownPerson[],
): readonly SimilarPatient[] {
  const one = comparable(candidate);
  return others.flatMap((other) => compare(one, comparable(other)) ?? []).toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** How the other looks like the one; null when they are two persons. The same the other way round, but for the id. */
export function compare(one: Comparable, other: Comparable): SimilarPatient | null {
  const date = likeDate(one.birthDate, other.birthDate);
  if (date === null) return null;
  const first = likeFirst(one, other);
  const name = likeName(one, other);
  const otherPlace = known(one.birthPlace) && known(other.birthPlace) && one.birthPlace !== other.birthPlace;
  // Undetermined on one side: they may be one person, nothing says that they are.
  const sex = one.sex === other.sex ? 'equal' : one.sex === 'I' || other.sex === 'I' ? 'unknown' : 'other';
  const otherMatricule = one.matricule !== null && other.matricule !== null && one.matricule !== other.matricule;
  const common: SimilarityReason[] = [
    ...(date === 'equal' ? [] : [`date-${date}` as const]),
    ...(sex === 'other' ? (['other-sex'] as const) : sex === 'unknown' ? (['sex-unknown'] as const) : []),
    ...(otherPlace ? (['other-place'] as const) : []),
    ...(otherMatricule ? (['other-matricule'] as const) : []),
  ];
  const answer = (kind: SimilarityKind, score: number, reasons: readonly SimilarityReason[]): SimilarPatient => ({
    id: other.id,
    kind,
    score,
    reasons,
  });
  const others = [otherPlace, otherMatricule].filter(Boolean).length;
  const rest = DATE[date].score + SEX[sex] - OTHER * others;

  if (name === 'equal' && first === 'equal' && date === 'equal' && sex === 'equal') {
    return otherPlace || otherMatricule ? answer('homonym', 90, ['same-traits', ...common]) : answer('same', 100, ['same-traits']);
  }
  if (name === 'equal' && first === null && date === 'equal' && !otherPlace)
    return answer('twin', NAME.equal.score + rest, ['other-first-name', ...common]);

  const near = (
    names: { readonly score: number; readonly differences: number },
    reasons: readonly SimilarityReason[],
  ): SimilarPatient | null => {
    const differences = names.differences + DATE[date].differences + (sex === 'other' ? 1 : 0) + others;
    return differences > MOST_DIFFERENCES ? null : answer('near', names.score + rest, [...reasons, ...common]);
  };
  if (name !== 'equal' && areInverted(one, other)) return near(INVERTED, ['inverted-names']);
  if (name === null || first === null) return null;
  const names = { score: NAME[name].score + FIRST[first].score, differences: NAME[name].differences + FIRST[first].differences };
  return near(names, [...NAME_REASONS[name], ...(first === 'equal' ? [] : (['close-first-name'] as const))]);
}

const NAME_REASONS = {
  equal: [],
  used: ['used-name'],
  close: ['close-name'],
  phonetic: ['sounds-alike'],
  part: ['part-of-name'],
} as const satisfies Readonly<Record<keyof typeof NAME, readonly SimilarityReason[]>>;

const known = (cog: string | null): boolean => cog !== null && cog !== '99999';

/** Of the birth names, of a used name and a birth name, or of both used names. */
function likeName(one: Comparable, other: Comparable): keyof typeof NAME | null {
  const found = likeness(one.birthName, other.birthName);
  if (found === 'equal') return 'equal';
  const used = [
    [one.usedName, other.birthName],
    [one.birthName, other.usedName],
    [one.usedName, other.usedName],
  ] as const;
  if (used.some(([a, b]) => a !== null && b !== null && likeness(a, b) === 'equal')) return 'used';
  return found === 'different' ? (sharePart(one.birthName, other.birthName) ? 'part' : null) : found;
}

/** The lists, or their first names: a used first name counts too. */
function likeFirst(one: Comparable, other: Comparable): keyof typeof FIRST | null {
  const begins = (list: Spelling, first: Spelling): boolean => `${list.norm} `.startsWith(`${first.norm} `);
  if (begins(other.firstNames, one.firstName) || begins(one.firstNames, other.firstName)) return 'equal';
  const tries: NameLikeness[] = [likeness(one.firstName, other.firstName)];
  if (one.usedFirstName !== null) tries.push(likeness(one.usedFirstName, other.firstName));
  if (other.usedFirstName !== null) tries.push(likeness(one.firstName, other.usedFirstName));
  if (tries.includes('equal') || tries.includes('close')) return 'close';
  return tries.includes('phonetic') ? 'phonetic' : null;
}

const areInverted = (one: Comparable, other: Comparable): boolean =>
  likeness(one.birthName, other.firstName) === 'equal' && likeness(one.firstName, other.birthName) === 'equal';

/** Null when they are two dates, and for an unknown person, whom no date makes look like anybody. */
export function likeDate(a: string, b: string): keyof typeof DATE | null {
  if (a === UNKNOWN_BIRTH_DATE || b === UNKNOWN_BIRTH_DATE) return null;
  if (a === b) return 'equal';
  const [[ya = '', ma = '', da = ''], [yb = '', mb = '', db = '']] = [a.split('-'), b.split('-')];
  const compatible = (x: string, y: string): boolean => x === y || x === '00' || y === '00';
  if (ya === yb && (a.includes('-00') || b.includes('-00')) && compatible(ma, mb) && compatible(da, db)) return 'incomplete';
  if (ya === yb && ma === db && da === mb) return 'swapped';
  const differing = [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]));
  if (differing.length === 1) return 'digit';
  const [at = 0, next = 0] = differing;
  if (differing.length !== 2) return null;
  if (next === at + 1 && a[at] === b[next] && a[next] === b[at]) return 'digits-swapped';
  // Two digits of the year tell two generations rather than one slip.
  return next < 4 ? null : 'two-digits';
}
