import { useCallback, useRef, useState, type RefCallback } from 'react';

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
  /** Scrolls it there, in pixels. @returns the box. */
  readonly scrollTo: (top: number) => HTMLElement | null;
} {
  const scrolled = useRef<HTMLElement | null>(null);
  /** Kept: to read it of the box has what was just drawn laid out. */
  const top = useRef(0);
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(window.innerHeight);
  const box = useCallback(
    (element: HTMLElement | null) => {
      scrolled.current = element;
      if (element === null) return undefined;
      setHeight(element.clientHeight);
      top.current = element.scrollTop;
      setFirst(Math.floor(top.current / rowHeight));
      const observer = new ResizeObserver(() => setHeight(element.clientHeight));
      observer.observe(element);
      return () => observer.disconnect();
    },
    [rowHeight],
  );
  const onScroll = useCallback(
    ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
      top.current = currentTarget.scrollTop;
      setFirst(Math.floor(top.current / rowHeight));
    },
    [rowHeight],
  );
  const scrollTo = useCallback(
    (to: number) => {
      if (to !== top.current) {
        scrolled.current?.scrollTo({ top: to });
        // A list may end before what was asked.
        top.current = to === 0 ? 0 : (scrolled.current?.scrollTop ?? 0);
        setFirst(Math.floor(top.current / rowHeight));
      }
      return scrolled.current;
    },
    [rowHeight],
  );
  return { first, scrollTo, page: Math.max(1, Math.floor((height - headingHeight) / rowHeight)), box, onScroll };
}
