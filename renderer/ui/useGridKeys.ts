import type { KeyboardEvent } from 'react';
import type { RowActs } from './gridActs.ts';
import { besideIn, innerOf, spotOf } from './gridElements.ts';
import { moved, type GridSpot } from './gridMoves.ts';

/** What the keys of a grid move in and act on. */
interface Keyed<T> {
  readonly rows: readonly (T | undefined)[];
  readonly columns: number;
  /** Whole rows in view. */
  readonly page: number;
  readonly acts: RowActs<T>;
  readonly onHeading: (column: number) => void;
  readonly goTo: (to: GridSpot, end?: 'first' | 'last') => void;
  /** A letter is typed: the field that filters takes the focus, and the letter. */
  readonly onLetter: (letter: string) => void;
}

/** The keyboard of a grid: arrows and their like move, Enter and space act, letters filter. */
export function useGridKeys<T>({ rows, columns, page, acts, onHeading, goTo, onLetter }: Keyed<T>): (event: KeyboardEvent) => void {
  const move = (to: GridSpot, from: GridSpot, event: KeyboardEvent): void => {
    goTo(to, event.key === 'ArrowLeft' ? 'last' : 'first');
    const row = rows[to.row];
    if (row !== undefined && to.row !== from.row) acts.select(row);
  };
  const act = (key: string, { row: rank, column }: GridSpot): void => {
    const row = rows[rank];
    if (rank === -1) onHeading(column ?? 0);
    else if (row === undefined) return;
    else if (key === 'Enter') acts.open(row);
    else acts.select(row);
  };
  return (event) => {
    const from = spotOf(event);
    if (from === null || event.defaultPrevented || event.altKey || event.metaKey) return;
    const inner = innerOf(event);
    const beside = inner === null ? null : besideIn(inner, event.key);
    const to = moved(event.key, event.ctrlKey, from, { rows: rows.length, columns, page });
    if (beside !== null) {
      event.preventDefault();
      beside.focus();
    } else if (to !== null) {
      event.preventDefault();
      move(to, from, event);
    } else if (event.key === 'Enter' || event.key === ' ') {
      // What stands in a cell acts by itself.
      if (inner !== null) return;
      event.preventDefault();
      if (!event.repeat) act(event.key, from);
    } else if (event.key.length === 1 && !event.ctrlKey) {
      onLetter(event.key);
    }
  };
}
