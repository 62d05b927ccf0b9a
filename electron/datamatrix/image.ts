import { IMAGE_MAX_PIXELS, imageSize, type ImageSize } from '../../shared/domain/image-size.ts';
import { symbolError } from './errors.ts';

/** An image file, or the pixels of a page that the window has drawn: RGBA, 4 bytes each, rows from the top. */
export type ScannedImage =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'pixels'; readonly data: Uint8Array | Uint8ClampedArray; readonly width: number; readonly height: number };

/** Largest image file, in bytes. */
export const IMAGE_MAX_BYTES = 20 * 1024 * 1024;
/** Longest side, in pixels. */
const IMAGE_MAX_SIDE = 10_000;

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
  const size = imageSize(image.bytes);
  if (size === null) throw symbolError('IMAGE_FORMAT', { detail: 'header' });
  checkSize(size);
}

function checkSize({ width, height }: ImageSize): void {
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) throw symbolError('IMAGE_FORMAT', { detail: 'size' });
  if (Math.max(width, height) > IMAGE_MAX_SIDE || width * height > IMAGE_MAX_PIXELS) throw symbolError('IMAGE_TOO_LARGE');
}
