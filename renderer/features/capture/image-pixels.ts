import { IMAGE_MAX_PIXELS, imageSize } from '../../../shared/domain/image-size.ts';

/** Largest image that is made smaller here, in pixels: the photographs of telephones (50 million). It takes four bytes each. */
const DRAWN_MAX = 52_000_000;
/** Largest surface that is drawn for the application, in pixels: A4 at 300 dots per inch. */
export const SMALLER = 8_700_000;

/** An image too large to be read as it is, made smaller; null when it need not be, or cannot. */
export async function smallerPixels(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly width: number; readonly height: number; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  const size = imageSize(bytes);
  const surface = size === null ? 0 : size.width * size.height;
  if (size === null || surface <= IMAGE_MAX_PIXELS || surface > DRAWN_MAX) return null;
  const scale = Math.sqrt(SMALLER / surface);
  const [width, height] = [Math.floor(size.width * scale), Math.floor(size.height * scale)];
  if (width < 1 || height < 1) return null;
  try {
    // Turned as its file says it is held, its sides may change places: no scale but one.
    const drawn = await createImageBitmap(new Blob([bytes]), {
      imageOrientation: 'none',
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.drawImage(drawn, 0, 0);
    drawn.close();
    return { width, height, bytes: new Uint8Array(context.getImageData(0, 0, width, height).data.buffer) };
  } catch {
    return null;
  }
}
