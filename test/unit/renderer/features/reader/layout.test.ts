import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GAP, heightOf, layoutOf, pageAt, placeAt } from '../../../../../renderer/features/reader/layout.ts';

const A4 = { width: 595, height: 842 };
const ACROSS = { width: 842, height: 595 };
const room = { width: 600, height: 400 };

describe('pages are placed one under the other', () => {
  test('with a gap around each, a page on its side as wide as the others', () => {
    const layout = layoutOf([A4, ACROSS, A4], 'width', room);
    expect(layout.map(({ top }) => top)).toEqual([GAP, GAP * 2 + 849, GAP * 3 + 849 + 423]);
    expect(layout.map(({ width }) => width)).toEqual([600, 600, 600]);
  });

  test.each([
    ['above the first one', 0, 0],
    ['on the first one', GAP, 0],
    ['in the gap after it', GAP + 850, 0],
    ['at the top of the second one', GAP * 2 + 849, 1],
    ['below the last one', 1e9, 2],
  ])('a height %s is of the page it names', (_, y, page) => {
    expect(pageAt(layoutOf([A4, A4, A4], 'width', room), y)).toBe(page);
  });

  test('no page at all is no failure', () => {
    expect(pageAt([], 10)).toBe(0);
    expect(heightOf([], { page: 3, down: 0.5 })).toBe(0);
  });

  test('a place is the same place at any zoom', () => {
    const zoom = fc.constantFrom('comfort' as const, 'width' as const, 'page' as const, 0.5, 1, 4);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(A4, ACROSS), { minLength: 1, maxLength: 50 }),
        zoom,
        zoom,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, one, other, at) => {
          const [before, after] = [layoutOf(sizes, one, room), layoutOf(sizes, other, room)];
          const last = before.at(-1);
          const y = at * ((last?.top ?? 0) + (last?.height ?? 0));
          const place = placeAt(before, y);
          expect(heightOf(before, place)).toBeCloseTo(y, 6);
          expect(placeAt(after, heightOf(after, { ...place, down: Math.min(Math.max(place.down, 0), 0.999) })).page).toBe(place.page);
        },
      ),
    );
  });
});
