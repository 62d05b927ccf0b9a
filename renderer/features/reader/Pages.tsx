import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useCallback, useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { layoutOf } from './layout.ts';
import { FarSheet, Sheet } from './Sheet.tsx';
import { usePageSizes } from './usePageSizes.ts';
import { usePlaces, type PagesHandle, type ReadPlace } from './usePlaces.ts';
import type { Match } from './useSearch.ts';
import type { Room, Zoom } from './zoom.ts';

/** What the pages of a document are shown by. */
export interface PagesProps {
  readonly pdf: PDFDocumentProxy;
  /** Null when it cannot be read. */
  readonly first: PDFPageProxy | null;
  /** What scrolls. */
  readonly box: HTMLElement;
  readonly room: Room;
  readonly zoom: Zoom;
  readonly matches: ReadonlyMap<number, readonly Match[]>;
  /** The one that is looked at. */
  readonly current: Match | null;
  readonly onPlace: (place: ReadPlace) => void;
  /** Hears that a page is on screen. */
  readonly onDrawn: () => void;
  readonly handle: Ref<PagesHandle>;
}

/**
 * The pages of a PDF one under the other. Those in view and their neighbours are drawn; of the others the place stays,
 * and the text once it was read. A zoom or a change of room keeps the place that is read.
 */
export function Pages({ pdf, first, box, room, zoom, matches, current, onPlace, onDrawn, handle }: PagesProps) {
  const [began, setBegan] = useState(false);
  const sizes = usePageSizes(pdf, first, began);
  const layout = useMemo(() => layoutOf(sizes, zoom, room), [sizes, zoom, room]);
  const { range, moves } = usePlaces(box, layout, onPlace);
  const met = useMet(range);
  useImperativeHandle(handle, () => moves, [moves]);
  const drawn = useCallback(() => {
    setBegan(true);
    onDrawn();
  }, [onDrawn]);
  return (
    <div className="sheets">
      {layout.map(({ page, width, height, factor }) =>
        met.has(page) ? (
          <Sheet
            key={page}
            pdf={pdf}
            number={page + 1}
            width={width}
            height={height}
            factor={factor}
            shown={page >= range.from && page <= range.to}
            near={page >= range.from - 1 && page <= range.to + 1}
            matches={matches.get(page)}
            current={current?.page === page ? current : null}
            onDrawn={drawn}
          />
        ) : (
          <FarSheet key={page} number={page + 1} of={pdf.numPages} width={width} height={height} />
        ),
      )}
    </div>
  );
}

/** Ranks of the pages that were near what is read: they keep their text. */
function useMet({ from, to }: { readonly from: number; readonly to: number }): ReadonlySet<number> {
  const [met, setMet] = useState<ReadonlySet<number>>(new Set());
  const near = Array.from({ length: to - from + 3 }, (_, index) => from - 1 + index);
  if (near.every((page) => met.has(page))) return met;
  const more = new Set([...met, ...near]);
  setMet(more);
  return more;
}
