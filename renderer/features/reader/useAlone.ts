import { useEffect, type RefObject } from 'react';

/** What stays within reach around what takes the whole window: short messages, and what takes an act back. */
const SPOKEN = '[role=status], [role=alert], .toasts, .undo-room';

/** While `alone`, nothing around the element can be reached, by the pointer, the keyboard or a screen reader. */
export function useAlone(element: RefObject<HTMLElement | null>, alone: boolean): void {
  useEffect(() => {
    const silenced = alone ? around(element.current) : [];
    for (const one of silenced) one.setAttribute('inert', '');
    return () => {
      for (const one of silenced) one.removeAttribute('inert');
    };
  }, [element, alone]);
}

/** All that can be reached beside an element, up to the root of the window. */
function around(element: HTMLElement | null): readonly Element[] {
  const found: Element[] = [];
  for (let at = element; at !== null && at.id !== 'root'; at = at.parentElement) {
    const own = at;
    found.push(
      ...[...(own.parentElement?.children ?? [])].filter((one) => one !== own && !one.hasAttribute('inert') && !one.matches(SPOKEN)),
    );
  }
  return found;
}
