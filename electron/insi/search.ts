import type { InsiAnswer } from './answer.ts';
import { searchByTraits, type InsiConnection } from './search-by-traits.ts';
import { searchStrategy, type SearchedIdentity } from './strategy.ts';

/**
 * One search of a person: the calls of the strategy in turn, until one identity answers (ins.md 1.5). A fault stops it.
 *
 * @returns the last answer, under the code of the whole search.
 * @throws PosteError those of {@link searchByTraits}
 */
export async function searchIdentity(connection: InsiConnection, identity: SearchedIdentity): Promise<InsiAnswer> {
  const calls = searchStrategy(identity);
  let step = calls.next();
  let answer: InsiAnswer | null = null;
  while (step.done !== true) {
    answer = await searchByTraits(connection, step.value);
    step = calls.next(answer.code);
  }
  if (answer === null) throw new Error('a strategy asks at least once');
  return step.value === answer.code ? answer : { ...answer, code: step.value, identity: null };
}
