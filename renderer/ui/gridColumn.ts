import type { ReactNode } from 'react';

/** A column of a grid. */
export interface GridColumn<T> {
  readonly id: string;
  readonly title: string;
  readonly render: (row: T) => ReactNode;
  /** What the column sorts by; `asked`: who gives the rows sorts them. A column without it does not sort. */
  readonly sort?: ((row: T) => string | number) | 'asked';
  /** Pixels or `1fr`; `1fr` when absent. */
  readonly width?: number | `${number}fr`;
  /** Of a column in `fr`. */
  readonly minWidth?: number;
}
