import type { LocalSex } from '../types.ts';

/** How a sentence names a person and agrees with them. */
interface PersonWords {
  /** « la patiente », « du patient », « à la personne ». */
  readonly the: string;
  readonly of: string;
  readonly to: string;
  /** The same where a sentence begins. */
  readonly The: string;
  readonly noun: string;
  readonly she: 'elle' | 'il';
  readonly She: 'Elle' | 'Il';
  /** After a preposition. */
  readonly her: 'elle' | 'lui';
  /** A past participle or an adjective that takes an « e »: `informé`. */
  readonly agreed: (masculine: string) => string;
  /** Before « le 28/03/1979 ». */
  readonly born: string;
  readonly Dead: string;
}

const feminine = (masculine: string): string => `${masculine}e`;

const WORDS: Readonly<Record<LocalSex, PersonWords>> = {
  F: {
    the: 'la patiente',
    of: 'de la patiente',
    to: 'à la patiente',
    The: 'La patiente',
    noun: 'Patiente',
    she: 'elle',
    She: 'Elle',
    her: 'elle',
    agreed: feminine,
    born: 'née',
    Dead: 'Décédée',
  },
  M: {
    the: 'le patient',
    of: 'du patient',
    to: 'au patient',
    The: 'Le patient',
    noun: 'Patient',
    she: 'il',
    She: 'Il',
    her: 'lui',
    agreed: (masculine) => masculine,
    born: 'né',
    Dead: 'Décédé',
  },
  // « La personne » says nothing of a sex, and everything agrees with her; of birth and death the day is said alone.
  I: {
    the: 'la personne',
    of: 'de la personne',
    to: 'à la personne',
    The: 'La personne',
    noun: 'Personne',
    she: 'elle',
    She: 'Elle',
    her: 'elle',
    agreed: feminine,
    born: 'naissance',
    Dead: 'Décès',
  },
};

/** The words about a person of that sex: feminine and masculine are decided here alone. */
export const personWords = (sex: LocalSex): PersonWords => WORDS[sex];
