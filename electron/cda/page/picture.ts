/** The picture in these bytes, whatever was declared: its type and how many pixels; null when it is none that a page shows. */
export function pictureIn(bytes: Uint8Array): { readonly type: 'image/png' | 'image/jpeg' | 'image/gif'; readonly pixels: number } | null {
  const at = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) && bytes.byteLength > 33) {
    return { type: 'image/png', pixels: at.getUint32(16) * at.getUint32(20) };
  }
  if (starts(0x47, 0x49, 0x46, 0x38) && bytes.byteLength > 13) {
    return { type: 'image/gif', pixels: at.getUint16(6, true) * at.getUint16(8, true) };
  }
  return starts(0xff, 0xd8, 0xff) ? jpeg(at) : null;
}

/** Segments up to the one of the frame (ITU-T T.81, B.1.1.3 and B.2.2). */
function jpeg(at: DataView): { readonly type: 'image/jpeg'; readonly pixels: number } | null {
  for (let here = 2; here + 9 < at.byteLength && at.getUint8(here) === 0xff;) {
    const marker = at.getUint8(here + 1);
    if (marker === 0xff) here += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'image/jpeg', pixels: at.getUint16(here + 5) * at.getUint16(here + 7) };
    } else here += 2 + Math.max(2, at.getUint16(here + 2));
  }
  return null;
}
