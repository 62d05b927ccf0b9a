import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { GAP, heightOf, pageAt, placeAt, type Layout, type Place } from './layout.ts';

/** The page that is read is the one this far down the room. */
const READ_AT = 0.35;
/** A found place is shown this far down the room. */
const FOUND_AT = 0.3;

/** What moves the pages. */
export interface PagesHandle {
  /** @param found leaves some of the page above the place. */
  readonly goTo: (place: Place, found?: boolean) => void;
}

/** Where the reading is. */
export interface ReadPlace {
  /** Rank of the page, from 0. */
  readonly page: number;
  readonly factor: number;
}

/** Ranks of the first page in view and of the last one. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Follows what is read of pages in a scrolled box, and keeps it there when they are placed anew. */
export function usePlaces(
  box: HTMLElement,
  layout: Layout,
  onPlace: (place: ReadPlace) => void,
): { readonly range: Range; readonly moves: PagesHandle } {
  const [range, setRange] = useState<Range>({ from: 0, to: 0 });
  const place = useRef<Place | null>(null);
  /** A page that was asked for and where that led: the end of the document may keep it from the top. */
  const asked = useRef<{ readonly page: number; readonly top: number } | null>(null);

  const look = useCallback((): void => {
    const { scrollTop: top, clientHeight: height } = box;
    place.current = placeAt(layout, top);
    const [from, to] = [pageAt(layout, top), pageAt(layout, top + height)];
    setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    if (asked.current !== null && Math.abs(asked.current.top - top) > 1) asked.current = null;
    const page = asked.current?.page ?? pageAt(layout, top === 0 ? GAP : top + height * READ_AT);
    onPlace({ page, factor: layout[page]?.factor ?? 1 });
  }, [box, layout, onPlace]);

  useLayoutEffect(() => {
    // Wider than the room, the pages are seen by their middle.
    box.scrollTo({ top: place.current === null ? 0 : heightOf(layout, place.current), left: (box.scrollWidth - box.clientWidth) / 2 });
    if (asked.current !== null) asked.current = { ...asked.current, top: box.scrollTop };
    look();
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [box, layout, look]);

  const moves = useMemo<PagesHandle>(
    () => ({
      goTo: (to, found = false) => {
        const above = found ? box.clientHeight * FOUND_AT : GAP / 2;
        box.scrollTo({ top: Math.max(0, heightOf(layout, to) - above) });
        asked.current = { page: to.page, top: box.scrollTop };
        look();
      },
    }),
    [box, layout, look],
  );
  return { range, moves };
}
