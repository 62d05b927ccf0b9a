import type { PDFPageProxy } from 'pdfjs-dist';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useLater } from '../../ui/useLater.ts';
import { beginPage } from './draw-page.ts';
import { layoutOf } from './layout.ts';
import { actOf, type ReaderAct } from './reader-keys.ts';
import { useFind } from './useFind.ts';
import { useOfferedPdf, type Offer } from './useOfferedPdf.ts';
import type { PagesHandle, ReadPlace } from './usePlaces.ts';
import { sizeOf } from './usePageSizes.ts';
import { useRoom } from './useRoom.ts';
import { useSearch, type Recognised } from './useSearch.ts';
import { zoomedIn, zoomedOut, type Room, type Zoom } from './zoom.ts';

/** Letters typed in a row are looked for at once. */
const TYPED_MS = 150;
const AT_START: ReadPlace = { page: 0, factor: 1 };

/** The reading of a document: its PDF, where it is read, how large, what is looked for in it; kept from a document to the next. */
export function useReading(offer: Offer, recognised: Recognised, id: string) {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const room = useRoom(box);
  const [zoom, setZoom] = useState<Zoom>('comfort');
  const read = useOfferedPdf(offer, id, useFirstPage(room, zoom));
  const pdf = read.state === 'open' ? read.pdf : null;
  const [place, setPlace] = useState(AT_START);
  const [drawnOf, setDrawnOf] = useState<string | null>(null);
  const pages = useRef<PagesHandle>(null);
  const find = useFind(box);
  const search = useSearch(pdf, useLater(find.typed ?? '', TYPED_MS), place.page, () => recognised(id));
  const match = search.current?.match ?? null;
  useEffect(() => {
    if (match !== null) pages.current?.goTo(match, true);
  }, [match]);
  return {
    read,
    pdf,
    box,
    setBox,
    room,
    zoom,
    setZoom,
    place,
    pages,
    find,
    search,
    match,
    busy: read.state === 'loading' || (read.state === 'open' && drawnOf !== id),
    onPlace: useCallback(
      (next: ReadPlace) => setPlace((before) => (before.page === next.page && before.factor === next.factor ? before : next)),
      [],
    ),
    onDrawn: useCallback(() => setDrawnOf(id), [id]),
  };
}

/** Has the first page of a document drawn, as wide as it will be, while its place is being made. */
function useFirstPage(room: Room | null, zoom: Zoom): (page: PDFPageProxy) => void {
  const shown = useRef({ room, zoom });
  useLayoutEffect(() => {
    shown.current = { room, zoom };
  }, [room, zoom]);
  return useCallback((page) => {
    const placed = shown.current.room === null ? undefined : layoutOf([sizeOf(page)], shown.current.zoom, shown.current.room)[0];
    if (placed !== undefined) beginPage(page, placed.width);
  }, []);
}

/** What a key does, by what it means; nothing when it is absent. */
type Acts = Readonly<Partial<Record<ReaderAct, (() => void) | undefined>>>;

/** What keys do to the reading itself. @param pages moves them; a page that is not there is brought back to the nearest one. */
export function readingActs(
  { place, pdf, find, setZoom }: Pick<ReturnType<typeof useReading>, 'place' | 'pdf' | 'find' | 'setZoom'>,
  pages: RefObject<PagesHandle | null>,
): Acts {
  const goTo = (page: number): void => pages.current?.goTo({ page: Math.min(Math.max(page, 0), (pdf?.numPages ?? 1) - 1), down: 0 });
  return {
    search: find.open,
    'zoom-in': () => setZoom(zoomedIn(place.factor)),
    'zoom-out': () => setZoom(zoomedOut(place.factor)),
    'zoom-reset': () => setZoom(1),
    'next-page': () => goTo(place.page + 1),
    'previous-page': () => goTo(place.page - 1),
  };
}

/** Hears the keys of a reader: what it has nothing to do with goes on up. @param box the pages. */
export function onReaderKey(event: KeyboardEvent, box: HTMLElement | null, acts: Acts): void {
  const { target, currentTarget } = event;
  // A menu or a dialog that it opened is not in it.
  if (event.defaultPrevented || !(target instanceof HTMLElement) || !currentTarget.contains(target)) return;
  const act = actOf(event, target instanceof HTMLInputElement ? 'field' : target === box ? 'pages' : 'tools');
  if (act === null) return;
  // Wider than its room, the page is moved by the arrows.
  if ((act === 'next-page' || act === 'previous-page') && box !== null && box.scrollWidth > box.clientWidth) return;
  const does = acts[act];
  if (does === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  does();
}
