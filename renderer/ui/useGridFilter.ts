import { useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { gridMemory } from './gridMemory.ts';
import { holdsWords } from './words.ts';

/** The filter of a grid, and its field. */
export interface GridFiltering<T> {
  /** The rows that hold what is typed. */
  readonly kept: readonly (T | undefined)[];
  readonly filter: string;
  readonly setFilter: (typed: string) => void;
  /** The field is there. */
  readonly open: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  /** A letter is typed in the rows: the field takes the focus, then the letter. */
  readonly letter: (typed: string) => void;
  /** Erases what is typed and gives the focus back to the row that had it. */
  readonly clear: () => void;
  /** Sends the focus to the first row. */
  readonly toRows: () => void;
}

/**
 * Keeps the rows whose text holds every word that is typed, in any order; remembered under the name of the grid.
 * @param onLetter takes the letters in place of the field. @param screenKeys letters that are not for it while it is not there.
 */
export function useGridFilter<T>(
  name: string,
  rows: readonly (T | undefined)[],
  text: (row: T) => string,
  { onLetter, screenKeys }: { readonly onLetter: (() => void) | undefined; readonly screenKeys: string },
): GridFiltering<T> {
  const [filter, set] = useState(gridMemory.filters.get(name) ?? '');
  const [open, setOpen] = useState(filter !== '');
  const field = useRef<HTMLInputElement>(null);
  const kept = useMemo(
    () => (filter.trim() === '' ? rows : rows.filter((row) => row !== undefined && holdsWords(text(row), filter))),
    [rows, filter, text],
  );
  const setFilter = (typed: string): void => {
    gridMemory.filters.set(name, typed);
    set(typed);
  };
  const toRow = (which: string): void => field.current?.closest('.grid-box')?.querySelector<HTMLElement>(`[role=row]${which}`)?.focus();
  return {
    kept,
    filter,
    setFilter,
    open,
    field,
    letter: (typed) => {
      if (onLetter !== undefined) return onLetter();
      if (!open && screenKeys.includes(typed)) return;
      flushSync(() => setOpen(true));
      // The letter goes where the focus is once this key is heard.
      field.current?.focus();
    },
    clear: () => {
      flushSync(() => setFilter(''));
      toRow('[tabindex="0"]');
      setOpen(false);
    },
    toRows: () => toRow('[aria-rowindex="2"]'),
  };
}
