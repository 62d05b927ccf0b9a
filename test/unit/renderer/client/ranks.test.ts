import { describe, expect, it } from 'vitest';
import { partsIn } from '../../../../renderer/client/ranks.ts';

describe('the parts of a list', () => {
  it.each([
    [0, 20, [0]],
    [45, 55, [0, 50]],
    [50, 100, [50]],
    [99, 101, [50, 100]],
    [0, 0, []],
  ])('that hold the ranks from %i to %i are those', (from, to, parts) => {
    expect(partsIn(from, to)).toEqual(parts);
  });
});
