import { symbolError } from './errors.ts';

/** An image file, or the pixels of a page that the window has drawn: RGBA, 4 bytes each, rows from the top. */
export type ScannedImage =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'pixels'; readonly data: Uint8Array | Uint8ClampedArray; readonly width: number; readonly height: number };

/** Largest image file, in bytes. */
export const IMAGE_MAX_BYTES = 20 * 1024 * 1024;
/** Longest side, in pixels: A3 at 600 dots per inch. */
export const IMAGE_MAX_SIDE = 10_000;
/** Largest surface, in pixels: A4 at 600 dots per inch (35 million). */
export const IMAGE_MAX_PIXELS = 36_000_000;

/**
 * Looks at the outside of an image before anything decodes it: kind, weight, announced dimensions.
 *
 * @throws PosteError IMAGE_FORMAT, IMAGE_TOO_LARGE
 */
export function checkImage(image: ScannedImage): void {
  if (image.kind === 'pixels') {
    checkSize(image);
    if (image.data.byteLength !== image.width * image.height * 4) throw symbolError('IMAGE_FORMAT', { detail: 'pixels' });
    return;
  }
  if (image.bytes.byteLength > IMAGE_MAX_BYTES) throw symbolError('IMAGE_TOO_LARGE');
  const view = new DataView(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength);
  const size = pngSize(view) ?? jpegSize(view);
  if (size === null) throw symbolError('IMAGE_FORMAT', { detail: 'header' });
  checkSize(size);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function checkSize({ width, height }: Size): void {
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) throw symbolError('IMAGE_FORMAT', { detail: 'size' });
  if (Math.max(width, height) > IMAGE_MAX_SIDE || width * height > IMAGE_MAX_PIXELS) throw symbolError('IMAGE_TOO_LARGE');
}

/** Dimensions in IHDR, which comes first (PNG specification, 11.2.2). */
function pngSize(view: DataView): Size | null {
  const png = view.byteLength >= 33 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a && view.getUint32(12) === 0x49484452;
  return png ? { width: view.getUint32(16), height: view.getUint32(20) } : null;
}

/** Dimensions in the start of frame, SOF0 to SOF15 but DHT, JPG and DAC (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): Size | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}
