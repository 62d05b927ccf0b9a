import type { ReactNode } from 'react';
import {
  Cell, Column, Row, Table, TableBody, TableHeader, TableLayout, Virtualizer, type Key, type Selection, type SortDescriptor,
} from 'react-aria-components';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';

/** A column of a grid. */
export interface GridColumn<T> {
  readonly id: string;
  readonly title: string;
  readonly render: (row: T) => ReactNode;
  /** What the column sorts by; a column without it does not sort. */
  readonly sort?: (row: T) => string | number;
  /** Pixels or `1fr`; `1fr` when absent. */
  readonly width?: number | `${number}fr`;
  readonly minWidth?: number;
}

/** Sort of each grid, kept as long as the window lives. */
const remembered = new Map<string, SortDescriptor>();

/**
 * A list as every screen has it: one tab stop, arrows, Home/End, typing a name goes to it, Enter opens, virtualised,
 * sorted by its headings; the sort is remembered under `name`.
 */
export function Grid<T extends { readonly id: string }>({
  name, label, columns, rows, text, onOpen, selected, onSelect, empty, rowHeight = 52, attention,
}: {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  readonly rows: readonly T[];
  /** What a row is called: read aloud, and found by typing. */
  readonly text: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  readonly selected?: string | null;
  readonly onSelect?: (id: string | null) => void;
  readonly empty: ReactNode;
  readonly rowHeight?: number;
  readonly attention?: (row: T) => boolean;
}) {
  const [sort, setSort] = useState<SortDescriptor | null>(remembered.get(name) ?? null);
  const shown = sorted(rows, columns, sort);
  if (rows.length === 0) return <div className="grid-empty">{empty}</div>;
  const single = onSelect !== undefined;
  return (
    <div className="grid-box">
      <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight: 32 }}>
        <Table
          className="grid"
          aria-label={label}
          selectionMode={single ? 'single' : 'none'}
          selectionBehavior="replace"
          disallowEmptySelection={single}
          {...(single ? { selectedKeys: selected === null || selected === undefined ? [] : [selected] } : {})}
          onSelectionChange={(keys: Selection) => {
            if (keys !== 'all') onSelect?.(firstKey(keys));
          }}
          {...(onOpen === undefined ? {} : {
            onRowAction: (key: Key) => {
              const row = rows.find((candidate) => candidate.id === key);
              if (row !== undefined) onOpen(row);
            },
          })}
          {...(sort === null ? {} : { sortDescriptor: sort })}
          onSortChange={(next) => {
            remembered.set(name, next);
            setSort(next);
          }}
        >
          <TableHeader>
            {columns.map((column, index) => (
              <Column
                key={column.id}
                id={column.id}
                className="grid-head"
                isRowHeader={index === 0 || column.id === 'name'}
                allowsSorting={column.sort !== undefined}
                width={column.width ?? '1fr'}
                {...(column.minWidth === undefined ? {} : { minWidth: column.minWidth })}
              >
                {({ sortDirection }) => (
                  <span className="grid-head-in">
                    {column.title}
                    {sortDirection === undefined ? null : sortDirection === 'ascending' ? <ArrowUp size={13} /> : <ArrowDown size={13} />}
                  </span>
                )}
              </Column>
            ))}
          </TableHeader>
          <TableBody>
            {shown.map((row) => (
              <Row key={row.id} id={row.id} textValue={text(row)} className="grid-row" data-attention={attention?.(row) || undefined}>
                {columns.map((column) => <Cell key={column.id} className="grid-cell">{column.render(row)}</Cell>)}
              </Row>
            ))}
          </TableBody>
        </Table>
      </Virtualizer>
    </div>
  );
}

function firstKey(keys: ReadonlySet<Key>): string | null {
  const [first] = keys;
  return first === undefined ? null : String(first);
}

function sorted<T>(rows: readonly T[], columns: readonly GridColumn<T>[], sort: SortDescriptor | null): readonly T[] {
  const by = columns.find((column) => column.id === sort?.column)?.sort;
  if (by === undefined || sort === null) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(by(a), by(b)));
}

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
