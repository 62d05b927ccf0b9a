import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type SyntheticEvent,
} from 'react';
import { moved, rankOf, type GridSpot } from './gridMoves.ts';

interface Keyed<T> {
  readonly rows: readonly T[];
  readonly columns: number;
  readonly page: number;
  readonly text: (row: T) => string;
  readonly selected: string | null;
  readonly onOpen: ((row: T) => void) | undefined;
  readonly onSelect: ((id: string) => void) | undefined;
  readonly onHeading: (column: number) => void;
}

/** Where the focus is or was last, by the row's own id: rows move. Null for the headings. */
interface Held {
  readonly id: string | null;
  readonly column: number | null;
}

/** Letters typed further apart than this begin another word, in milliseconds. */
const TYPING_MS = 1000;
const INTERACTIVE = 'button:enabled, a[href]';

/**
 * Keyboard, press and focus of a grid. The focus is on a row, one of its cells, what the cell holds, or a heading; it
 * stays on the row of the same id when rows come and go, and goes to its neighbour when that row is gone.
 */
export function useGridKeys<T extends { readonly id: string }>({
  rows,
  columns,
  page,
  text,
  selected,
  onOpen,
  onSelect,
  onHeading,
}: Keyed<T>): {
  /** Rank of the row that takes the focus from the Tab key. */
  readonly home: number;
  /** The cell of that row that has the focus instead, if one has; -1 for a heading. */
  readonly cell: number | null;
  readonly handlers: object;
} {
  const [held, hold] = useState<Held>({ id: null, column: null });
  /** The grid, while it has the focus. */
  const grid = useRef<HTMLElement | null>(null);
  /** The focus is to go where `held` says, at that end of the cell. */
  const wanted = useRef<'first' | 'last' | null>(null);
  const lastRank = useRef(0);
  const pressed = useRef<string | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const at = held.id === null ? -1 : rows.findIndex((row) => row.id === held.id);

  const home =
    at === -1
      ? Math.max(
          0,
          rows.findIndex((row) => row.id === selected),
        )
      : at;

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

  const goTo = (to: GridSpot, end: 'first' | 'last' = 'first'): void => {
    wanted.current = end;
    hold({ id: rows[to.row]?.id ?? null, column: to.column });
  };
  const open = (row: T): void => {
    if (onOpen === undefined) select(row);
    else onOpen(row);
  };
  const select = (row: T): void => {
    if (row.id !== selected) onSelect?.(row.id);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = spotOf(event);
    if (from === null || event.defaultPrevented || event.altKey || event.metaKey) return;
    const inner = innerOf(event);
    const beside = inner === null ? null : besideIn(inner, event.key);
    if (beside !== null) {
      event.preventDefault();
      beside.focus();
      return;
    }
    const to = moved(event.key, event.ctrlKey, from, { rows: rows.length, columns, page });
    if (to !== null) {
      event.preventDefault();
      goTo(to, event.key === 'ArrowLeft' ? 'last' : 'first');
      const row = rows[to.row];
      if (row !== undefined && to.row !== from.row && !event.ctrlKey) select(row);
      return;
    }
    const row = rows[from.row];
    const typing = typed.current.text !== '' && event.timeStamp - typed.current.at < TYPING_MS;
    if (event.key === 'Enter' || (event.key === ' ' && !typing)) {
      if (inner !== null) return;
      event.preventDefault();
      if (event.repeat) return;
      if (row === undefined) onHeading(from.column ?? 0);
      else if (event.key === 'Enter') open(row);
      else select(row);
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey) return;
    typed.current = { text: (typing ? typed.current.text : '') + event.key, at: event.timeStamp };
    const found = rankOf(typed.current.text, rows.map(text), Math.max(0, from.row));
    if (found !== -1) goTo({ row: found, column: null });
  };

  const handlers = {
    onKeyDown,
    onFocus: (event: FocusEvent<HTMLElement>): void => {
      const spot = spotOf(event);
      if (spot === null) return;
      grid.current = event.currentTarget;
      const next = { id: rows[spot.row]?.id ?? null, column: spot.column };
      if (next.id !== held.id || next.column !== held.column) hold(next);
    },
    onBlur: (event: FocusEvent<HTMLElement>): void => {
      // Still the active element: it is the window that lost the focus.
      if (event.currentTarget.contains(event.relatedTarget) || document.activeElement === event.target) return;
      grid.current = null;
      hold({ id: held.id, column: null });
    },
    onPointerDown: (event: PointerEvent): void => {
      const row = rowOf(event, rows);
      pressed.current = row?.id ?? null;
      if (row !== undefined && onSelect !== undefined && event.pointerType === 'mouse' && event.button === 0) select(row);
    },
    onClick: (event: MouseEvent): void => {
      const spot = spotOf(event);
      if (spot?.row === -1 && spot.column !== null) onHeading(spot.column);
      const row = rowOf(event, rows);
      const before = pressed.current;
      pressed.current = null;
      // The list moved under the pointer: nobody opens a row that was not pressed.
      if (row === undefined || (before !== null && before !== row.id)) return;
      const byMouse = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'mouse';
      if (onSelect === undefined || !byMouse) open(row);
    },
    onDoubleClick: (event: MouseEvent): void => {
      const row = rowOf(event, rows);
      if (row !== undefined && onSelect !== undefined) onOpen?.(row);
    },
  };
  return { home, cell: held.id === null && held.column !== null ? -1 : held.column, handlers };
}

/** Where an event happens in the grid; null outside its rows (a dialog opened from a cell hears here too). */
function spotOf(event: SyntheticEvent): GridSpot | null {
  const { target, currentTarget } = event;
  if (!(target instanceof Element) || !currentTarget.contains(target)) return null;
  const row = target.closest('[aria-rowindex]');
  if (row === null) return null;
  const cell = target.closest('[aria-colindex]');
  return {
    row: Number(row.getAttribute('aria-rowindex')) - 2,
    column: cell === null ? null : Number(cell.getAttribute('aria-colindex')) - 1,
  };
}

/** What acts by itself in a cell, when the event comes from there. */
const innerOf = (event: SyntheticEvent): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(INTERACTIVE) : null;

/** The row an event is for, unless something in a cell takes it. */
function rowOf<T>(event: SyntheticEvent, rows: readonly T[]): T | undefined {
  return innerOf(event) === null ? rows[spotOf(event)?.row ?? -1] : undefined;
}

function elementAt(grid: HTMLElement, { row, column }: GridSpot, end: 'first' | 'last'): HTMLElement | null {
  const line = grid.querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"]`);
  if (line === null || column === null) return line;
  const cell = line.querySelector<HTMLElement>(`[aria-colindex="${column + 1}"]`);
  const inner = [...(cell?.querySelectorAll<HTMLElement>(INTERACTIVE) ?? [])];
  return inner.at(end === 'first' ? 0 : -1) ?? cell;
}

/** What stands beside in the same cell. */
function besideIn(inner: HTMLElement, key: string): HTMLElement | null {
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const all = [...(inner.closest('[aria-colindex]')?.querySelectorAll<HTMLElement>(INTERACTIVE) ?? [])];
  return by === 0 ? null : (all[all.indexOf(inner) + by] ?? null);
}
