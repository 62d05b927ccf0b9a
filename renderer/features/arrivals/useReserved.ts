import { useEffect, type RefObject } from 'react';

/** The height of a panel that lies over the window, as `--arrivals`: what stands in that corner makes room, and no button is beneath. */
export function useReserved(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const panel = box.current;
    if (panel === null) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty('--arrivals', `${panel.offsetHeight}px`));
    observer.observe(panel);
    return () => {
      observer.disconnect();
      style.removeProperty('--arrivals');
    };
  }, [box]);
}
