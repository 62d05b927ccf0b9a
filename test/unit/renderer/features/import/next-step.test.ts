import { describe, expect, it } from 'vitest';
import { isSpent, isTried } from '../../../../../renderer/features/import/next-step.ts';

const run = { state: 'done', fileName: 'patients.csv', dryRun: true, created: 1, updated: 0 } as const;
const real = { ...run, dryRun: false };

describe('what comes after an import', () => {
  it('is for real once the file was tried and holds something', () => {
    expect(isTried(run, 'patients.csv')).toBe(true);
    expect(isTried({ ...run, created: 0, updated: 2 }, 'patients.csv')).toBe(true);
    expect(isTried({ ...run, created: 0 }, 'patients.csv')).toBe(false);
    expect(isTried(real, 'patients.csv')).toBe(false);
  });

  it('is nothing of another file, nor of one that was not read to its end', () => {
    expect(isTried(run, 'autres.csv')).toBe(false);
    expect(isTried(run, undefined)).toBe(false);
    expect(isTried({ ...run, state: 'cancelled' }, 'patients.csv')).toBe(false);
    expect(isSpent(run, 'autres.csv', true)).toBe(false);
    expect(isSpent({ ...run, state: 'failed' }, 'patients.csv', true)).toBe(false);
    expect(isSpent(null, 'patients.csv', true)).toBe(false);
  });

  it('leaves the button to who wants it again, but for what was only tried and is asked for real', () => {
    expect(isSpent(run, 'patients.csv', true)).toBe(true);
    expect(isSpent(run, 'patients.csv', false)).toBe(false);
    expect(isSpent(real, 'patients.csv', true)).toBe(true);
    expect(isSpent(real, 'patients.csv', false)).toBe(true);
  });
});
