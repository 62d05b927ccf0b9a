import { useCallback, useLayoutEffect, useState, type RefCallback, type UIEvent } from 'react';
import { keepPlace, placeIn, type ListPlace } from './gridMemory.ts';

/** Where somebody was in a list when they came to it, and what keeps where they are now. */
export interface KeptPlace {
  readonly start: ListPlace;
  readonly keep: (part: Partial<Omit<ListPlace, 'of'>>) => void;
}

/**
 * A list is found again as it was left, scrolled as far, and the row that had the focus takes it from nobody; another list is shown
 * from its top.
 * @param of what its rows are of. @param scrollTo scrolls the list. @returns the list
 */
export function usePlace(name: string, of: string, scrollTo: (top: number) => HTMLElement | null): KeptPlace {
  const [start] = useState(() => placeIn(name, of));
  useLayoutEffect(() => void scrollTo(placeIn(name, of).top), [name, of, scrollTo]);
  useLayoutEffect(() => {
    // On the page, or on the content of the window as a whole, it is on nothing.
    if (start.row === null || document.activeElement?.matches('body, main') === false) return;
    scrollTo(start.top)?.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true });
  }, [start, scrollTo]);
  return { start, keep: useCallback((part) => keepPlace(name, of, part), [name, of]) };
}

/** The scroll of a list that has no place of its own in a grid, found again as it was left. */
export function useKeptScroll(name: string): {
  readonly box: RefCallback<HTMLElement>;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
} {
  return {
    box: useCallback((element: HTMLElement | null) => element?.scrollTo({ top: placeIn(name, '').top }), [name]),
    onScroll: useCallback(({ currentTarget }) => keepPlace(name, '', { top: currentTarget.scrollTop }), [name]),
  };
}
