import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Whether a panel that has nothing more to show stays all the same, and how it is made to: until the pointer moves off it. */
export function useKept(box: RefObject<HTMLElement | null>): { readonly kept: boolean; readonly keep: () => void } {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    if (!kept) return undefined;
    // Of the window: a button that is disabled under the pointer does not tell that it leaves.
    const onMove = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || box.current?.contains(target) !== true) setKept(false);
    };
    window.addEventListener('pointermove', onMove, { passive: true });
    return () => window.removeEventListener('pointermove', onMove);
  }, [kept, box]);
  return { kept, keep: useCallback(() => setKept(true), []) };
}
