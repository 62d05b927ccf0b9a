/** Where the focus of a grid stands. Rows by rank, -1 for the headings; `column` is null on the row as a whole. */
export interface GridSpot {
  readonly row: number;
  readonly column: number | null;
}

/** What there is to move in: `page` is how many rows are in view. */
interface GridSize {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

const HEADINGS = -1;

/** Where a key leads from a spot; null when that key does not move, the same spot when there is nothing further. */
export function moved(key: string, ctrl: boolean, from: GridSpot, size: GridSize): GridSpot | null {
  const last = size.rows - 1;
  const toRow = (row: number): GridSpot => ({ row: Math.max(0, Math.min(last, row)), column: from.column });
  const inHeadings = from.row === HEADINGS;
  switch (key) {
    case 'ArrowDown':
      return inHeadings ? { row: 0, column: null } : toRow(from.row + 1);
    case 'ArrowUp':
      return inHeadings ? from : from.row === 0 ? { row: HEADINGS, column: from.column ?? 0 } : toRow(from.row - 1);
    case 'PageDown':
      return inHeadings ? from : toRow(from.row + size.page);
    case 'PageUp':
      return inHeadings ? from : toRow(from.row - size.page);
    case 'ArrowRight':
      return sideways(from, 1, size.columns);
    case 'ArrowLeft':
      return sideways(from, -1, size.columns);
    case 'Home':
      return from.column === null ? toRow(0) : { row: ctrl && !inHeadings ? 0 : from.row, column: 0 };
    case 'End':
      return from.column === null ? toRow(last) : { row: ctrl && !inHeadings ? last : from.row, column: size.columns - 1 };
    default:
      return null;
  }
}

/** Along the cells and round by the row as a whole; headings have no such whole. */
function sideways(from: GridSpot, by: 1 | -1, columns: number): GridSpot {
  const { row, column } = from;
  if (column === null) return { row, column: by === 1 ? 0 : columns - 1 };
  const next = column + by;
  if (next >= 0 && next < columns) return { row, column: next };
  return { row, column: row === HEADINGS ? (next + columns) % columns : null };
}
