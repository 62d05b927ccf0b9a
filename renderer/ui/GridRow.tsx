import { memo } from 'react';
import type { GridColumn } from './gridColumn.ts';

interface GridRowProps<T> {
  readonly grid: string;
  readonly row: T;
  readonly columns: readonly GridColumn<T>[];
  readonly rank: number;
  readonly height: number;
  /** 0 for the row that the Tab key reaches. */
  readonly tabIndex: 0 | -1;
  /** The cell that takes the focus, if one does. */
  readonly cell: number | null;
  /** Null where nothing is selected. */
  readonly selected: boolean | null;
  readonly attention: boolean;
}

/** Columns that name the row: the first one, and the one called `name`. */
const names = <T,>(column: GridColumn<T>, index: number): boolean => index === 0 || column.id === 'name';

function Drawn<T>({ grid, row, columns, rank, height, tabIndex, cell, selected, attention }: GridRowProps<T>) {
  const idOf = (index: number): string => `${grid}-${rank}-${index}`;
  return (
    <div
      className="grid-row"
      role="row"
      aria-rowindex={rank + 2}
      aria-labelledby={columns.flatMap((column, index) => (names(column, index) ? [idOf(index)] : [])).join(' ')}
      aria-selected={selected ?? undefined}
      data-selected={selected === true || undefined}
      data-attention={attention || undefined}
      tabIndex={tabIndex}
      style={{ height, top: rank * height }}
    >
      {columns.map((column, index) => (
        <div
          key={column.id}
          className="grid-cell"
          role={names(column, index) ? 'rowheader' : 'gridcell'}
          aria-colindex={index + 1}
          id={names(column, index) ? idOf(index) : undefined}
          tabIndex={cell === index ? -1 : undefined}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

/** A row, drawn again only when one of its values changed. */
// `memo` forgets that the row is generic.
export const GridRow = memo(
  Drawn,
  (before, after) => same(before, after, 'row') && same(Object(before.row), Object(after.row), null),
) as typeof Drawn;

function same(a: object, b: object, except: string | null): boolean {
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length && entries.every(([key, value]) => key === except || Object.is(value, Reflect.get(b, key)))
  );
}
