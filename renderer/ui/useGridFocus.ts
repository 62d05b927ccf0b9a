import { useLayoutEffect, useRef, useState, type FocusEvent } from 'react';
import { elementAt, spotOf } from './gridElements.ts';
import type { GridSpot } from './gridMoves.ts';
import type { KeptPlace } from './useListPlace.ts';

/** Where the focus is or was last, by the row's own id: rows move. */
interface Held {
  /** Null for the headings, and for a row that is not read yet. */
  readonly id: string | null;
  /** Its rank then; -1 for the headings. */
  readonly row: number;
  readonly column: number | null;
}

/** Where it begins: what is selected is where one is, else where one was. */
function heldAt({ row }: KeptPlace['start'], selected: string | null): Held {
  return row === null || selected !== null ? { id: null, row: -1, column: null } : { id: row.id, row: row.rank, column: null };
}

/** The focus of a grid. */
interface GridFocus {
  /** Rank of the row that takes the focus from the Tab key. */
  readonly home: number;
  /** The cell of that row that has the focus instead, if one has; -1 for a heading. */
  readonly cell: number | null;
  /** Sends the focus to a spot, and in a cell that holds several things to the one at that end. */
  readonly goTo: (to: GridSpot, end?: 'first' | 'last') => void;
  /** Sends the focus to a spot of that grid from wherever it is. */
  readonly enter: (grid: HTMLElement, to: GridSpot) => void;
  /** What the grid hears to follow it. */
  readonly follows: Readonly<Record<'onFocus' | 'onBlur', (event: FocusEvent<HTMLElement>) => void>>;
}

/**
 * The focus of a grid is on a row, one of its cells, what the cell holds, or a heading; it stays on the row of the same
 * id when rows come and go, and goes to its neighbour when that row is gone. It begins at the row where it was left.
 */
export function useGridFocus<T extends { readonly id: string }>(
  rows: readonly (T | undefined)[],
  selected: string | null,
  { start, keep }: KeptPlace,
): GridFocus {
  const [held, setHeld] = useState(() => heldAt(start, selected));
  const hold = (next: Held): void => {
    setHeld(next);
    if (next.id !== null) keep({ row: { id: next.id, rank: next.row } });
  };
  /** The grid, while it has the focus. */
  const grid = useRef<HTMLElement | null>(null);
  /** The focus is to go where `held` says, at that end of the cell. */
  const wanted = useRef<'first' | 'last' | null>(null);
  const lastRank = useRef(0);
  const rankOf = (id: string | null): number => (id === null ? -1 : rows.findIndex((row) => row?.id === id));
  const found = rankOf(held.id);
  // A row that is not read, or no more, stands where it stood.
  const unread = held.row >= 0 && held.row < rows.length && (held.id === null || rows[held.row] === undefined);
  const at = found === -1 && unread ? held.row : found;
  const home = at === -1 ? Math.max(0, rankOf(selected)) : at;

  useLayoutEffect(() => {
    const box = grid.current;
    if (at !== -1) lastRank.current = at;
    if (box === null || !box.isConnected || (wanted.current === null && box.contains(document.activeElement))) return;
    const gone = held.id !== null && at === -1;
    const spot = gone ? { row: Math.min(lastRank.current, rows.length - 1), column: null } : { row: at, column: held.column };
    const to = elementAt(box, spot, wanted.current ?? 'first') ?? elementAt(box, { row: home, column: null }, 'first');
    wanted.current = null;
    to?.focus({ preventScroll: true });
    to?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const goTo: GridFocus['goTo'] = (to, end = 'first') => {
    wanted.current = end;
    hold({ id: rows[to.row]?.id ?? null, row: to.row, column: to.column });
  };
  return {
    home,
    cell: held.row === -1 && held.column !== null ? -1 : held.column,
    goTo,
    enter: (box, to) => {
      grid.current = box;
      goTo(to);
    },
    follows: {
      onFocus: (event) => {
        const spot = spotOf(event);
        if (spot === null) return;
        grid.current = event.currentTarget;
        const next = { id: rows[spot.row]?.id ?? null, row: spot.row, column: spot.column };
        if (next.id !== held.id || next.row !== held.row || next.column !== held.column) hold(next);
      },
      onBlur: (event) => {
        // Still the active element: it is the window that lost the focus.
        if (event.currentTarget.contains(event.relatedTarget) || document.activeElement === event.target) return;
        grid.current = null;
        hold({ ...held, column: null });
      },
    },
  };
}
