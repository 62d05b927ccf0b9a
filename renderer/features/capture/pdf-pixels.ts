import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
import { SMALLER } from './image-pixels.ts';

GlobalWorkerOptions.workerSrc = new URL('../../../node_modules/pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** Wide enough for the modules of a printed symbol (about 0.5 mm) to be several pixels each. */
const WIDTH = 2400;

/** First page of a PDF as RGBA pixels; null when it cannot be drawn. */
export async function firstPagePixels(
  bytes: Uint8Array,
): Promise<{ readonly width: number; readonly height: number; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  const task = getDocument({ data: bytes, enableXfa: false, useWasm: false });
  try {
    const page = await (await task.promise).getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    // A page much taller than wide keeps within what crosses to the application.
    const viewport = page.getViewport({ scale: Math.min(WIDTH / width, Math.sqrt(SMALLER / (width * height))) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await page.render({ canvas, viewport }).promise;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return pixels === undefined ? null : { width: pixels.width, height: pixels.height, bytes: new Uint8Array(pixels.data.buffer) };
  } catch {
    return null;
  } finally {
    void task.destroy();
  }
}
