import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPatient, placed } from '../../../../../renderer/features/validation/placed.ts';

const row = (id: string, patientId: string, title = id) => ({ id, patientId, title });
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');

describe('the rows of what waits for a validation', () => {
  const [a1, a2, b1] = [row('a1', 'a'), row('a2', 'a'), row('b1', 'b')];

  it('are as they were read at first', () => {
    expect(ids(placed([], [a1, a2, b1]))).toBe('a1 a2 b1');
  });

  it('stay where they were drawn when they do not wait any more', () => {
    expect(ids(placed([a1, a2, b1], [b1, a2]))).toBe('a1 a2 b1');
  });

  it('that arrive come after those of the same patient, else last', () => {
    expect(ids(placed([a1, b1], [row('c1', 'c'), a1, a2, b1]))).toBe('a1 a2 b1 c1');
  });

  it('show what they have become, and are the very same list when nothing changed', () => {
    const before = [a1, b1];
    expect(placed(before, [row('a1', 'a', 'relu'), b1])[0]).toMatchObject({ title: 'relu' });
    expect(placed(before, [b1, a1])).toBe(before);
  });

  it('that are put in another record go there', () => {
    expect(ids(placed([a1, a2, b1], [row('a1', 'b'), a2, b1]))).toBe('a2 b1 a1');
  });

  it('never change places, whatever is read, and a patient’s follow each other', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefghij'), patientId: fc.constantFrom('p', 'q', 'r') }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 4 }), (readings) => {
        let drawn: readonly { readonly id: string; readonly patientId: string }[] = [];
        const of = new Map<string, string>();
        for (const reading of readings) {
          // A document is of one patient.
          const now = reading.map((one) => ({ id: one.id, patientId: of.get(one.id) ?? one.patientId }));
          for (const { id, patientId } of now) of.set(id, patientId);
          const before = drawn;
          drawn = placed(before, now);
          const known = new Set(before.map(({ id }) => id));
          expect(drawn.map(({ id }) => id).filter((id) => known.has(id))).toEqual(before.map(({ id }) => id));
          expect(new Set(drawn.map(({ id }) => id))).toEqual(new Set([...known, ...now.map(({ id }) => id)]));
        }
        expect(byPatient(drawn).flatMap(({ rows: own }) => own)).toEqual(drawn);
      }),
    );
  });

  it('make one group of each patient whose rows follow each other', () => {
    expect(byPatient([a1, a2, b1]).map(({ patientId, rows }) => [patientId, ids(rows)])).toEqual([
      ['a', 'a1 a2'],
      ['b', 'b1'],
    ]);
  });
});
