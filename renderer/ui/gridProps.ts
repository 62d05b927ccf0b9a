import type { ReactNode, Ref } from 'react';
import type { GridColumn } from './gridColumn.ts';
import type { Step } from './stepKeys.ts';
import type { AskedSort } from './useGridSort.ts';

/** What a screen gives a grid. */
export interface GridProps<T> {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  /** By rank; undefined where one is not read yet. */
  readonly rows: readonly (T | undefined)[];
  /** What typing finds a row by. */
  readonly text: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  readonly selected?: string | null;
  readonly onSelect?: (id: string) => void;
  readonly empty: ReactNode;
  readonly rowHeight?: number;
  readonly attention?: (row: T) => boolean;
  /** Reads the rows that follow these; null when there is nothing to ask for now. */
  readonly more?: (() => void) | null;
  /** Cells hold nothing beside what they show (no field, no button): the element of a row that goes serves for one that comes. */
  readonly plain?: boolean;
  /** These rows are all of the list. */
  readonly whole?: boolean;
  /** The rows come sorted: who gives them is asked by the headings. */
  readonly asked?: AskedSort;
  /** The rows in view, `to` excluded, each time that they change. */
  readonly onView?: (from: number, to: number) => void;
  /** What the rows are of: another one is shown from its top. */
  readonly of?: string;
  /** Takes the letters typed in the rows: a field of the screen filters; without it the grid has its own. */
  readonly onLetter?: () => void;
  /** Letters that the screen takes while nothing is filtered. */
  readonly screenKeys?: string;
  /** What goes from row to row (J and K, beside the list). */
  readonly steps?: Ref<Step>;
}
