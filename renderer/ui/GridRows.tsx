import { useId } from 'react';
import { ButtonContext } from 'react-aria-components';
import { common } from '../text/common.ts';
import type { GridColumn } from './gridColumn.ts';
import { GridRow } from './GridRow.tsx';
import { useGridSlots } from './gridSlots.ts';

/** What stands in a row is reached by the arrows: the grid is one tab stop. */
const OUT_OF_TAB_ORDER = { excludeFromTabOrder: true } as const;
const NOTHING: readonly string[] = [];

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
  plain,
}: {
  readonly rows: readonly (T | undefined)[];
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
  /** Its elements may be used again for other rows. */
  readonly plain: boolean;
}) {
  const id = useId();
  const slots = useGridSlots(plain ? ranks.flatMap((rank) => rows[rank]?.id ?? []) : NOTHING, (plain && rows[home]?.id) || null);
  return (
    <ButtonContext.Provider value={OUT_OF_TAB_ORDER}>
      <div role="rowgroup" className="grid-rows" style={{ height: rows.length * height }}>
        {ranks.map((rank) => {
          const row = rows[rank];
          if (row === undefined)
            return rank < rows.length ? (
              <Unread key={`unread-${rank}`} rank={rank} height={height} tabIndex={rank === home ? 0 : -1} />
            ) : null;
          return (
            <GridRow
              key={slots.get(row.id) ?? row.id}
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

/** A row that is being read: its place, which may have the focus. */
function Unread({ rank, height, tabIndex }: { readonly rank: number; readonly height: number; readonly tabIndex: 0 | -1 }) {
  return (
    <div
      className="grid-row"
      role="row"
      aria-rowindex={rank + 2}
      aria-busy="true"
      aria-label={common.loading}
      tabIndex={tabIndex}
      style={{ height, top: rank * height }}
    />
  );
}
