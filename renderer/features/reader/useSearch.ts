import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { foldQuery, foldText } from './find-text.ts';
import { isImage, placesOn, type Place, type ReadPage } from './page-places.ts';

/** A place found in a document. */
export interface Match extends Place {
  /** Rank of its page, from 0. */
  readonly page: number;
}

/** The words of each page of a document as they were recognised, those of its images among them. */
export type Recognised = (id: string) => Promise<readonly string[]>;

/** What is known of a search. */
export interface Search {
  readonly matches: ReadonlyMap<number, readonly Match[]>;
  readonly count: number;
  /** The one looked at, its rank from 1; null when there is none. */
  readonly current: { readonly match: Match; readonly rank: number } | null;
  /** Pages looked through so far. */
  readonly read: number;
  /** Pages that have no text, of their own or recognised. */
  readonly textless: number;
  readonly step: (by: 1 | -1) => void;
}

/** Pages found are told at most this often. */
const TOLD_MS = 100;
const NOTHING: ReadonlyMap<number, readonly Match[]> = new Map();

interface Progress {
  readonly of: string;
  readonly matches: ReadonlyMap<number, readonly Match[]>;
  readonly first: Match | null;
  readonly read: number;
  readonly textless: number;
}

/**
 * Looks for words in a document, from the page that is read on, then from the beginning; each page is read once.
 * @param typed what is looked for; nothing is when it is empty. @param from rank of the page that is read when it is typed.
 * @param recognised asked for once a page is an image.
 */
export function useSearch(pdf: PDFDocumentProxy | null, typed: string, from: number, recognised: () => Promise<readonly string[]>): Search {
  const query = foldQuery(typed);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [chosen, choose] = useState<Match | null>(null);
  const begin = useEffectEvent((of: PDFDocumentProxy, words: string, signal: AbortSignal) =>
    lookThrough({ pdf: of, recognised }, words, from, signal, (told) => setProgress({ ...told, of: words })),
  );
  useEffect(() => {
    choose(null);
    setProgress(null);
    if (pdf === null || query === '') return undefined;
    const stop = new AbortController();
    void begin(pdf, query, stop.signal);
    return () => stop.abort();
  }, [pdf, query]);
  const known = progress?.of === query ? progress : null;
  const matches = known?.matches ?? NOTHING;
  const list = useMemo(() => [...matches].toSorted(([a], [b]) => a - b).flatMap(([, found]) => found), [matches]);
  const match = chosen ?? known?.first ?? null;
  const rank = match === null ? -1 : list.indexOf(match);
  return {
    matches,
    count: list.length,
    current: match === null || rank === -1 ? null : { match, rank: rank + 1 },
    read: known?.read ?? 0,
    textless: known?.textless ?? 0,
    step: (by) => choose(list.at((rank + by) % list.length) ?? null),
  };
}

/** Pages of the open documents, each read once. */
const readPages = new WeakMap<PDFDocumentProxy, Map<number, Promise<ReadPage>>>();

/** @param page its rank, from 0. */
function pageOf(pdf: PDFDocumentProxy, page: number): Promise<ReadPage> {
  const pages = readPages.get(pdf) ?? new Map<number, Promise<ReadPage>>();
  readPages.set(pdf, pages);
  const reading = pages.get(page) ?? readPage(pdf, page);
  pages.set(page, reading);
  return reading;
}

async function readPage(pdf: PDFDocumentProxy, page: number): Promise<ReadPage> {
  const proxy = await pdf.getPage(page + 1);
  const { items } = await proxy.getTextContent();
  const viewport = proxy.getViewport({ scale: 1 });
  const runs = items.filter((item) => 'str' in item);
  return {
    text: foldText(runs),
    // The transform of a run ends with its place, from the bottom left (PDF 32000-1, 9.4.4).
    downs: runs.map(
      ({ transform }) => (viewport.convertToViewportPoint(Number(transform[4]), Number(transform[5]))[1] ?? 0) / viewport.height,
    ),
  };
}

async function lookThrough(
  { pdf, recognised }: { readonly pdf: PDFDocumentProxy; readonly recognised: () => Promise<readonly string[]> },
  query: string,
  start: number,
  signal: AbortSignal,
  tell: (progress: Omit<Progress, 'of'>) => void,
): Promise<void> {
  const matches = new Map<number, readonly Match[]>();
  const count = pdf.numPages;
  let [first, textless, told]: [Match | null, number, number] = [null, 0, 0];
  let words: Promise<readonly string[]> | null = null;
  for (let read = 0; read < count; read += 1) {
    const page = (start + read) % count;
    // A page whose text cannot be read has none.
    const own = await pageOf(pdf, page).catch(() => ({ text: foldText([]), downs: [] }));
    // Nor has an image whose words cannot be had.
    if (isImage(own)) words ??= recognised().catch(() => []);
    const said = isImage(own) ? ((await words)?.[page] ?? '') : '';
    if (signal.aborted) return;
    if (own.text.folded.trim() === '' && said === '') textless += 1;
    const found = placesOn(own, said, query).map((place) => ({ ...place, page }));
    if (found.length > 0) matches.set(page, found);
    const isFirst = first === null && found.length > 0;
    first ??= found[0] ?? null;
    const now = performance.now();
    if (isFirst || now - told > TOLD_MS || read + 1 === count) {
      told = now;
      tell({ matches: new Map(matches), first, read: read + 1, textless });
    }
  }
}
