import type { Patient } from '../../shared/domain/types.ts';
import type { InsiCode } from './answer.ts';
import { COG_UNKNOWN } from './constants.ts';
import type { InsiTraits } from './search-by-traits.ts';

/** What the strategy needs of a local identity. */
export type SearchedIdentity = Pick<
  Patient,
  'birthName' | 'birthFirstNames' | 'firstBirthFirstName' | 'sex' | 'birthDate' | 'birthPlace'
>;

/**
 * The successive WS_INS2 calls of one search (CNDA test plan 2.06 and 2.07, ins.md 1.5): each given name alone in
 * civil order, then all of them in one Prenom; as soon as several people correspond, all the given names, then
 * the birth place.
 *
 * Feed each answer's code to `next`; the generator ends at the first `00` and returns the outcome: `02` when
 * several people corresponded at some point and none could be singled out. A fault stops the search: leave the generator.
 */
export function* searchStrategy(identity: SearchedIdentity): Generator<InsiTraits, InsiCode, InsiCode> {
  const { birthName, sex, birthDate } = identity;
  const names = givenNames(identity);
  const all = names.join(' ');
  const cog = identity.birthPlace === COG_UNKNOWN ? null : identity.birthPlace;
  const request = (firstNames: string, birthPlace: string | null = null): InsiTraits => ({ birthName, firstNames, sex, birthDate, birthPlace });

  let ambiguous: string | null = null;
  for (const name of names) {
    const code = yield request(name);
    if (code === '00') return '00';
    if (code === '02') {
      ambiguous = name;
      break;
    }
  }
  if (names.length > 1) {
    const code = yield request(all);
    if (code === '00') return '00';
    if (code === '02') ambiguous = all;
  }
  if (ambiguous === null) return '01';
  if (cog !== null && (yield request(ambiguous, cog)) === '00') return '00';
  return '02';
}

/** The given names one by one, the first one whole when it is made of several words. */
function givenNames(identity: SearchedIdentity): string[] {
  const first = identity.firstBirthFirstName.trim();
  const list = (identity.birthFirstNames ?? '').trim();
  const rest = list === first || list.startsWith(`${first} `) ? list.slice(first.length) : list;
  return [...new Set([first, ...rest.split(/\s+/)])].filter((name) => name !== '');
}
