import type { Matricule } from './matricule.ts';
import { OWN } from './own.ts';
import type { TestPerson } from './person.ts';
import { PUBLISHED } from './published.ts';

export type { Matricule } from './matricule.ts';
export type { Answers, Kind, TestPerson, VitaleLine } from './person.ts';

/** Somebody whom INSi knows. */
export type Person = TestPerson & { readonly ins: Matricule };

/** Everybody of the test sets, known to INSi or not, and what it answers for each: `answers`. */
export const PEOPLE: readonly TestPerson[] = [...PUBLISHED, ...OWN];

/** The base of INSi. */
export const POPULATION: readonly Person[] = PEOPLE.filter((person): person is Person => person.ins !== null);

/** Somebody of {@link PEOPLE}, by id. @throws Error when there is nobody of that id */
export function personOf(id: string): TestPerson {
  const found = PEOPLE.find((person) => person.id === id);
  if (found === undefined) throw new Error(`nobody is ${id} in the sandbox`);
  return found;
}

/** The 15 characters of a matricule. */
export const written = (ins: Matricule): string => ins.number + ins.key;

export interface Search {
  readonly birthName: string;
  readonly firstNames: readonly string[];
  readonly sex: string;
  readonly birthDate: string;
  readonly birthPlace: string | null;
}

/** The people who correspond (insi/README 9): one Prenom sent is the whole list or one given name of it. */
export function search<P extends TestPerson>(population: readonly P[], wanted: Search): P[] {
  const names = new Set(wanted.firstNames.map(norm));
  return population.filter(
    (known) =>
      norm(known.birthName) === norm(wanted.birthName) &&
      [known.firstNames, known.firstName, ...known.firstNames.split(' ')].some((name) => names.has(norm(name))) &&
      known.sex === wanted.sex &&
      known.birthDate === wanted.birthDate &&
      (wanted.birthPlace === null || known.birthPlace === null || known.birthPlace === wanted.birthPlace),
  );
}

export interface VitaleSearch {
  /** 15 characters; null when not sent. */
  readonly nir: string | null;
  readonly insured: string | null;
  readonly birthName: string | null;
  readonly birthDate: string | null;
  readonly rank: number | null;
}

/**
 * The people who correspond to what a carte Vitale says (insi/README 4): the certified NIR names one; without it, the
 * insured person's NIR, the birth date that health insurance has, and the rank.
 */
export function searchByVitale<P extends TestPerson>(population: readonly P[], wanted: VitaleSearch): P[] {
  const named = (known: P): boolean => wanted.birthName === null || norm(known.birthName) === norm(wanted.birthName);
  if (wanted.nir !== null) {
    return population.filter(
      (known) => named(known) && known.ins !== null && [known.ins, ...known.history].some((ins) => written(ins) === wanted.nir),
    );
  }
  return population.filter(
    ({ vitale, birthDate, ...known }) =>
      vitale !== null &&
      vitale.insured === wanted.insured &&
      [birthDate, vitale.card?.birthDate].includes(wanted.birthDate ?? '') &&
      vitale.rank === wanted.rank &&
      (wanted.birthName === null || norm(known.birthName) === norm(wanted.birthName)),
  );
}

export const norm = (name: string): string => name.toUpperCase().replaceAll(/[-']/g, ' ').replaceAll(/ +/g, ' ').trim();
