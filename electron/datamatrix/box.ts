/** A rectangle of a page, in millimetres unless said otherwise, from its top left corner as displayed. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Points (1/72 inch) in a millimetre. */
export const POINTS_PER_MM = 72 / 25.4;
