import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import type { GridColumn } from './gridColumn.ts';
import type { GridSort } from './gridOrder.ts';

/** The headings of a grid, each with the way it sorts. Drawn again only when the sort changes. */
export const GridHeadings = memo(function GridHeadings({
  columns,
  sort,
}: {
  readonly columns: readonly Omit<GridColumn<never>, 'render'>[];
  readonly sort: GridSort | null;
}) {
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
