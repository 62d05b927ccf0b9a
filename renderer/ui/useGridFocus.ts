import { useLayoutEffect, useRef, useState, type FocusEvent } from 'react';
import { elementAt, spotOf } from './gridElements.ts';
import type { GridSpot } from './gridMoves.ts';

/** Where the focus is or was last, by the row's own id: rows move. Null for the headings. */
interface Held {
  readonly id: string | null;
  readonly column: number | null;
}

/** The focus of a grid. */
interface GridFocus {
  /** Rank of the row that takes the focus from the Tab key. */
  readonly home: number;
  /** The cell of that row that has the focus instead, if one has; -1 for a heading. */
  readonly cell: number | null;
  /** Sends the focus to a spot, and in a cell that holds several things to the one at that end. */
  readonly goTo: (to: GridSpot, end?: 'first' | 'last') => void;
  /** What the grid hears to follow it. */
  readonly follows: Readonly<Record<'onFocus' | 'onBlur', (event: FocusEvent<HTMLElement>) => void>>;
}

/**
 * The focus of a grid is on a row, one of its cells, what the cell holds, or a heading; it stays on the row of the same
 * id when rows come and go, and goes to its neighbour when that row is gone.
 */
export function useGridFocus<T extends { readonly id: string }>(rows: readonly T[], selected: string | null): GridFocus {
  const [held, hold] = useState<Held>({ id: null, column: null });
  /** The grid, while it has the focus. */
  const grid = useRef<HTMLElement | null>(null);
  /** The focus is to go where `held` says, at that end of the cell. */
  const wanted = useRef<'first' | 'last' | null>(null);
  const lastRank = useRef(0);
  const rankOf = (id: string | null): number => (id === null ? -1 : rows.findIndex((row) => row.id === id));
  const at = rankOf(held.id);
  const home = at === -1 ? Math.max(0, rankOf(selected)) : at;

  useLayoutEffect(() => {
    const box = grid.current;
    if (at !== -1) lastRank.current = at;
    if (box === null || !box.isConnected || (wanted.current === null && box.contains(document.activeElement))) return;
    const gone = held.id !== null && at === -1;
    const spot = gone ? { row: Math.min(lastRank.current, rows.length - 1), column: null } : { row: at, column: held.column };
    const found = elementAt(box, spot, wanted.current ?? 'first') ?? elementAt(box, { row: home, column: null }, 'first');
    wanted.current = null;
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  return {
    home,
    cell: held.id === null && held.column !== null ? -1 : held.column,
    goTo: (to, end = 'first') => {
      wanted.current = end;
      hold({ id: rows[to.row]?.id ?? null, column: to.column });
    },
    follows: {
      onFocus: (event) => {
        const spot = spotOf(event);
        if (spot === null) return;
        grid.current = event.currentTarget;
        const next = { id: rows[spot.row]?.id ?? null, column: spot.column };
        if (next.id !== held.id || next.column !== held.column) hold(next);
      },
      onBlur: (event) => {
        // Still the active element: it is the window that lost the focus.
        if (event.currentTarget.contains(event.relatedTarget) || document.activeElement === event.target) return;
        grid.current = null;
        hold({ id: held.id, column: null });
      },
    },
  };
}
