import type { PDFDocumentProxy } from 'pdfjs-dist';
import { drawPage, erase } from './draw-page.ts';

/** Enough for a printed datamatrix to be read back. */
const DOTS_PER_INCH = 300;

/** A page to print. */
export interface PrintedPage {
  /** Of its picture, in this window; whoever has it lets it go. */
  readonly url: string;
  readonly text: string;
}

/** Draws the pages of a PDF for the printer, from the first one, one canvas at a time: a page kept is a compressed picture. */
export async function* printPages(pdf: PDFDocumentProxy, signal: AbortSignal): AsyncGenerator<PrintedPage> {
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const place = document.createElement('div');
    const inches = page.getViewport({ scale: 1 }).width / 72;
    await drawPage(pdf, number, place, (inches * DOTS_PER_INCH) / window.devicePixelRatio, signal);
    const { items } = await page.getTextContent();
    const picture = await pictureOf(place);
    erase(place);
    page.cleanup();
    signal.throwIfAborted();
    yield { url: URL.createObjectURL(picture), text: items.map((item) => ('str' in item ? item.str : '')).join(' ') };
  }
}

function pictureOf(place: HTMLElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const give = (picture: Blob | null): void => {
      if (picture === null) reject(new Error('no picture'));
      else resolve(picture);
    };
    const canvas = place.querySelector('canvas');
    if (canvas === null) give(null);
    // Without loss: a datamatrix is printed.
    else canvas.toBlob(give, 'image/png');
  });
}
