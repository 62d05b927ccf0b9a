import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import type { PageSize } from './zoom.ts';

/** An A4 sheet, for a first page that cannot be read. */
const A4: PageSize = { width: 595, height: 842 };
/** Sizes told at once: each telling places all the pages anew. */
const BATCH = 100;

/**
 * The size of every page. One that was not looked at yet is taken to be as the one before it.
 * @param first null when it cannot be read. @param all looks at those after it: nothing of them before the first one is drawn.
 */
export function usePageSizes(pdf: PDFDocumentProxy, first: PDFPageProxy | null, all: boolean): readonly PageSize[] {
  const [sizes, setSizes] = useState(() => filled(first === null ? [] : [sizeOf(first)], pdf.numPages));
  useEffect(() => {
    if (!all) return undefined;
    let live = true;
    const read = async (): Promise<void> => {
      const known: PageSize[] = [];
      for (let number = 1; number <= pdf.numPages; number += 1) {
        const page = await pdf.getPage(number);
        if (!live) return;
        known.push(sizeOf(page));
        if (number % BATCH > 0 && number < pdf.numPages) continue;
        const next = filled(known, pdf.numPages);
        // What was taken for granted and is so moves nothing: a scroll under way goes on.
        setSizes((before) => (same(before, next) ? before : next));
      }
    };
    // A page that is not there ends it: those after it keep the size of the last one known.
    read().catch(() => undefined);
    return () => {
      live = false;
    };
  }, [pdf, all]);
  return sizes;
}

/** In points. */
export function sizeOf(page: PDFPageProxy): PageSize {
  const { width, height } = page.getViewport({ scale: 1 });
  return { width, height };
}

const filled = (known: readonly PageSize[], count: number): readonly PageSize[] => [
  ...known,
  ...Array.from({ length: count - known.length }, () => known.at(-1) ?? A4),
];

const same = (some: readonly PageSize[], others: readonly PageSize[]): boolean =>
  some.every(({ width, height }, page) => width === others[page]?.width && height === others[page].height);
