import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ScannedImage } from '../../../electron/datamatrix/image.ts';

/** What a canvas of @napi-rs/canvas, which pdf.js uses under Node, gives here. */
interface NodeCanvas {
  getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray } };
  toBuffer(type: 'image/png' | 'image/jpeg'): Buffer;
}

/** A page drawn by pdf.js, as the window draws it. */
interface DrawnPage {
  readonly pages: number;
  /** Text of the page, runs joined by spaces, no-break spaces as spaces. */
  readonly text: string;
  readonly pixels: ScannedImage & { readonly kind: 'pixels' };
  readonly png: Uint8Array;
  readonly jpeg: Uint8Array;
}

/** @param dpi dots per inch of the « scan ». */
export async function drawPage(pdf: Uint8Array, page: number, dpi: number): Promise<DrawnPage> {
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  try {
    const document = await task.promise;
    const opened = await document.getPage(page);
    const viewport = opened.getViewport({ scale: dpi / 72 });
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    // pdf.js types it as unknown: its canvas factory under Node is that of @napi-rs/canvas.
    const { canvas } = (document.canvasFactory as { create(width: number, height: number): { canvas: NodeCanvas } }).create(width, height);
    await opened.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
    const { items } = await opened.getTextContent();
    const text = items
      .map((item) => ('str' in item ? item.str : ''))
      .filter((run) => run.trim() !== '')
      .join(' ')
      .replaceAll('\u00A0', ' ');
    return {
      pages: document.numPages,
      text,
      pixels: { kind: 'pixels', data: canvas.getContext('2d').getImageData(0, 0, width, height).data, width, height },
      png: Uint8Array.from(canvas.toBuffer('image/png')),
      jpeg: Uint8Array.from(canvas.toBuffer('image/jpeg')),
    };
  } finally {
    await task.destroy();
  }
}
