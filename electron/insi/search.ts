import type { InsiAnswer } from './answer.ts';
import { searchByTraits, type InsiConnection } from './search-by-traits.ts';
import { searchStrategy, type SearchedIdentity } from './strategy.ts';

/**
 * One search of a person: the calls of the strategy in turn, until one identity answers (insi/README 6). A fault stops it.
 *
 * @returns the last answer, under the code of the whole search.
 * @throws PosteError those of {@link searchByTraits}; TRAIT_EMPTY when there is no given name to search by.
 */
export async function searchIdentity(connection: InsiConnection, identity: SearchedIdentity): Promise<InsiAnswer> {
  const calls = searchStrategy(identity);
  let step = calls.next();
  let answer: InsiAnswer | null = null;
  while (step.done !== true) {
    answer = await searchByTraits(connection, step.value);
    step = calls.next(answer.code);
  }
  // Without any given name the strategy has no call to make: the traits are refused as one call would.
  if (answer === null) return await searchByTraits(connection, { ...identity, firstNames: '', birthPlace: null });
  return step.value === answer.code ? answer : { ...answer, code: step.value, identity: null };
}
