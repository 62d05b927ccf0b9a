/** How a grid is sorted: by which of its columns, which way. */
export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface Sortable<T> {
  readonly id: string;
  readonly sort?: (row: T) => string | number;
}

/** The rows in the order asked for; as they came when no column sorts so. */
export function ordered<T>(rows: readonly T[], columns: readonly Sortable<T>[], sort: GridSort | null): readonly T[] {
  const by = columns.find((column) => column.id === sort?.column)?.sort;
  if (by === undefined || sort === null) return rows;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(by(a), by(b)));
}

/** What pressing a heading asks for: upwards, then the other way. */
export function nextSort(sort: GridSort | null, column: string): GridSort {
  return { column, direction: sort?.column === column && sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
