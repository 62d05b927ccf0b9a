import bwipjs from 'bwip-js/node';
import { z } from 'zod';
import { DATAMATRIX_HEADER } from '../../shared/domain/ins/datamatrix.ts';
import { codewords } from './codewords.ts';

/** A symbol, quiet zone included. */
export interface DatamatrixSymbol {
  /** Modules on a side. */
  readonly size: number;
  /** Rows from top to bottom; true = dark. */
  readonly rows: readonly (readonly boolean[])[];
}

/** Light modules around the symbol; the format asks for one at least (ISO/IEC 16022; ins/README 5). */
const QUIET_ZONE = 1;

const drawn = z.tuple([z.object({ pixs: z.array(z.number()), pixx: z.int(), pixy: z.int() })]);

/**
 * Data Matrix ECC 200, square, of the smallest size that holds the payload (ISO/IEC 16022).
 *
 * @param payload that of `buildDatamatrix`.
 */
export function datamatrixSymbol(payload: string): DatamatrixSymbol {
  const text = codewords(payload, DATAMATRIX_HEADER.length)
    .map((word) => `^${String(word).padStart(3, '0')}`)
    .join('');
  // Its declarations do not name the options of each symbology.
  const options = { bcid: 'datamatrix', text, raw: true, format: 'square' };
  const [{ pixs, pixx, pixy }] = drawn.parse(bwipjs.raw(options));
  const size = pixx + 2 * QUIET_ZONE;
  const dark = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < pixx && y < pixy && pixs[y * pixx + x] === 1;
  return {
    size,
    rows: Array.from({ length: size }, (_row, y) => Array.from({ length: size }, (_cell, x) => dark(x - QUIET_ZONE, y - QUIET_ZONE))),
  };
}

/** The symbol as a black and white image, for a screen or a test. @param scale pixels per module. */
export function symbolPixels(
  { rows, size }: DatamatrixSymbol,
  scale: number,
): { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number } {
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side };
}
