import { useRef, type KeyboardEvent } from 'react';
import type { RowActs } from './gridActs.ts';
import { besideIn, innerOf, spotOf } from './gridElements.ts';
import { moved, type GridSpot } from './gridMoves.ts';
import { isTyping, NOTHING_TYPED, rankOf, withLetter } from './gridTyping.ts';

/** What the keys of a grid move in and act on. */
interface Keyed<T> {
  readonly rows: readonly T[];
  readonly columns: number;
  /** Whole rows in view. */
  readonly page: number;
  /** What a row is called. */
  readonly text: (row: T) => string;
  readonly acts: RowActs<T>;
  readonly onHeading: (column: number) => void;
  readonly goTo: (to: GridSpot, end?: 'first' | 'last') => void;
}

/** The keyboard of a grid: arrows and their like move, Enter and space act, letters go to the row that they begin. */
export function useGridKeys<T>({ rows, columns, page, text, acts, onHeading, goTo }: Keyed<T>): (event: KeyboardEvent) => void {
  const typed = useRef(NOTHING_TYPED);

  const move = (to: GridSpot, from: GridSpot, event: KeyboardEvent): void => {
    goTo(to, event.key === 'ArrowLeft' ? 'last' : 'first');
    const row = rows[to.row];
    if (row !== undefined && to.row !== from.row && !event.ctrlKey) acts.select(row);
  };
  const act = (key: string, { row: rank, column }: GridSpot): void => {
    const row = rows[rank];
    if (row === undefined) onHeading(column ?? 0);
    else if (key === 'Enter') acts.open(row);
    else acts.select(row);
  };
  const type = (letter: string, from: GridSpot, now: number): void => {
    typed.current = withLetter(typed.current, letter, now);
    const found = rankOf(typed.current.text, rows.map(text), Math.max(0, from.row));
    if (found !== -1) goTo({ row: found, column: null });
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
    } else if (event.key === 'Enter' || (event.key === ' ' && !isTyping(typed.current, event.timeStamp))) {
      // What stands in a cell acts by itself.
      if (inner !== null) return;
      event.preventDefault();
      if (!event.repeat) act(event.key, from);
    } else if (event.key.length === 1 && !event.ctrlKey) {
      type(event.key, from, event.timeStamp);
    }
  };
}
