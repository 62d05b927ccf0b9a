import { useEffect, useState } from 'react';
import { GAP } from './layout.ts';
import type { Room } from './zoom.ts';

/** A drag of the window is followed this late: each width draws the pages again. */
const SETTLED_MS = 60;

/** Room that a scrolled box has for pages; null before it is measured. */
export function useRoom(box: HTMLElement | null): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    if (box === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      // What scrolls is there whatever the length of the document (`scrollbar-gutter`): a page does not change its width under way.
      const width = box.clientWidth - 2 * GAP;
      const height = box.clientHeight - 2 * GAP;
      setRoom((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(measure, SETTLED_MS);
    });
    observer.observe(box);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [box]);
  return room;
}
