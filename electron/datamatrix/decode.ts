import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ScannedImage } from './image.ts';

/** Symbols looked for on one page: a sheet of labels has 24. */
const MAX_SYMBOLS = 64;

/**
 * Texts of the Data Matrix symbols of an image, in the order found. Nothing is fetched: the decoder comes from the
 * packages. May take very long on a hostile image: run it where it can be killed.
 *
 * @param image checked by `checkImage`.
 * @throws whatever the decoder throws on an image that it cannot read.
 */
export async function decodeImage(image: ScannedImage): Promise<readonly string[]> {
  await (ready ??= loadDecoder());
  const input =
    image.kind === 'file'
      ? image.bytes
      : { data: clamped(image.data), width: image.width, height: image.height, colorSpace: 'srgb' as const };
  const found = await readBarcodes(input, {
    formats: ['DataMatrix'],
    textMode: 'Plain',
    maxNumberOfSymbols: MAX_SYMBOLS,
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
  });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

/** The same bytes, not a copy of them. */
const clamped = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint8ClampedArray): Uint8ClampedArray =>
  new Uint8ClampedArray(buffer, byteOffset, byteLength);

let ready: Promise<void> | null = null;

async function loadDecoder(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
}
