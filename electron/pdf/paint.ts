import { createCanvas } from '@napi-rs/canvas';
import { withDocument } from './open.ts';

/** Points per inch that recognition reads best, and pixels of a page at most (A4 has 3.9 millions of them). */
const DPI = 200;
const PIXELS_MAX = 5_000_000;
/** Of an image of a page: A4 at 600 points per inch has 35 millions. */
const IMAGE_MAX = 36_000_000;

/** A page as an image: red, green, blue and opacity of each pixel, line after line. */
export interface PaintedPage {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Points per inch it was painted at. */
  readonly dpi: number;
}

/**
 * Paints a page of a PDF that was checked, as it is shown. May take long and much memory: run it where it can be killed.
 *
 * @param number of the page, from 1 on.
 * @throws whatever the reader throws on a file that it cannot read.
 */
export async function paintPage(bytes: Uint8Array, number: number): Promise<PaintedPage> {
  return withDocument(bytes, { most: IMAGE_MAX }, async (document) => {
    const page = await document.getPage(number);
    const size = page.getViewport({ scale: 1 });
    const scale = Math.min(DPI / 72, Math.sqrt(PIXELS_MAX / (size.width * size.height)));
    const viewport = page.getViewport({ scale });
    const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    // Cast: the canvas of this package is what the reader itself paints on outside of a browser, and is not declared so.
    const on = { canvas, canvasContext: context } as unknown as Pick<Parameters<typeof page.render>[0], 'canvas' | 'canvasContext'>;
    await page.render({ ...on, viewport, background: '#fff' }).promise;
    page.cleanup();
    const { data } = context.getImageData(0, 0, width, height);
    // Its memory is given back at once.
    canvas.width = 1;
    canvas.height = 1;
    return { data, width, height, dpi: Math.round(scale * 72) };
  });
}

/** The greys of a page, a byte a pixel, 0 black; written over its colours, which are no more: a page is large. */
export function greysOf({ data }: PaintedPage): Uint8Array {
  const grey = new Uint8Array(data.buffer, data.byteOffset, data.length / 4);
  // Luminance (ITU-R BT.601), in 256ths.
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 4)
    grey[at] = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8;
  return grey;
}
