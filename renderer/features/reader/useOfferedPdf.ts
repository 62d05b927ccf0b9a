import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useCallback, useEffect, useState } from 'react';
import { NotFetched, problemOf, type Problem } from './problem.ts';

/** A document that is open. */
export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  /** Null when that page cannot be read. */
  readonly first: PDFPageProxy | null;
}

/** A PDF that the application offers: on its way, open, or why not. */
type OfferedPdf =
  | { readonly state: 'loading' }
  | ({ readonly state: 'open' } & OpenPdf)
  | { readonly state: 'failed'; readonly problem: Problem; readonly again: () => void };

/** Asks for the single-use address of a PDF. */
export type Offer = (id: string) => Promise<{ readonly url: string }>;

const LOADING = { state: 'loading' } as const;

/**
 * Reads a PDF at the single-use address that the application offers for it, and keeps nothing of it once it is left.
 * @param onFirst hears of the first page before anything of the document is shown; always the same function.
 */
export function useOfferedPdf(offer: Offer, id: string, onFirst?: (page: PDFPageProxy) => void): OfferedPdf {
  const [turn, setTurn] = useState(0);
  const key = `${turn} ${id}`;
  const [read, setRead] = useState<{ readonly key: string; readonly opened: OpenPdf | Problem } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let close = (): void => undefined;
    const open = async (): Promise<void> => {
      try {
        const [bytes, { openPdf }] = await Promise.all([load(offer, id, stop.signal), import('./open-pdf.ts')]);
        stop.signal.throwIfAborted();
        const opening = openPdf(bytes);
        ({ close } = opening);
        const pdf = await opening.pdf;
        const first = await pdf.getPage(1).catch(() => null);
        if (stop.signal.aborted) return;
        if (first !== null) onFirst?.(first);
        setRead({ key, opened: { pdf, first } });
      } catch (thrown) {
        if (!stop.signal.aborted) setRead({ key, opened: problemOf(thrown) });
      }
    };
    void open();
    return () => {
      stop.abort();
      close();
      // Closed, it is not shown again, should one come back to it before the other is there.
      setRead(null);
    };
  }, [offer, id, key, onFirst]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  if (read?.key !== key) return LOADING;
  return 'code' in read.opened ? { state: 'failed', problem: read.opened, again } : { state: 'open', ...read.opened };
}

async function load(offer: Offer, id: string, signal: AbortSignal): Promise<Uint8Array> {
  const { url } = await offer(id);
  // Asked for too late: the address is left to die unused.
  signal.throwIfAborted();
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    throw new NotFetched(cause instanceof Error ? cause.message : undefined, { cause });
  }
}
