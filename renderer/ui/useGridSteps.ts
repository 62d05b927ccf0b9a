import { useCallback, useImperativeHandle, useRef, type Ref, type RefCallback } from 'react';
import type { GridSpot } from './gridMoves.ts';
import type { Step } from './stepKeys.ts';

/** What goes from row to row of a grid, wherever the focus is. @param box follows the grid too. @returns what the grid is told to. */
export function useGridSteps<T extends { readonly id: string }>(
  steps: Ref<Step> | undefined,
  rows: readonly (T | undefined)[],
  selected: string | null,
  select: (row: T) => void,
  enter: (grid: HTMLElement, to: GridSpot) => void,
  box: RefCallback<HTMLElement>,
): RefCallback<HTMLElement> {
  const grid = useRef<HTMLElement>(null);
  useImperativeHandle(steps, () => (by, { focus } = { focus: true }) => {
    const rank = rows.findIndex((row) => row?.id === selected) + by;
    const row = rows[rank];
    if (row === undefined || grid.current === null) return;
    if (focus) enter(grid.current, { row: rank, column: null });
    select(row);
  });
  return useCallback(
    (element: HTMLElement | null) => {
      grid.current = element;
      return box(element);
    },
    [box],
  );
}
