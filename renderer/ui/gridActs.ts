/** What a grid does with a row, whether a key or a press asks for it. */
export interface RowActs<T> {
  readonly select: (row: T) => void;
  /** Where nothing opens, it selects. */
  readonly open: (row: T) => void;
  /** A press selects and a double press opens; else a press opens. */
  readonly selects: boolean;
}

/** The acts of a grid, from what its screen gave it. The selected row is not selected again. */
export function rowActs<T extends { readonly id: string }>(
  selected: string | null,
  onSelect: ((id: string) => void) | undefined,
  onOpen: ((row: T) => void) | undefined,
): RowActs<T> {
  const select = (row: T): void => {
    if (row.id !== selected) onSelect?.(row.id);
  };
  return { select, open: onOpen ?? select, selects: onSelect !== undefined };
}
