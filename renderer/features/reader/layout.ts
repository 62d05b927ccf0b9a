import { CSS_OF_POINT, factorOf, type PageSize, type Room, type Zoom } from './zoom.ts';

/** Between pages, and around them, in CSS pixels. */
export const GAP = 14;

/** Where a page is in the scrolled height, in CSS pixels; its factor is what one point of it is multiplied by, at 96 pixels an inch. */
interface Placed {
  /** Its rank, from 0. */
  readonly page: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly factor: number;
}

/** Pages one under the other. */
export type Layout = readonly Placed[];

/** Places pages of those sizes; each one follows the room by itself, so that a page on its side is read as the others. */
export function layoutOf(sizes: readonly PageSize[], zoom: Zoom, room: Room): Layout {
  let top = GAP;
  return sizes.map((size, page) => {
    const factor = factorOf(zoom, size, room);
    const placed = {
      page,
      top,
      factor,
      width: whole(size.width * CSS_OF_POINT * factor),
      height: whole(size.height * CSS_OF_POINT * factor),
    };
    top += placed.height + GAP;
    return placed;
  });
}

/** Whole pixels; what a division left of one is not one less: the page would be drawn twice. */
const whole = (length: number): number => Math.floor(length + 1e-6);

/** Rank of the page at that height: the last one that begins above it. */
export function pageAt(layout: Layout, y: number): number {
  let [low, high] = [0, layout.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((layout[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** A place in a document that holds whatever the zoom: a page, and how far down it, 1 being its height. */
export interface Place {
  readonly page: number;
  readonly down: number;
}

/** The place at that height. */
export function placeAt(layout: Layout, y: number): Place {
  const page = pageAt(layout, y);
  const placed = layout[page];
  return placed === undefined ? { page: 0, down: 0 } : { page, down: (y - placed.top) / placed.height };
}

/** The height of a place. */
export function heightOf(layout: Layout, { page, down }: Place): number {
  const placed = layout[page];
  return placed === undefined ? 0 : placed.top + down * placed.height;
}
