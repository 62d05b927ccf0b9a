import { useMemo, useState } from 'react';
import { common } from '../text/common.ts';
import type { GridColumn } from './gridColumn.ts';
import { gridMemory } from './gridMemory.ts';
import { nextSort, ordered, type GridSort } from './gridOrder.ts';

/** The sort of a grid whose rows come sorted. */
export interface AskedSort {
  /** Null: as they come. */
  readonly sort: GridSort | null;
  readonly onSort: (sort: GridSort | null) => void;
}

/** The sort that was last asked of the grid of that name. */
export function useRememberedSort(name: string): AskedSort {
  const [sort, setSort] = useState(gridMemory.sorts.get(name) ?? null);
  return {
    sort,
    onSort: (next) => {
      if (next === null) gridMemory.sorts.delete(name);
      else gridMemory.sorts.set(name, next);
      setSort(next);
    },
  };
}

/** The order of a grid. */
interface GridOrder<T> {
  /** The rows in that order. */
  readonly shown: readonly (T | undefined)[];
  /** Null: as they came. */
  readonly sort: GridSort | null;
  /** Sorts by the heading at that rank, unless its column does not sort. */
  readonly sortBy: (index: number) => void;
  /** What a screen reader is told of the last sort. */
  readonly said: string;
}

/** Sorts the rows of a grid by its headings, unless they come sorted; the sort is remembered under the name of the grid. */
export function useGridSort<T>(
  name: string,
  rows: readonly (T | undefined)[],
  columns: readonly GridColumn<T>[],
  asked: AskedSort | undefined,
): GridOrder<T> {
  const own = useRememberedSort(name);
  const { sort, onSort } = asked ?? own;
  const [said, say] = useState('');
  const shown = useMemo(() => ordered(rows, columns, sort), [rows, columns, sort]);
  const sortBy = (index: number): void => {
    const column = columns[index];
    if (column?.sort === undefined) return;
    const next = nextSort(sort, column.id);
    onSort(next);
    say(next === null ? common.unsorted : common.sorted[next.direction](column.title));
  };
  return { shown, sort, sortBy, said };
}
