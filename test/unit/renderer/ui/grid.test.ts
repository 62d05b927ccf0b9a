import { describe, expect, it } from 'vitest';
import { moved, rankOf } from '../../../../renderer/ui/gridMoves.ts';
import { nextSort, ordered } from '../../../../renderer/ui/gridOrder.ts';
import { inView } from '../../../../renderer/ui/useInView.ts';

describe('the focus of a grid', () => {
  const size = { rows: 30, columns: 3, page: 10 };
  const go = (key: string, row: number, column: number | null = null, ctrl = false) => moved(key, ctrl, { row, column }, size);

  it('goes by rows, by pages and to both ends, never further', () => {
    expect(go('ArrowDown', 4)).toEqual({ row: 5, column: null });
    expect(go('ArrowDown', 29)).toEqual({ row: 29, column: null });
    expect(go('PageDown', 4)).toEqual({ row: 14, column: null });
    expect(go('PageUp', 4)).toEqual({ row: 0, column: null });
    expect(go('Home', 12)).toEqual({ row: 0, column: null });
    expect(go('End', 12)).toEqual({ row: 29, column: null });
  });

  it('keeps its column from row to row, and Home and End then stay in the row unless Ctrl is held', () => {
    expect(go('ArrowDown', 4, 2)).toEqual({ row: 5, column: 2 });
    expect(go('Home', 4, 2)).toEqual({ row: 4, column: 0 });
    expect(go('End', 4, 0)).toEqual({ row: 4, column: 2 });
    expect(go('Home', 4, 2, true)).toEqual({ row: 0, column: 0 });
    expect(go('End', 4, 0, true)).toEqual({ row: 29, column: 2 });
  });

  it('goes round the cells by the row as a whole', () => {
    expect(go('ArrowRight', 4)).toEqual({ row: 4, column: 0 });
    expect(go('ArrowRight', 4, 2)).toEqual({ row: 4, column: null });
    expect(go('ArrowLeft', 4)).toEqual({ row: 4, column: 2 });
    expect(go('ArrowLeft', 4, 0)).toEqual({ row: 4, column: null });
  });

  it('reaches the headings above the first row, and comes back', () => {
    expect(go('ArrowUp', 0)).toEqual({ row: -1, column: 0 });
    expect(go('ArrowUp', 0, 2)).toEqual({ row: -1, column: 2 });
    expect(go('ArrowRight', -1, 2)).toEqual({ row: -1, column: 0 });
    expect(go('End', -1, 0, true)).toEqual({ row: -1, column: 2 });
    expect(go('ArrowDown', -1, 1)).toEqual({ row: 0, column: null });
  });

  it('leaves the other keys alone', () => {
    expect(go('a', 4)).toBeNull();
    expect(go('Tab', 4)).toBeNull();
  });
});

describe('typing in a grid', () => {
  const texts = ['ADAM Zoé', 'BÉRARD Ève', 'BERGER Luc', 'D’ARTOIS Anne'];

  it('finds a row whatever its case and accents, from the present one on and round', () => {
    expect(rankOf('ber', texts, 0)).toBe(1);
    expect(rankOf('ber', texts, 2)).toBe(2);
    expect(rankOf('bérard è', texts, 3)).toBe(1);
    expect(rankOf('a', texts, 3)).toBe(0);
    expect(rankOf('x', texts, 0)).toBe(-1);
  });
});

describe('the order of a grid', () => {
  const columns = [{ id: 'name', sort: (row: { readonly name: string }) => row.name }, { id: 'plain' }];
  const rows = [{ name: 'Lot 10' }, { name: 'élan' }, { name: 'Lot 2' }];

  it('is French, numbers by their value, both ways; the rows stay as they came without a column that sorts', () => {
    expect(ordered(rows, columns, { column: 'name', direction: 'ascending' }).map((row) => row.name)).toEqual(['élan', 'Lot 2', 'Lot 10']);
    expect(ordered(rows, columns, { column: 'name', direction: 'descending' }).map((row) => row.name)).toEqual(['Lot 10', 'Lot 2', 'élan']);
    expect(ordered(rows, columns, { column: 'plain', direction: 'ascending' })).toBe(rows);
    expect(ordered(rows, columns, null)).toBe(rows);
  });

  it('turns round when the same heading is pressed again', () => {
    const once = nextSort(null, 'name');
    expect(once).toEqual({ column: 'name', direction: 'ascending' });
    expect(nextSort(once, 'name').direction).toBe('descending');
    expect(nextSort(nextSort(once, 'name'), 'name').direction).toBe('ascending');
    expect(nextSort(nextSort(once, 'name'), 'birth')).toEqual({ column: 'birth', direction: 'ascending' });
  });
});

describe('the rows in view', () => {
  it('are those that the box shows and a few beyond, none that do not exist', () => {
    expect(inView(0, 10, 200)).toEqual({ from: 0, to: 14 });
    expect(inView(50, 10, 200)).toEqual({ from: 47, to: 64 });
    expect(inView(0, 10, 4)).toEqual({ from: 0, to: 4 });
  });

  it('follow a list that became shorter than where it was scrolled', () => {
    expect(inView(50, 10, 12)).toEqual({ from: 0, to: 12 });
  });
});
