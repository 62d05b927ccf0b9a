import { useEffect, useRef, type RefObject } from 'react';

/** Can no longer be pressed. */
const INERT = ':disabled, [aria-disabled="true"]';

/**
 * Moves the focus on within a box when what is to be done there changes: to what says `data-next`, else to the box itself. Only from
 * where it was put so before, and from where it would be lost: the page, what holds the box, what can no longer be pressed. Whoever
 * went elsewhere stays there.
 * @param step what is to be done; null: nothing is moved.
 */
export function useNextFocus(box: RefObject<HTMLElement | null>, step: string | null): void {
  const given = useRef<Element>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null || step === null) return;
    const held = document.activeElement;
    if (held !== null && held !== given.current && !held.contains(element) && !held.matches(INERT)) return;
    const next = element.querySelector<HTMLElement>('[data-next]') ?? element;
    given.current = next;
    next.focus();
  }, [box, step]);
}
