import { describe, expect, it, vi } from 'vitest';
import { rowActs } from '../../../../renderer/ui/gridActs.ts';
import { forgetGrids, gridMemory, keepPlace, placeIn } from '../../../../renderer/ui/gridMemory.ts';
import { moved } from '../../../../renderer/ui/gridMoves.ts';
import { nextSort, ordered } from '../../../../renderer/ui/gridOrder.ts';
import { holdsWords } from '../../../../renderer/ui/words.ts';
import { drawn, inView } from '../../../../renderer/ui/useInView.ts';

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
  const texts = ['ADAM Zoé', 'BÉRARD Ève-Marie', 'BERGER Luc', 'D’ARTOIS Anne', 'Lot 12'];
  const kept = (typed: string) => texts.filter((text) => holdsWords(text, typed));

  it('keeps the rows that hold each word by its start, in any order, whatever their case and accents', () => {
    expect(kept('ber')).toEqual(['BÉRARD Ève-Marie', 'BERGER Luc']);
    expect(kept('ève bérard')).toEqual(['BÉRARD Ève-Marie']);
    expect(kept('MARIE')).toEqual(['BÉRARD Ève-Marie']);
    expect(kept('artois')).toEqual(['D’ARTOIS Anne']);
    expect(kept('12')).toEqual(['Lot 12']);
    expect(kept('erger')).toEqual([]);
  });

  it('keeps all of them while nothing is typed', () => {
    expect(kept(' ')).toEqual(texts);
  });
});

describe('the acts of a grid', () => {
  const row = { id: 'a' };

  it('select a row that is not selected yet, and open it where the screen opens', () => {
    const onSelect = vi.fn<(id: string) => void>();
    const onOpen = vi.fn<(opened: { readonly id: string }) => void>();
    rowActs('a', onSelect, onOpen).select(row);
    expect(onSelect).not.toHaveBeenCalled();
    rowActs('b', onSelect, onOpen).select(row);
    expect(onSelect).toHaveBeenCalledExactlyOnceWith('a');
    rowActs('b', onSelect, onOpen).open(row);
    expect(onSelect).toHaveBeenCalledOnce();
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(row);
  });

  it('select a row that is opened where the screen only selects', () => {
    const onSelect = vi.fn<(id: string) => void>();
    rowActs(null, onSelect, undefined).open(row);
    expect(onSelect).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('take a press for a choice only where the screen selects', () => {
    expect(rowActs(null, () => undefined, undefined).selects).toBe(true);
    expect(rowActs(null, undefined, () => undefined).selects).toBe(false);
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

  it('leaves a list that comes sorted as it comes', () => {
    expect(ordered(rows, [{ id: 'name', sort: 'asked' }], { column: 'name', direction: 'ascending' })).toBe(rows);
  });

  it('turns round when the same heading is pressed again, then is as the rows come', () => {
    const once = nextSort(null, 'name');
    expect(once).toEqual({ column: 'name', direction: 'ascending' });
    const twice = nextSort(once, 'name');
    expect(twice).toEqual({ column: 'name', direction: 'descending' });
    expect(nextSort(twice, 'name')).toBeNull();
    expect(nextSort(twice, 'birth')).toEqual({ column: 'birth', direction: 'ascending' });
  });

  it('is forgotten for another person, and what was filtered too', () => {
    gridMemory.sorts.set('patients', { column: 'name', direction: 'ascending' });
    gridMemory.filters.set('outbox', 'abel');
    keepPlace('patients', 'zoe', { top: 400 });
    forgetGrids();
    expect([gridMemory.sorts.size, gridMemory.filters.size, gridMemory.places.size]).toEqual([0, 0, 0]);
  });
});

describe('the place in a list', () => {
  it('is kept part by part, of the same list alone: another one begins at its top', () => {
    forgetGrids();
    const row = { id: 'p7', rank: 7 };
    keepPlace('patients', '', { top: 400 });
    keepPlace('patients', '', { row });
    expect(placeIn('patients', '')).toEqual({ of: '', top: 400, row });
    expect([placeIn('patients', 'zoe'), placeIn('outbox', '')]).toEqual([
      { of: 'zoe', top: 0, row: null },
      { of: '', top: 0, row: null },
    ]);
    keepPlace('patients', 'zoe', { top: 10 });
    expect([placeIn('patients', ''), placeIn('patients', 'zoe')]).toMatchObject([
      { top: 0, row: null },
      { top: 10, row: null },
    ]);
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

  it('are drawn with the one that has the focus, at its rank', () => {
    expect(drawn({ from: 3, to: 6 }, 4)).toEqual([3, 4, 5]);
    expect(drawn({ from: 3, to: 6 }, 3)).toEqual([3, 4, 5]);
    expect(drawn({ from: 3, to: 6 }, 5)).toEqual([3, 4, 5]);
    expect(drawn({ from: 3, to: 6 }, 0)).toEqual([0, 3, 4, 5]);
    expect(drawn({ from: 3, to: 6 }, 6)).toEqual([3, 4, 5, 6]);
  });
});
