import { useEffect, type KeyboardEvent, type UIEvent } from 'react';
import { rowActs } from './gridActs.ts';
import type { GridProps } from './gridProps.ts';
import { useGridFilter } from './useGridFilter.ts';
import { useGridFocus } from './useGridFocus.ts';
import { useGridKeys } from './useGridKeys.ts';
import { useGridPress } from './useGridPress.ts';
import { useGridSort } from './useGridSort.ts';
import { useGridSteps } from './useGridSteps.ts';
import { usePlace } from './useListPlace.ts';
import { drawn, inView, useInView } from './useInView.ts';

const HEADING_HEIGHT = 32;
/** Of a row, in pixels, unless the screen says another. */
export const ROW_HEIGHT = 40;
/** Rows before the last one read at which those that follow are asked for. */
const AHEAD = 15;

/** What a grid shows and hears: rows filtered and sorted, those in view, the focus, the keys and the presses. */
export function useGrid<T extends { readonly id: string }>(props: GridProps<T>) {
  const { name, columns, rows, text, onOpen, selected = null, onSelect, rowHeight = ROW_HEIGHT } = props;
  const { more = null, asked, onView, of = '', onLetter, screenKeys = '', steps } = props;
  const filtering = useGridFilter(name, rows, text, { onLetter, screenKeys });
  const { shown, sort, sortBy, said } = useGridSort(name, filtering.kept, columns, asked);
  const { first, page, box, onScroll, scrollTo } = useInView(rowHeight, HEADING_HEIGHT);
  const place = usePlace(name, `${of}\n${filtering.filter}`, scrollTo);
  const { home, cell, goTo, enter, follows } = useGridFocus(shown, selected, place);
  const acts = rowActs(selected, onSelect, onOpen);
  const grid = useGridSteps(steps, shown, selected, acts.select, enter, box);
  const keys = useGridKeys({ rows: shown, columns: columns.length, page, acts, onHeading: sortBy, goTo, onLetter: filtering.letter });
  const presses = useGridPress(shown, acts, sortBy);
  const view = inView(first, page, shown.length);
  useAhead(more, sort !== null || filtering.filter !== '' || view.to + AHEAD >= shown.length);
  useEffect(() => onView?.(view.from, view.to), [onView, view.from, view.to]);
  return {
    grid,
    onScroll: (event: UIEvent<HTMLElement>): void => {
      onScroll(event);
      place.keep({ top: event.currentTarget.scrollTop });
    },
    presses,
    follows,
    shown,
    sort,
    said,
    home,
    cell,
    filtering: {
      ...filtering,
      // What has the focus is what is selected.
      toRows: (): void => {
        filtering.toRows();
        const [row] = shown;
        if (row !== undefined) acts.select(row);
      },
    },
    ranks: drawn(view, home),
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !filtering.open) return keys(event);
      event.stopPropagation();
      return filtering.clear();
    },
    openFirst: () => {
      const [row] = shown;
      if (row !== undefined) acts.open(row);
    },
  };
}

/** Asks for the rows that follow once they are wanted: they are there before the scroll reaches them. */
function useAhead(more: (() => void) | null, wanted: boolean): void {
  useEffect(() => {
    if (wanted) more?.();
  }, [wanted, more]);
}
