/** Sides of an image, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Largest surface that is read, in pixels: a photograph of 12 million, A4 at 300 dots per inch (9 million). The window makes a larger one smaller. */
export const IMAGE_MAX_PIXELS = 12_500_000;

/** What a PNG or a JPEG announces of itself, before anything decodes it; null for anything else. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(view) ?? jpegSize(view);
}

/** Dimensions in IHDR, which comes first (PNG specification, 11.2.2). */
function pngSize(view: DataView): ImageSize | null {
  const png =
    view.byteLength >= 33 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a && view.getUint32(12) === 0x49484452;
  return png ? { width: view.getUint32(16), height: view.getUint32(20) } : null;
}

/** Dimensions in the start of frame, SOF0 to SOF15 but DHT, JPG and DAC (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): ImageSize | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}
