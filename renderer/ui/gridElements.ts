import type { SyntheticEvent } from 'react';
import type { GridSpot } from './gridMoves.ts';

const INTERACTIVE = 'button:enabled, a[href]';

/** Where an event happens in the grid; null outside its rows (a dialog opened from a cell hears here too). */
export function spotOf(event: SyntheticEvent): GridSpot | null {
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
export const innerOf = (event: SyntheticEvent): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(INTERACTIVE) : null;

/** The row an event is for, unless something in a cell takes it. */
export function rowOf<T>(event: SyntheticEvent, rows: readonly (T | undefined)[]): T | undefined {
  return innerOf(event) === null ? rows[spotOf(event)?.row ?? -1] : undefined;
}

/** What the focus goes to at a spot: the row, the cell, or what the cell holds at that end. Null when it is not drawn. */
export function elementAt(grid: HTMLElement, { row, column }: GridSpot, end: 'first' | 'last'): HTMLElement | null {
  const line = grid.querySelector<HTMLElement>(`[aria-rowindex="${row + 2}"]`);
  if (line === null || column === null) return line;
  const cell = line.querySelector<HTMLElement>(`[aria-colindex="${column + 1}"]`);
  const inner = [...(cell?.querySelectorAll<HTMLElement>(INTERACTIVE) ?? [])];
  return inner.at(end === 'first' ? 0 : -1) ?? cell;
}

/** What stands beside in the same cell, on the side of that arrow key; null when nothing does. */
export function besideIn(inner: HTMLElement, key: string): HTMLElement | null {
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const all = [...(inner.closest('[aria-colindex]')?.querySelectorAll<HTMLElement>(INTERACTIVE) ?? [])];
  return by === 0 ? null : (all[all.indexOf(inner) + by] ?? null);
}
