import type { PersonTraits } from '../types.ts';
import { firstOf, isFirstNameOf } from '../ins/names.ts';
import { likeness, type NameLikeness } from './spelling.ts';

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
  | 'close-first-name'
  | 'used-name'
  | 'inverted-names'
  | 'date-digit'
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
  'close-first-name': 'prénom voisin',
  'used-name': 'le nom utilisé de l’un est le nom de naissance de l’autre',
  'inverted-names': 'nom et prénom inversés',
  'date-digit': 'date de naissance à un chiffre près',
  'date-swapped': 'jour et mois inversés',
  'date-incomplete': 'date de naissance incomplète, compatible',
  'other-sex': 'sexe différent',
  'sex-unknown': 'sexe indéterminé',
  'other-place': 'lieu de naissance différent',
  'other-first-name': 'autre prénom',
  'other-matricule': 'autre matricule INS',
};

const THRESHOLD = 70;
const NAME: Readonly<Record<NameLikeness, number>> = { equal: 40, close: 32, phonetic: 30, different: 0 };
const FIRST: Readonly<Record<NameLikeness, number>> = { equal: 30, close: 24, phonetic: 22, different: 0 };
const DATE = { equal: 25, digit: 16, swapped: 18, incomplete: 16, different: 0 } as const;

/**
 * Records that may be the same person, most likely first: the search of antecedents before creation (EXI ID 17). It only
 * proposes: nothing is decided nor altered.
 *
 * @param candidate.ins matricule read for that person (card, datamatrix), when there is one.
 */
export function similarPatients(candidate: ComparedPerson & { readonly ins?: { readonly matricule: string } | null }, others: readonly KnownPerson[]): readonly SimilarPatient[] {
  return others
    .flatMap((other) => {
      const found = compare(candidate, other);
      return found === null ? [] : [found];
    })
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function compare(one: ComparedPerson & { readonly ins?: { readonly matricule: string } | null }, other: KnownPerson): SimilarPatient | null {
  const date = likeDate(one.birthDate, other.birthDate);
  if (date === 'different') return null;
  const [name, first] = [likeness(one.birthName, other.birthName), likeFirst(one, other)];
  const otherPlace = one.birthPlace !== null && other.birthPlace !== null && known(one.birthPlace) && known(other.birthPlace) && one.birthPlace !== other.birthPlace;
  // Undetermined on one side: they may be one person, nothing says that they are.
  const sexUnknown = one.sex !== other.sex && (one.sex === 'I' || other.sex === 'I');
  const otherSex = one.sex !== other.sex && !sexUnknown;
  const matricules = [one.ins?.matricule, other.ins?.matricule];
  const otherMatricule = matricules[0] !== undefined && matricules[1] !== undefined && matricules[0] !== matricules[1];
  const common: SimilarityReason[] = [
    ...(date === 'digit' ? (['date-digit'] as const) : []),
    ...(date === 'swapped' ? (['date-swapped'] as const) : []),
    ...(date === 'incomplete' ? (['date-incomplete'] as const) : []),
    ...(otherSex ? (['other-sex'] as const) : []),
    ...(sexUnknown ? (['sex-unknown'] as const) : []),
    ...(otherPlace ? (['other-place'] as const) : []),
    ...(otherMatricule ? (['other-matricule'] as const) : []),
  ];
  const answer = (kind: SimilarityKind, score: number, reasons: readonly SimilarityReason[]): SimilarPatient => ({ id: other.id, kind, score, reasons });
  const rest = DATE[date] + (otherSex ? 0 : sexUnknown ? 2 : 5);

  if (name === 'equal' && first === 'equal' && date === 'equal' && !otherSex && !sexUnknown) {
    return otherPlace || otherMatricule ? answer('homonym', 90, ['same-traits', ...common]) : answer('same', 100, ['same-traits']);
  }
  if (name === 'equal' && first === 'different' && date === 'equal' && !otherPlace) return answer('twin', 40 + rest, ['other-first-name', ...common]);

  const inverted = name !== 'equal' && likeness(one.birthName, firstOf(other.birthFirstNames)) === 'equal' && likeness(firstOf(one.birthFirstNames), other.birthName) === 'equal';
  const used = name !== 'equal' && usedAsBirth(one, other);
  const nameScore = inverted ? 35 : used ? Math.max(34, NAME[name]) : NAME[name];
  const firstScore = inverted ? 28 : FIRST[first];
  const score = nameScore + firstScore + rest;
  if (nameScore === 0 || firstScore === 0 || score < THRESHOLD) return null;
  return answer('near', score, [
    ...(inverted ? (['inverted-names'] as const) : used ? (['used-name'] as const) : name === 'close' ? (['close-name'] as const) : name === 'phonetic' ? (['sounds-alike'] as const) : []),
    ...(!inverted && first !== 'equal' ? (['close-first-name'] as const) : []),
    ...common,
  ]);
}

const known = (cog: string): boolean => cog !== '99999';

/** The lists, or their first names: a used first name counts too. */
function likeFirst(one: ComparedPerson, other: ComparedPerson): NameLikeness {
  const [a, b] = [firstOf(one.birthFirstNames), firstOf(other.birthFirstNames)];
  if (isFirstNameOf(a, other.birthFirstNames) || isFirstNameOf(b, one.birthFirstNames)) return 'equal';
  const tries = new Set([likeness(a, b), likeness(one.usedFirstName ?? '', b), likeness(a, other.usedFirstName ?? '')]);
  if (tries.has('equal') || tries.has('close')) return 'close';
  return tries.has('phonetic') ? 'phonetic' : 'different';
}

function usedAsBirth(one: ComparedPerson, other: ComparedPerson): boolean {
  const same = (used: string | null, birth: string): boolean => used !== null && likeness(used, birth) === 'equal';
  return same(one.usedName, other.birthName) || same(other.usedName, one.birthName) || (one.usedName !== null && other.usedName !== null && same(one.usedName, other.usedName));
}

function likeDate(a: string, b: string): keyof typeof DATE {
  if (a === b) return 'equal';
  const [[ya = '', ma = '', da = ''], [yb = '', mb = '', db = '']] = [a.split('-'), b.split('-')];
  const compatible = (x: string, y: string): boolean => x === y || x === '00' || y === '00';
  if (ya === yb && (a.includes('-00') || b.includes('-00')) && compatible(ma, mb) && compatible(da, db)) return 'incomplete';
  if (ya === yb && ma === db && da === mb) return 'swapped';
  const differences = [...a].filter((digit, i) => digit !== b[i]).length;
  return differences === 1 ? 'digit' : 'different';
}
