import { PosteError, type ErrorCode } from '../../../shared/errors.ts';

/** What another act at the same moment may cause, and that the next try does not meet. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['STORE_CONFLICT', 'STORE_REFUSED']);
const TRIES = 5;

/** Does it, and again when another act at the same moment took what it needed (a patient number); the last refusal is thrown. */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (left <= 1 || !(thrown instanceof PosteError) || !PASSING.has(thrown.code)) throw thrown;
    }
  }
}
