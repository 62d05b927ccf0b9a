import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSlots } from '../../../../renderer/ui/gridSlots.ts';

const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 6 });
const shows = (rows: readonly string[], home: string | null = null) => nextSlots({ of: new Map(), home: null }, rows, home);

describe('the elements of the rows of a grid', () => {
  it('are each of one row, and a row that stays keeps its own', () => {
    fc.assert(
      fc.property(fc.array(ids, { minLength: 1 }), (turns) => {
        let slots = shows([]);
        for (const rows of turns) {
          const next = nextSlots(slots, rows, rows[0] ?? null);
          expect([...next.of.keys()]).toEqual(rows);
          expect(new Set(next.of.values()).size).toBe(rows.length);
          for (const id of rows) if (slots.of.has(id)) expect(next.of.get(id)).toBe(slots.of.get(id));
          slots = next;
        }
      }),
    );
  });

  it('serve again at the same rank when every row is another one', () => {
    expect([...nextSlots(shows(['a', 'b', 'c']), ['x', 'y', 'z'], null).of.values()]).toEqual([0, 1, 2]);
  });

  it('go from the rows that left by one end to those that come by the other', () => {
    const scrolled = nextSlots(shows(['a', 'b', 'c', 'd']), ['c', 'd', 'e', 'f'], null);
    expect([...scrolled.of]).toEqual([
      ['c', 2],
      ['d', 3],
      ['e', 0],
      ['f', 1],
    ]);
  });

  it('never serve again when they may have had the focus', () => {
    expect([...nextSlots(shows(['a', 'b'], 'a'), ['x', 'y'], 'x').of.values()]).toEqual([2, 1]);
  });
});
