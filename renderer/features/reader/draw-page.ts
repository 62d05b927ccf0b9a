import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';

/** Pixels of a drawing: beyond, it is coarser than the screen. */
const MOST_PIXELS = 16_000_000;

/** A drawing under way. */
interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly task: RenderTask;
}

/** Pages begun before they had a place, and how wide. */
const begun = new WeakMap<PDFPageProxy, Drawing & { readonly width: number }>();

/** Begins to draw a page that has no place yet: {@link drawPage} goes on with it, if it is as wide. */
export function beginPage(page: PDFPageProxy, width: number): void {
  const drawing = begin(page, width);
  begun.set(page, { ...drawing, width });
  // Nobody may ever ask for it; who does hears of it too.
  drawing.task.promise.catch(() => free(drawing.canvas));
}

/**
 * Draws a page on a canvas of that place. What was there stays until the new drawing is whole; a first one shows as it comes.
 * @param number from 1. @param width of the page on the screen, in CSS pixels. @throws what pdf.js says of a page that it cannot draw, or that it was stopped.
 */
export async function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  place: HTMLElement,
  width: number,
  signal: AbortSignal,
): Promise<void> {
  const page = await pdf.getPage(number);
  signal.throwIfAborted();
  const { canvas, task } = takeUp(page, width) ?? begin(page, width);
  const first = place.childElementCount === 0;
  if (first) place.append(canvas);
  const stop = (): void => task.cancel();
  signal.addEventListener('abort', stop);
  try {
    await task.promise;
    if (first) return;
    erase(place);
    place.append(canvas);
  } catch (thrown) {
    free(canvas);
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function takeUp(page: PDFPageProxy, width: number): Drawing | null {
  const ready = begun.get(page);
  if (ready === undefined) return null;
  begun.delete(page);
  if (ready.width === width) return ready;
  ready.task.cancel();
  return null;
}

function begin(page: PDFPageProxy, width: number): Drawing {
  const unscaled = page.getViewport({ scale: 1 });
  const wanted = (width / unscaled.width) * window.devicePixelRatio;
  const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (unscaled.width * unscaled.height)));
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  return { canvas, task: page.render({ canvas, viewport }) };
}

/** Gives back the memory of what is drawn there. */
export function erase(place: HTMLElement): void {
  for (const canvas of place.querySelectorAll('canvas')) free(canvas);
}

function free(canvas: HTMLCanvasElement): void {
  // The pixels go at once, not when the collector comes by.
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}
