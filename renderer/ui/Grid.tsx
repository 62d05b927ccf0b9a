import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, useEffect, useId, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { ButtonContext } from 'react-aria-components';
import { common } from '../text/common.ts';
import type { GridColumn } from './gridColumn.ts';
import { nextSort, ordered, type GridSort } from './gridOrder.ts';
import { GridRow } from './GridRow.tsx';
import { useGridKeys } from './useGridKeys.ts';
import { inView, useInView } from './useInView.ts';

type Heading = Omit<GridColumn<never>, 'render'>;

/** Sort of each grid, kept as long as the window lives. */
const remembered = new Map<string, GridSort>();

const HEADING_HEIGHT = 32;
const LEAST_WIDTH = 75;
/** Rows before the last one read at which those that follow are asked for. */
const AHEAD = 15;
/** What stands in a row is reached by the arrows: the grid is one tab stop. */
const OUT_OF_TAB_ORDER = { excludeFromTabOrder: true } as const;

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
}: {
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
}) {
  const id = useId();
  const [sort, setSort] = useState(remembered.get(name) ?? null);
  const [said, say] = useState('');
  const shown = useMemo(() => ordered(rows, columns, sort), [rows, columns, sort]);
  const widths = useMemo(() => widthsOf(columns), [columns]);
  const { first, page, box, onScroll } = useInView(rowHeight, HEADING_HEIGHT);
  const sortBy = (column: GridColumn<T> | undefined): void => {
    if (column?.sort === undefined) return;
    const next = nextSort(sort, column.id);
    remembered.set(name, next);
    setSort(next);
    say(common.sorted[next.direction](column.title));
  };
  const { home, cell, handlers } = useGridKeys({
    rows: shown,
    columns: columns.length,
    page,
    text,
    selected,
    onOpen,
    onSelect,
    onHeading: (index) => sortBy(columns[index]),
  });
  const { from, to } = inView(first, page, shown.length);
  // The next rows are there before the scroll reaches them.
  const wanted = more !== null && ((sortsAll && sort !== null) || to + AHEAD >= shown.length);
  useEffect(() => {
    if (wanted) more?.();
  }, [wanted, more]);
  if (rows.length === 0) return <div className="grid-empty">{empty}</div>;
  // The row that has the focus, or would take it, stays there however far the list is scrolled.
  const ranks = [...(home < from ? [home] : []), ...Array.from({ length: to - from }, (_, i) => from + i), ...(home >= to ? [home] : [])];
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
        {...handlers}
      >
        <Headings columns={columns} sort={sort} />
        <ButtonContext.Provider value={OUT_OF_TAB_ORDER}>
          <div role="rowgroup" className="grid-rows" style={{ height: shown.length * rowHeight }}>
            {ranks.map((rank) => {
              const row = shown[rank];
              return row === undefined ? null : (
                <GridRow
                  key={row.id}
                  grid={id}
                  row={row}
                  columns={columns}
                  rank={rank}
                  height={rowHeight}
                  tabIndex={rank === home && cell === null ? 0 : -1}
                  cell={rank === home ? cell : null}
                  selected={onSelect === undefined ? null : row.id === selected}
                  attention={attention?.(row) ?? false}
                />
              );
            })}
          </div>
        </ButtonContext.Provider>
      </div>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
}

/** Drawn again only when the sort changes. */
const Headings = memo(function Headings({ columns, sort }: { readonly columns: readonly Heading[]; readonly sort: GridSort | null }) {
  return (
    <div role="rowgroup" className="grid-heads">
      <div role="row" aria-rowindex={1} className="grid-heads-in">
        {columns.map((column, index) => {
          const direction = sort?.column === column.id ? sort.direction : undefined;
          return (
            <div
              key={column.id}
              className="grid-head"
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={column.sort === undefined ? undefined : (direction ?? 'none')}
              tabIndex={-1}
            >
              <span className="grid-head-in">
                {column.title}
                {direction === undefined ? null : direction === 'ascending' ? <ArrowUp size={13} /> : <ArrowDown size={13} />}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
});

/** Widths of the columns for the style sheet, and the least width of the whole, under which the grid scrolls sideways. */
function widthsOf(columns: readonly Pick<Heading, 'width' | 'minWidth'>[]): CSSProperties {
  const least = columns.map(({ width, minWidth = LEAST_WIDTH }) => (typeof width === 'number' ? width : minWidth));
  const tracks = columns.map(({ width = '1fr' }, index) =>
    typeof width === 'number' ? `${width}px` : `minmax(${least[index] ?? 0}px, ${width})`,
  );
  // React types no custom property.
  return { '--grid-columns': tracks.join(' '), '--grid-least': `${least.reduce((sum, one) => sum + one, 0)}px` } as CSSProperties;
}
