import { useMemo, useState } from 'react';
import { common } from '../text/common.ts';
import type { GridColumn } from './gridColumn.ts';
import { nextSort, ordered, type GridSort } from './gridOrder.ts';

/** Sort of each grid, kept as long as the window lives. */
const remembered = new Map<string, GridSort>();

/** The order of a grid. */
interface GridOrder<T> {
  /** The rows in that order. */
  readonly shown: readonly T[];
  /** Null: as they came. */
  readonly sort: GridSort | null;
  /** Sorts by the heading at that rank, unless its column does not sort. */
  readonly sortBy: (index: number) => void;
  /** What a screen reader is told of the last sort. */
  readonly said: string;
}

/** Sorts the rows of a grid by its headings; the sort is remembered under the name of the grid. */
export function useGridSort<T>(name: string, rows: readonly T[], columns: readonly GridColumn<T>[]): GridOrder<T> {
  const [sort, setSort] = useState(remembered.get(name) ?? null);
  const [said, say] = useState('');
  const shown = useMemo(() => ordered(rows, columns, sort), [rows, columns, sort]);
  const sortBy = (index: number): void => {
    const column = columns[index];
    if (column?.sort === undefined) return;
    const next = nextSort(sort, column.id);
    remembered.set(name, next);
    setSort(next);
    say(common.sorted[next.direction](column.title));
  };
  return { shown, sort, sortBy, said };
}
