import type { GridSort } from './gridOrder.ts';

/** Where somebody was in a list. */
export interface ListPlace {
  /** What the rows were of: another list begins at its top. */
  readonly of: string;
  /** How far it was scrolled, in pixels. */
  readonly top: number;
  /** The row that had the focus last, and its rank. */
  readonly row: { readonly id: string; readonly rank: number } | null;
}

/** Sort, filter and place of each list, by its name, as long as the window lives. */
export const gridMemory: {
  readonly sorts: Map<string, GridSort>;
  readonly filters: Map<string, string>;
  readonly places: Map<string, ListPlace>;
} = { sorts: new Map(), filters: new Map(), places: new Map() };

/** Where somebody was in the list of that name, its top unless it was of the same. */
export function placeIn(name: string, of: string): ListPlace {
  const place = gridMemory.places.get(name);
  return place?.of === of ? place : { of, top: 0, row: null };
}

/** Keeps where somebody is in a list. */
export function keepPlace(name: string, of: string, part: Partial<Omit<ListPlace, 'of'>>): void {
  gridMemory.places.set(name, { ...placeIn(name, of), ...part });
}

/** Somebody else is there: what was sorted, filtered and looked at is nobody's any more (renderer/README 2). */
export function forgetGrids(): void {
  gridMemory.sorts.clear();
  gridMemory.filters.clear();
  gridMemory.places.clear();
}
