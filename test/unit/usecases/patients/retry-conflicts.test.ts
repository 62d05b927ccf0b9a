import { describe, expect, it } from 'vitest';
import { retryConflicts } from '../../../../electron/usecases/patients/retry-conflicts.ts';
import { fail, type ErrorCode } from '../../../../shared/errors.ts';
import { refusal } from '../refusal.ts';

/** What is refused so many times, then done. */
function refusedFirst(times: number, thrown: Error) {
  let tries = 0;
  const attempt = (): Promise<string> => {
    tries += 1;
    return tries <= times ? Promise.reject(thrown) : Promise.resolve('done');
  };
  return { attempt, tries: () => tries };
}

describe('what another act at the same moment prevented', () => {
  it.each<ErrorCode>(['STORE_CONFLICT', 'STORE_REFUSED'])('is tried again after %s, and done', async (code) => {
    const { attempt, tries } = refusedFirst(4, fail(code));
    expect(await retryConflicts(attempt)).toBe('done');
    expect(tries()).toBe(5);
  });

  it('is given up after five tries, with the last refusal', async () => {
    const { attempt, tries } = refusedFirst(5, fail('STORE_CONFLICT'));
    await expect(retryConflicts(attempt)).rejects.toEqual(refusal('STORE_CONFLICT'));
    expect(tries()).toBe(5);
  });

  it.each([
    ['a refusal that will be the same', fail('STORE_FULL')],
    ['a fault of ours', Object.assign(new Error('unexpected'), { code: 'STORE_CONFLICT' })],
  ])('is not tried again after %s', async (_what, thrown) => {
    const { attempt, tries } = refusedFirst(1, thrown);
    await expect(retryConflicts(attempt)).rejects.toBe(thrown);
    expect(tries()).toBe(1);
  });
});
