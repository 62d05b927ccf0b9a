import { describe, expect, it } from 'vitest';
import { isUnfolded } from '../../../../../renderer/features/arrivals/is-unfolded.ts';
import type { Step } from '../../../../../renderer/features/arrivals/queue.ts';
import { errorFacts, fail } from '../../../../../shared/errors.ts';

const error = errorFacts(fail('PDF_INVALID'));
const line = (step: Step, asks = false) => ({ asks, step });

describe('the lines of the arrivals', () => {
  it.each([
    ['one file on its way to its record', [line({ kind: 'waiting' })], false],
    ['one file that is refused', [line({ kind: 'refused', error })], true],
    ['one file that the record has', [line({ kind: 'already', error })], true],
    ['one file that asks of whom it is', [line({ kind: 'waiting' }, true)], true],
    ['two files', [line({ kind: 'waiting' }), line({ kind: 'waiting' })], true],
  ])('of %s are shown: %s', (_what, lines, shown) => {
    expect(isUnfolded(lines, false)).toBe(shown);
    // Whoever looks at something else finds it there.
    expect(isUnfolded(lines, true)).toBe(true);
  });
});
