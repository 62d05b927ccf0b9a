import { useEffect, useMemo, type CSSProperties, type ReactNode } from 'react';
import { rowActs } from './gridActs.ts';
import type { GridColumn } from './gridColumn.ts';
import { GridHeadings } from './GridHeadings.tsx';
import { GridRows } from './GridRows.tsx';
import { useGridFocus } from './useGridFocus.ts';
import { useGridKeys } from './useGridKeys.ts';
import { useGridPress } from './useGridPress.ts';
import { useGridSort } from './useGridSort.ts';
import { drawn, inView, useInView } from './useInView.ts';

const HEADING_HEIGHT = 32;
const LEAST_WIDTH = 75;
/** Rows before the last one read at which those that follow are asked for. */
const AHEAD = 15;

interface GridProps<T> {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  readonly rows: readonly T[];
  /** What a row is called: found by typing. */
  readonly text: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  readonly selected?: string | null;
  readonly onSelect?: (id: string) => void;
  readonly empty: ReactNode;
  readonly rowHeight?: number;
  readonly attention?: (row: T) => boolean;
  /** Reads the rows that follow these; null when there is nothing to ask for now. */
  readonly more?: (() => void) | null;
  /** These rows are all of the list. */
  readonly whole?: boolean;
  /** All of the list is read before a heading sorts it; else what is read of it is sorted. */
  readonly sortsAll?: boolean;
}

/**
 * A list as every screen has it (WAI-ARIA grid): one tab stop, arrows, Home/End, typing a name goes to it, Enter opens,
 * virtualised, sorted by its headings; the sort is remembered under `name`. With `onSelect` a press or an arrow selects
 * and a double press opens; without it a press opens.
 */
export function Grid<T extends { readonly id: string }>({
  name,
  label,
  columns,
  rows,
  text,
  onOpen,
  selected = null,
  onSelect,
  empty,
  rowHeight = 52,
  attention,
  more = null,
  whole = true,
  sortsAll = false,
}: GridProps<T>) {
  const widths = useMemo(() => widthsOf(columns), [columns]);
  const { shown, sort, sortBy, said } = useGridSort(name, rows, columns);
  const { first, page, box, onScroll } = useInView(rowHeight, HEADING_HEIGHT);
  const { home, cell, goTo, follows } = useGridFocus(shown, selected);
  const acts = rowActs(selected, onSelect, onOpen);
  const onKeyDown = useGridKeys({ rows: shown, columns: columns.length, page, text, acts, onHeading: sortBy, goTo });
  const presses = useGridPress(shown, acts, sortBy);
  const view = inView(first, page, shown.length);
  useAhead(more, (sortsAll && sort !== null) || view.to + AHEAD >= shown.length);
  if (rows.length === 0) return <div className="grid-empty">{empty}</div>;
  return (
    <div className="grid-box">
      <div
        ref={box}
        className="grid"
        role="grid"
        aria-label={label}
        aria-rowcount={whole ? shown.length + 1 : -1}
        aria-colcount={columns.length}
        data-acts={onOpen !== undefined || onSelect !== undefined || undefined}
        style={widths}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        {...presses}
        {...follows}
      >
        <GridHeadings columns={columns} sort={sort} />
        <GridRows
          rows={shown}
          columns={columns}
          ranks={drawn(view, home)}
          height={rowHeight}
          home={home}
          cell={cell}
          isSelected={onSelect === undefined ? null : (row) => row.id === selected}
          attention={attention}
        />
      </div>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
}

/** Asks for the rows that follow once they are wanted: they are there before the scroll reaches them. */
function useAhead(more: (() => void) | null, wanted: boolean): void {
  useEffect(() => {
    if (wanted) more?.();
  }, [wanted, more]);
}

/** Widths of the columns for the style sheet, and the least width of the whole, under which the grid scrolls sideways. */
function widthsOf(columns: readonly Pick<GridColumn<never>, 'width' | 'minWidth'>[]): CSSProperties {
  const least = columns.map(({ width, minWidth = LEAST_WIDTH }) => (typeof width === 'number' ? width : minWidth));
  const tracks = columns.map(({ width = '1fr' }, index) =>
    typeof width === 'number' ? `${width}px` : `minmax(${least[index] ?? 0}px, ${width})`,
  );
  // React types no custom property.
  return { '--grid-columns': tracks.join(' '), '--grid-least': `${least.reduce((sum, one) => sum + one, 0)}px` } as CSSProperties;
}
