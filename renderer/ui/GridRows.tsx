import { useId } from 'react';
import { ButtonContext } from 'react-aria-components';
import type { GridColumn } from './gridColumn.ts';
import { GridRow } from './GridRow.tsx';

/** What stands in a row is reached by the arrows: the grid is one tab stop. */
const OUT_OF_TAB_ORDER = { excludeFromTabOrder: true } as const;

/** The rows of a grid that are drawn, each at its place in the height of all of them. */
export function GridRows<T extends { readonly id: string }>({
  rows,
  columns,
  ranks,
  height,
  home,
  cell,
  isSelected,
  attention,
}: {
  readonly rows: readonly T[];
  readonly columns: readonly GridColumn<T>[];
  /** Those to draw. */
  readonly ranks: readonly number[];
  /** Of one row, in pixels. */
  readonly height: number;
  /** Rank of the row that takes the focus from the Tab key. */
  readonly home: number;
  /** The cell of that row that has the focus instead, if one has; -1 for a heading. */
  readonly cell: number | null;
  /** Null where nothing is selected. */
  readonly isSelected: ((row: T) => boolean) | null;
  readonly attention: ((row: T) => boolean) | undefined;
}) {
  const id = useId();
  return (
    <ButtonContext.Provider value={OUT_OF_TAB_ORDER}>
      <div role="rowgroup" className="grid-rows" style={{ height: rows.length * height }}>
        {ranks.map((rank) => {
          const row = rows[rank];
          return row === undefined ? null : (
            <GridRow
              key={row.id}
              grid={id}
              row={row}
              columns={columns}
              rank={rank}
              height={height}
              tabIndex={rank === home && cell === null ? 0 : -1}
              cell={rank === home ? cell : null}
              selected={isSelected?.(row) ?? null}
              attention={attention?.(row) ?? false}
            />
          );
        })}
      </div>
    </ButtonContext.Provider>
  );
}
