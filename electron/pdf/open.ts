import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What the reader needs of its own package: fonts that a document does not carry, code of its images. Nothing is fetched. */
const own = (folder: string): string => `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), folder)}/`;

/**
 * Opens a PDF, to look at it or to read its pages, and closes it. Nothing of it is executed or fetched.
 *
 * @param bytes taken away by the reader.
 * @param options.most pixels of an image beyond which it is left out.
 * @param options.strict whether an error in a page, an image left out included, ends what is read of it.
 * @throws whatever the reader throws on a file that it cannot read.
 */
export async function withDocument<T>(
  bytes: Uint8Array,
  { most, strict = false }: { readonly most: number; readonly strict?: boolean },
  use: (document: PDFDocumentProxy) => Promise<T>,
): Promise<T> {
  const task = getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    maxImageSize: most,
    stopAtErrors: strict,
    standardFontDataUrl: own('standard_fonts'),
    cMapUrl: own('cmaps'),
    cMapPacked: true,
    wasmUrl: own('wasm'),
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await use(await task.promise);
  } finally {
    await task.destroy();
  }
}
