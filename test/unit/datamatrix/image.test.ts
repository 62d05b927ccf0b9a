import { describe, expect, it } from 'vitest';
import { checkImage, IMAGE_MAX_BYTES, type ScannedImage } from '../../../electron/datamatrix/image.ts';
import { PosteError } from '../../../shared/errors.ts';

const outcome = (image: ScannedImage): string => {
  try {
    checkImage(image);
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof PosteError ? thrown.code : `not typed: ${String(thrown)}`;
  }
};
const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
};
const jpeg = (width: number, height: number, before: readonly number[] = [0xff, 0xe0, 0, 4, 0, 0]): Uint8Array =>
  new Uint8Array([0xff, 0xd8, ...before, 0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 0, 0]);

describe('an image, before anything decodes it', () => {
  it.each([
    ['a PNG', png(2000, 3000), 'accepted'],
    ['a progressive JPEG', jpeg(2000, 3000), 'accepted'],
    ['a PNG of as many pixels as are read', png(5000, 2500), 'accepted'],
    ['a PNG of a few more', png(5001, 2500), 'IMAGE_TOO_LARGE'],
    ['a PNG that announces a huge side', png(10_001, 2), 'IMAGE_TOO_LARGE'],
    ['a PNG that unfolds to a huge surface', png(9_000, 9_000), 'IMAGE_TOO_LARGE'],
    ['a JPEG that unfolds to a huge surface', jpeg(9_000, 9_000), 'IMAGE_TOO_LARGE'],
    ['no surface', png(0, 10), 'IMAGE_FORMAT'],
    ['nothing', new Uint8Array(), 'IMAGE_FORMAT'],
    ['text', new TextEncoder().encode('IS01'), 'IMAGE_FORMAT'],
    ['a GIF', new TextEncoder().encode('GIF89a'.padEnd(64)), 'IMAGE_FORMAT'],
    ['a JPEG without frame', jpeg(1, 1).slice(0, 8), 'IMAGE_FORMAT'],
    ['a JPEG segment of no length', jpeg(1, 1, [0xff, 0xe0, 0, 0]), 'IMAGE_FORMAT'],
    ['too heavy a file', new Uint8Array(IMAGE_MAX_BYTES + 1), 'IMAGE_TOO_LARGE'],
  ])('%s', (_, bytes, expected) => {
    expect(outcome({ kind: 'file', bytes })).toBe(expected);
  });

  it.each([
    [10, 10, 400, 'accepted'],
    [10, 10, 399, 'IMAGE_FORMAT'],
    [-1, -100, 400, 'IMAGE_FORMAT'],
    [1.5, 10, 60, 'IMAGE_FORMAT'],
    [20_000, 1, 80_000, 'IMAGE_TOO_LARGE'],
  ])('pixels %d × %d in %d bytes: %s', (width, height, length, expected) => {
    expect(outcome({ kind: 'pixels', width, height, data: new Uint8Array(length) })).toBe(expected);
  });

  it('looks at the view it is given, not at its whole buffer', () => {
    const shared = new Uint8Array(200);
    shared.set(png(10, 10), 100);
    expect(outcome({ kind: 'file', bytes: shared.subarray(100, 164) })).toBe('accepted');
  });
});
