/** How a grid is sorted: by which of its columns, which way. */
export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface Sortable<T> {
  readonly id: string;
  readonly sort?: ((row: T) => string | number) | 'asked';
}

/** The rows in the order asked for; as they came when no column of ours sorts so. A row that is not read is last. */
export function ordered<R>(rows: readonly R[], columns: readonly Sortable<NonNullable<R>>[], sort: GridSort | null): readonly R[] {
  const by = columns.find((column) => column.id === sort?.column)?.sort;
  if (typeof by !== 'function' || sort === null) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return rows.toSorted((a, b) => (a === undefined || b === undefined || a === null || b === null ? 0 : sign * compare(by(a), by(b))));
}

/** What pressing a heading asks for: upwards, then the other way, then as the rows come. */
export function nextSort(sort: GridSort | null, column: string): GridSort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
