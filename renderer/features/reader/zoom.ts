/** A page, in points (1/72 of an inch). */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Room for a page, in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** How large pages are shown: a factor (1 is the size of the paper), or what follows the room; `comfort` is the width, up to what is read well. */
export type Zoom = 'comfort' | 'width' | 'page' | number;

/** CSS pixels of a point at 100 %. */
export const CSS_OF_POINT = 96 / 72;
/** A page wider than this is not read better. */
const COMFORT_WIDTH = 900;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const;
const [LEAST, MOST] = [0.25, 5];
/** A step that would change less than this is no step. */
const NOTICED = 0.005;

/** The factor at which a page is shown in that room, within what the steps reach. */
export function factorOf(zoom: Zoom, page: PageSize, room: Room): number {
  if (typeof zoom === 'number') return zoom;
  const wide = (zoom === 'comfort' ? Math.min(room.width, COMFORT_WIDTH) : room.width) / (page.width * CSS_OF_POINT);
  const factor = zoom === 'page' ? Math.min(wide, room.height / (page.height * CSS_OF_POINT)) : wide;
  return Math.min(Math.max(factor, LEAST), MOST);
}

/** The step above. */
export const zoomedIn = (factor: number): number => STEPS.find((step) => step > factor + NOTICED) ?? MOST;

/** The step below. */
export const zoomedOut = (factor: number): number => STEPS.findLast((step) => step < factor - NOTICED) ?? LEAST;
