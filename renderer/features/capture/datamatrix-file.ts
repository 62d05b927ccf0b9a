import { readDatamatrix, type DatamatrixSource } from './datamatrix-source.ts';
import { smallerPixels } from './image-pixels.ts';

/** What may hold a symbol. */
export const SYMBOL_FILES = 'image/png,image/jpeg,application/pdf';

/** Has a file chosen, and the symbol on it read: for who is not where the button is. */
export function askForSymbol(): void {
  const chooser = document.createElement('input');
  Object.assign(chooser, { type: 'file', accept: SYMBOL_FILES });
  chooser.addEventListener('change', () => {
    const file = chooser.files?.[0];
    if (file !== undefined) readSymbolIn(file);
  });
  chooser.click();
}

/** An image, or what is drawn here (the first page of a PDF, a large photograph): the application finds the symbol in the pixels. */
export function readSymbolIn(file: File): void {
  void sourceOf(file).then(readDatamatrix);
}

async function sourceOf(file: File): Promise<DatamatrixSource> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const drawn =
    bytes[0] === 0x25 && bytes[1] === 0x50 ? await (await import('./pdf-pixels.ts')).firstPagePixels(bytes) : await smallerPixels(bytes);
  return drawn === null ? { kind: 'image', bytes } : { kind: 'pixels', ...drawn };
}
