import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { documentsText as words } from './text.ts';

GlobalWorkerOptions.workerSrc = new URL('../../../node_modules/pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/**
 * Draws a PDF page by page on canvases, no script, no form, no link of the PDF alive; its text is there for screen readers.
 * @param density pixels for each one of the screen, for what is printed. @param onDrawn hears that a page is on screen. @param onError hears that nothing of it can be shown.
 */
export function PdfPages({
  bytes,
  density = 1,
  onDrawn,
  onError,
}: {
  readonly bytes: Uint8Array;
  readonly density?: number;
  readonly onDrawn: () => void;
  readonly onError: () => void;
}) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  useEffect(() => {
    // pdf.js 6 never evaluates code; its wasm decoders would need a CSP exception and stay off. pdf.js takes the buffer over: it is given a copy, so that a second mount finds the bytes.
    const task = getDocument({ data: bytes.slice(), enableXfa: false, useWasm: false, stopAtErrors: false, disableAutoFetch: true });
    let live = true;
    const show = async (): Promise<void> => {
      try {
        const loaded = await task.promise;
        if (live) setPdf(loaded);
      } catch {
        if (live) onError();
      }
    };
    void show();
    return () => {
      live = false;
      void task.destroy();
    };
  }, [bytes, onError]);
  if (pdf === null) return null;
  return (
    <div className="pages">
      {Array.from({ length: pdf.numPages }, (_, index) => (
        <PdfPage key={index} pdf={pdf} number={index + 1} density={density} onDrawn={onDrawn} />
      ))}
    </div>
  );
}

function PdfPage({
  pdf,
  number,
  density,
  onDrawn,
}: {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  readonly density: number;
  readonly onDrawn: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  const near = useNear(canvas, number === 1);
  const width = useWidth(canvas);
  useEffect(() => {
    const target = canvas.current;
    if (!near || width === 0 || target === null) return undefined;
    let live = true;
    let stop = (): void => undefined;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      if (!live) return;
      const task = drawPage(page, target, width, density);
      stop = () => task.cancel();
      await task.promise;
      const content = await page.getTextContent();
      if (!live) return;
      setText(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
      onDrawn();
    };
    // A page that cannot be drawn stays blank beside the others; a drawing given up rejects too.
    draw().catch(() => {
      if (live) onDrawn();
    });
    return () => {
      live = false;
      stop();
    };
  }, [pdf, number, near, width, density, onDrawn]);
  return (
    <div className="page-sheet">
      {/* An A4 sheet until the page is known. */}
      <canvas ref={canvas} width={210} height={297} role="img" aria-label={words.page(number, pdf.numPages)} />
      <p className="visually-hidden">{text}</p>
    </div>
  );
}

function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number, density: number): ReturnType<PDFPageProxy['render']> {
  const unscaled = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (width / unscaled.width) * window.devicePixelRatio * density });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  return page.render({ canvas, viewport });
}

/** Whether the element is on screen or about to be; stays true. */
function useNear(target: React.RefObject<HTMLElement | null>, first: boolean): boolean {
  const [near, setNear] = useState(first);
  useEffect(() => {
    if (near || target.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '600px' },
    );
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [near, target]);
  return near;
}

/** Width of the sheet in CSS pixels, followed with a short delay while the window is resized. */
function useWidth(target: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const sheet = target.current?.parentElement;
    if (sheet === null || sheet === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      clearTimeout(timer);
      timer = setTimeout(() => setWidth(measured), 60);
    });
    observer.observe(sheet);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [target]);
  return width;
}
