import { useMemo, type CSSProperties } from 'react';
import { common } from '../text/common.ts';
import type { GridColumn } from './gridColumn.ts';
import { GridFilter } from './GridFilter.tsx';
import { GridHeadings } from './GridHeadings.tsx';
import type { GridProps } from './gridProps.ts';
import { GridRows } from './GridRows.tsx';
import { ROW_HEIGHT, useGrid } from './useGrid.ts';

const LEAST_WIDTH = 75;

/**
 * A list as every screen has it (WAI-ARIA grid): one tab stop, arrows, Home/End, typing filters, Enter opens, virtualised,
 * sorted by its headings; sort and filter are remembered under `name`. With `onSelect` a press or an arrow selects and a
 * double press opens; without it a press opens.
 */
export function Grid<T extends { readonly id: string }>(props: GridProps<T>) {
  const {
    label,
    columns,
    rows,
    empty,
    rowHeight = ROW_HEIGHT,
    onSelect,
    onOpen,
    selected = null,
    attention,
    whole = true,
    plain = false,
  } = props;
  const { grid, onScroll, onKeyDown, presses, follows, shown, sort, said, ranks, home, cell, filtering, openFirst } = useGrid(props);
  const widths = useMemo(() => widthsOf(columns), [columns]);
  if (rows.length === 0) return <div className="grid-empty">{empty}</div>;
  return (
    <div className="grid-box">
      <div
        ref={grid}
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
          ranks={ranks}
          height={rowHeight}
          home={home}
          cell={cell}
          isSelected={onSelect === undefined ? null : (row) => row.id === selected}
          attention={attention}
          plain={plain}
        />
        {filtering.filter !== '' && shown.length === 0 ? <p className="grid-none">{common.filterNone(filtering.filter)}</p> : null}
      </div>
      {filtering.open ? <GridFilter filtering={filtering} found={shown.length} onEnter={openFirst} /> : null}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
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
