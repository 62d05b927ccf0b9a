import { describe, expect, test } from 'vitest';
import { factorOf, zoomedIn, zoomedOut } from '../../../../../renderer/features/reader/zoom.ts';

const A4 = { width: 595, height: 842 };

describe('a page is shown as large as it is asked', () => {
  test.each([
    ['a factor is itself', 1.5, { width: 100, height: 100 }, 1.5],
    ['the width of the room', 'width', { width: 1190, height: 400 }, 1.5],
    ['comfort is the width', 'comfort', { width: 595, height: 400 }, 0.75],
    ['and no wider than what is read well', 'comfort', { width: 2000, height: 400 }, 900 / (595 * (96 / 72))],
    ['a page is whole by its height', 'page', { width: 2000, height: 421 }, 0.375],
    ['or by its width', 'page', { width: 595, height: 4000 }, 0.75],
    ['never smaller than the least step', 'page', { width: 20, height: 20 }, 0.25],
    ['never larger than the last one', 'width', { width: 9000, height: 20 }, 5],
  ] as const)('%s', (_, zoom, room, factor) => {
    expect(factorOf(zoom, A4, room)).toBeCloseTo(factor, 6);
  });

  test.each([
    [1, 1.1, 0.9],
    [0.73, 0.75, 0.67],
    [1.0001, 1.1, 0.9],
    [5, 5, 4],
    [0.25, 0.33, 0.25],
  ])('from %d one step is %d above and %d below', (factor, above, below) => {
    expect(zoomedIn(factor)).toBe(above);
    expect(zoomedOut(factor)).toBe(below);
  });
});
