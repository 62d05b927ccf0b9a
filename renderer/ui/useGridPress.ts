import { useRef, type MouseEvent, type PointerEvent } from 'react';
import type { RowActs } from './gridActs.ts';
import { rowOf, spotOf } from './gridElements.ts';

/** What a grid hears of the mouse, the finger and the pen. */
export interface GridPress {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
}

/** Presses on the rows and the headings of a grid. Only the mouse selects before it opens: a finger has no double press. */
export function useGridPress<T extends { readonly id: string }>(
  rows: readonly (T | undefined)[],
  { select, open, selects }: RowActs<T>,
  onHeading: (column: number) => void,
): GridPress {
  const pressed = useRef<string | null>(null);
  return {
    onPointerDown: (event) => {
      const row = rowOf(event, rows);
      pressed.current = row?.id ?? null;
      if (row !== undefined && event.pointerType === 'mouse' && event.button === 0) select(row);
    },
    onClick: (event) => {
      const spot = spotOf(event);
      if (spot?.row === -1 && spot.column !== null) onHeading(spot.column);
      const row = rowOf(event, rows);
      const before = pressed.current;
      pressed.current = null;
      // The list moved under the pointer: nobody opens a row that was not pressed.
      if (row === undefined || (before !== null && before !== row.id)) return;
      const byMouse = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'mouse';
      if (!selects || !byMouse) open(row);
    },
    onDoubleClick: (event) => {
      const row = rowOf(event, rows);
      if (row !== undefined && selects) open(row);
    },
  };
}
