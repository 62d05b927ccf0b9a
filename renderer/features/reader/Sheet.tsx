import { TextLayer, type PDFDocumentProxy } from 'pdfjs-dist';
import { memo, useEffect, useRef, useState } from 'react';
import { drawPage, erase } from './draw-page.ts';
import { mark } from './marks.ts';
import { readerText as words } from './text.ts';
import type { Match } from './useSearch.ts';
import { CSS_OF_POINT } from './zoom.ts';

/** A page that is passed by quickly is not drawn. */
const PASSING_MS = 40;

interface SheetProps {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly number: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  /** In view. */
  readonly shown: boolean;
  /** In view or next to it. */
  readonly near: boolean;
  readonly matches: readonly Match[] | undefined;
  readonly current: Match | null;
  readonly onDrawn: () => void;
}

/** A page: its drawing, its text over it to be selected and marked, and its text for screen readers, which stays when the page is far. */
export const Sheet = memo(function Sheet({ pdf, number, width, height, factor, shown, near, matches, current, onDrawn }: SheetProps) {
  const { drawing, failed, drawn } = useDrawing(pdf, number, width, { shown, near }, onDrawn);
  const { layer, runs, text } = useTextLayer(pdf, number, near && drawn);
  useEffect(() => mark(runs, matches ?? [], current), [runs, matches, current]);
  return (
    <div className="sheet" data-found={current?.found === null || undefined} style={{ width, height }}>
      <div ref={drawing} className="sheet-drawing" role="img" aria-label={words.page(number, pdf.numPages)} />
      {failed ? <p className="sheet-failed">{words.pageFailed(number)}</p> : null}
      <div ref={layer} className="sheet-text" aria-hidden="true" style={scaled(factor)} />
      <p className="visually-hidden">{text}</p>
    </div>
  );
});

/** The place of a page that nobody came near: one of hundreds, it costs what a box costs. */
export const FarSheet = memo(function FarSheet({
  number,
  of,
  width,
  height,
}: Pick<SheetProps, 'number' | 'width' | 'height'> & { /** Pages of the document. */ readonly of: number }) {
  return <div className="sheet" role="img" aria-label={words.page(number, of)} style={{ width, height }} />;
});

// React types no custom property.
const scaled = (factor: number): React.CSSProperties => ({ '--total-scale-factor': factor * CSS_OF_POINT }) as React.CSSProperties;

/** Draws the page while it is near, those in view first; what it held is given back once it is far. */
function useDrawing(
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  { shown, near }: Pick<SheetProps, 'shown' | 'near'>,
  onDrawn: () => void,
) {
  const drawing = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'blank' | 'drawn' | 'failed'>('blank');
  useEffect(() => {
    const place = drawing.current;
    if (!near || place === null) return undefined;
    const stop = new AbortController();
    const draw = async (): Promise<void> => {
      try {
        await drawPage(pdf, number, place, width, stop.signal);
        if (!stop.signal.aborted) setState('drawn');
      } catch {
        if (stop.signal.aborted) return;
        setState('failed');
      }
      if (!stop.signal.aborted) onDrawn();
    };
    // The first page is what somebody waits for.
    const timer = number === 1 ? null : setTimeout(() => void draw(), shown ? PASSING_MS : 3 * PASSING_MS);
    if (timer === null) void draw();
    return () => {
      if (timer !== null) clearTimeout(timer);
      stop.abort();
    };
    // Coming into view does not draw again what is there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [pdf, number, near, width, onDrawn]);
  useEffect(() => {
    const place = drawing.current;
    if (!near || place === null) return undefined;
    return () => {
      erase(place);
      setState('blank');
      void pdf.getPage(number).then(
        (page) => page.cleanup(),
        () => undefined,
      );
    };
  }, [pdf, number, near]);
  return { drawing, drawn: state === 'drawn', failed: state === 'failed' };
}

/** The text of the page over its drawing, while it is near; as one line, from then on. */
function useTextLayer(pdf: PDFDocumentProxy, number: number, wanted: boolean) {
  const layer = useRef<HTMLDivElement>(null);
  const [runs, setRuns] = useState<readonly HTMLElement[]>([]);
  const [text, setText] = useState('');
  useEffect(() => {
    const place = layer.current;
    if (!wanted || place === null) return undefined;
    let over: TextLayer | null = null;
    let live = true;
    const write = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      if (!live) return;
      setText(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
      over = new TextLayer({ textContentSource: content, container: place, viewport: page.getViewport({ scale: 1 }) });
      await over.render();
      if (live) setRuns(over.textDivs);
    };
    // A page without its text is still a page to look at.
    write().catch(() => undefined);
    return () => {
      live = false;
      over?.cancel();
      setRuns([]);
      place.replaceChildren();
    };
  }, [pdf, number, wanted]);
  return { layer, runs, text };
}
