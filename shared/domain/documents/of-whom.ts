import { likeDate, type ComparedPerson } from '../identity/similar.ts';
import { likeness, spelling, type Spelling } from '../identity/spelling.ts';
import { normaliseName } from '../ins/names.ts';
import type { NamedPerson } from './named-persons.ts';

/** What is compared of a record. */
export interface KnownPatient extends Omit<ComparedPerson, 'sex' | 'birthPlace'> {
  /** Held, once held or received. */
  readonly matricules: readonly string[];
}

/**
 * same: nothing distinguishes them but what a slip, or the recognition of an image, makes of a name; other: two persons;
 * unsure: too little is said.
 */
type PersonVerdict = 'same' | 'other' | 'unsure';

/** Whether somebody whom a text names is the person of a record, by the look-alike rules of identities. */
export function isOfRecord(named: NamedPerson, record: KnownPatient): PersonVerdict {
  if (named.matricule !== null && record.matricules.includes(named.matricule)) return 'same';
  if (named.name === null) return named.matricule === null || record.matricules.length === 0 ? 'unsure' : 'other';
  const { family, given } = likeNames(named.name, record);
  if (named.birthDate === null) return family && given ? 'same' : family || given ? 'unsure' : 'other';
  const date = likeDate(named.birthDate, record.birthDate);
  if (family && given) return date === null ? 'other' : 'same';
  // A name that the record does not know (of marriage); another first name of the same day and name is a twin's.
  return date === 'equal' && given ? 'same' : 'other';
}

/** Which names of a record words hold, each by words of its own. */
function likeNames(
  written: string,
  record: Pick<KnownPatient, 'birthName' | 'usedName' | 'birthFirstNames' | 'usedFirstName'>,
): { readonly family: boolean; readonly given: boolean } {
  const words = normaliseName(written)
    .split(' ')
    .filter((word) => word !== '');
  const families = [record.birthName, record.usedName].flatMap(spelt);
  const givens = [...record.birthFirstNames.split(' '), record.birthFirstNames, record.usedFirstName].flatMap(spelt);
  const ofFamily = spansOf(words, families);
  const ofGiven = spansOf(words, givens);
  const apart = ofFamily.some((one) => ofGiven.some((other) => one.end <= other.at || other.end <= one.at));
  // The same word is not two names.
  if (ofFamily.length > 0 && ofGiven.length > 0 && !apart) return { family: true, given: false };
  return { family: ofFamily.length > 0, given: ofGiven.length > 0 };
}

const spelt = (name: string | null): readonly Spelling[] => (name === null || normaliseName(name) === '' ? [] : [spelling(name)]);

interface Span {
  readonly at: number;
  readonly end: number;
}

/** Words of a name at most, run together. */
const LONGEST = 5;

/** Where words, run together, are one of these names, near enough. */
function spansOf(words: readonly string[], names: readonly Spelling[]): readonly Span[] {
  return words.flatMap((_, at) =>
    Array.from({ length: Math.min(LONGEST, words.length - at) }, (_length, more) => at + more + 1).flatMap((end) => {
      const said = spelling(words.slice(at, end).join(' '));
      return names.some((name) => likeness(said, name) !== 'different') ? [{ at, end }] : [];
    }),
  );
}

/**
 * Somebody else than the record, whom a text names as its patient.
 *
 * @param text whole: the record named anywhere in it (in as much as a page of a letter has) is enough to say nothing.
 * @returns null when the record is named, or nobody surely else is.
 */
export function otherPersonIn(persons: readonly NamedPerson[], text: string, record: KnownPatient): NamedPerson | null {
  const verdicts = persons.map((person) => ({ person, verdict: isOfRecord(person, record) }));
  if (verdicts.some(({ verdict }) => verdict === 'same')) return null;
  const other = verdicts.find(({ verdict }) => verdict === 'other')?.person;
  return other === undefined || (!isNamesake(other, record) && isNamed(text, record)) ? null : other;
}

/** Whether somebody else bears the names of a record: they say nothing of it then. */
function isNamesake({ name }: NamedPerson, record: KnownPatient): boolean {
  if (name === null) return false;
  const { family, given } = likeNames(name, record);
  return family && given;
}

/** Characters of a page that are looked at: ten times what a page of a letter has. */
const TEXT_MAX = 40_000;

/** Whether the names of a record stand side by side somewhere. */
function isNamed(text: string, record: KnownPatient): boolean {
  return text
    .slice(0, TEXT_MAX)
    .split('\n')
    .some((line) => {
      const words = normaliseName(line)
        .split(/[^A-Z]+/)
        .filter((word) => word !== '');
      const families = spansOf(words, [record.birthName, record.usedName].flatMap(spelt));
      if (families.length === 0) return false;
      const givens = spansOf(words, [...record.birthFirstNames.split(' '), record.usedFirstName].flatMap(spelt));
      return families.some(({ at, end }) => givens.some((given) => given.end === at || given.at === end));
    });
}
