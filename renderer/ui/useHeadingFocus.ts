import { useEffect, useRef, type RefObject } from 'react';

/** For the heading (`tabIndex={-1}`) of a part of the window that took the place of what had the focus: it takes it, from nobody. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
