import { filledDate } from '../../shared/domain/ins/dates.ts';
import { normaliseName } from '../../shared/domain/ins/names.ts';
import type { Patient } from '../../shared/domain/types.ts';
import type { InsiCode } from './answer.ts';
import { COG_UNKNOWN } from './constants.ts';
import type { InsiTraits } from './search-by-traits.ts';

/** What the strategy needs of a local identity. */
export type SearchedIdentity = Pick<Patient, 'birthName' | 'birthFirstNames' | 'firstBirthFirstName' | 'sex' | 'birthDate' | 'birthPlace'>;

/**
 * The successive WS_INS2 calls of one search (CNDA test plan 2.06 and 2.07, insi/README 6): each given name alone in
 * civil order, then all of them in one Prenom; as soon as several people correspond, all the given names, then
 * the birth place. A birth date whose day or month is unknown is asked as it is held (INSi knows « lunaires » ones); when
 * nobody answers, once more as EXI ID 11/12 fill it.
 *
 * Feed each answer's code to `next`; the generator ends at the first `00` and returns the outcome: `02` when
 * several people corresponded at some point and none could be singled out. A fault stops the search: leave the generator.
 */
export function* searchStrategy(identity: SearchedIdentity): Generator<InsiTraits, InsiCode, InsiCode> {
  const filled = filledDate(identity.birthDate).date;
  const code = yield* searchWith(identity, identity.birthDate);
  return code === '01' && filled !== identity.birthDate ? yield* searchWith(identity, filled) : code;
}

/** The search with one birth date. */
function* searchWith(identity: SearchedIdentity, birthDate: string): Generator<InsiTraits, InsiCode, InsiCode> {
  const { birthName, sex } = identity;
  const { each, all } = givenNames(identity);
  const cog = identity.birthPlace === COG_UNKNOWN ? null : identity.birthPlace;
  const request = (firstNames: string, birthPlace: string | null = null): InsiTraits => ({
    birthName,
    firstNames,
    sex,
    birthDate,
    birthPlace,
  });

  let ambiguous: string | null = null;
  for (const name of each) {
    const code = yield request(name);
    if (code === '00') return '00';
    if (code === '02') {
      ambiguous = name;
      break;
    }
  }
  if (each.length > 1) {
    const code = yield request(all);
    if (code === '00') return '00';
    if (code === '02') ambiguous = all;
  }
  if (ambiguous === null) return '01';
  if (cog !== null && (yield request(ambiguous, cog)) === '00') return '00';
  return '02';
}

/**
 * The given names one by one in civil order, the first one whole when it is made of several words of the list (a hyphen
 * or a space between them, EXI ID 10), and all of them as the list writes them. A first name that the list does not
 * begin with is asked first, and the list follows as it is.
 */
function givenNames(identity: SearchedIdentity): { readonly each: readonly string[]; readonly all: string } {
  const first = identity.firstBirthFirstName.trim();
  const words = (identity.birthFirstNames ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return { each: first === '' ? [] : [first], all: first };
  const taken = words.findIndex((_, i) => normaliseName(words.slice(0, i + 1).join(' ')) === normaliseName(first)) + 1;
  const head = taken === 0 ? first : words.slice(0, taken).join(' ');
  const each = new Map<string, string>();
  for (const name of [head, ...words.slice(taken)]) if (name !== '' && !each.has(normaliseName(name))) each.set(normaliseName(name), name);
  return { each: [...each.values()], all: words.join(' ') };
}
