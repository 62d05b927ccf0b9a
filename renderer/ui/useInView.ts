import { useCallback, useState, type RefCallback } from 'react';

/** Rows drawn beyond each edge, so that a scroll finds them there. */
const MARGIN = 3;

/** Ranks of the rows of fixed height that a scrolled box shows, `to` excluded. */
export function inView(first: number, page: number, rows: number): { readonly from: number; readonly to: number } {
  // Fewer rows than before: the box scrolls back by itself, after this drawing.
  const top = Math.max(0, Math.min(first, rows - page));
  return { from: Math.max(0, top - MARGIN), to: Math.min(rows, top + page + 1 + MARGIN) };
}

/** Ranks to draw: those in view, and the one that has the focus or would take it, however far the list is scrolled. */
export function drawn({ from, to }: { readonly from: number; readonly to: number }, home: number): readonly number[] {
  const ranks = Array.from({ length: to - from }, (_, i) => from + i);
  return home < from ? [home, ...ranks] : home >= to ? [...ranks, home] : ranks;
}

/** Follows a scrolled box: its first row in view, and how many whole rows it shows under its heading. */
export function useInView(
  rowHeight: number,
  headingHeight: number,
): {
  readonly first: number;
  readonly page: number;
  readonly box: RefCallback<HTMLElement>;
  readonly onScroll: (event: { readonly currentTarget: HTMLElement }) => void;
} {
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(window.innerHeight);
  const box = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      setHeight(element.clientHeight);
      setFirst(Math.floor(element.scrollTop / rowHeight));
      const observer = new ResizeObserver(() => setHeight(element.clientHeight));
      observer.observe(element);
      return () => observer.disconnect();
    },
    [rowHeight],
  );
  const onScroll = useCallback(
    (event: { readonly currentTarget: HTMLElement }) => setFirst(Math.floor(event.currentTarget.scrollTop / rowHeight)),
    [rowHeight],
  );
  return { first, page: Math.max(1, Math.floor((height - headingHeight) / rowHeight)), box, onScroll };
}
