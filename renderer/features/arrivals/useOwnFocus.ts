import { afterDrawing } from '../../ui/after-drawing.ts';
import { useCallback, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * Does what a button of the panel asks, or a dialog that it opened; the focus stays in the panel.
 * @param on what has the focus then; without it, what is to be decided next.
 */
export type Acted = (act: () => void, on?: HTMLElement | null) => void;

/** The focus of a panel whose buttons go once they are pressed. */
export interface OwnFocus {
  readonly box: RefObject<HTMLElement | null>;
  readonly follows: { readonly onFocus: (event: FocusEvent<HTMLElement>) => void };
  readonly acted: Acted;
  /** The focus goes back where it was before it came here. */
  readonly giveBack: () => void;
}

/** What is to be decided next, in the order of the panel. */
const NEXT = '[data-next]';

export function useOwnFocus(): OwnFocus {
  const box = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const acted: Acted = useCallback((act, on = null) => {
    act();
    // What was pressed is gone by then.
    afterDrawing(() => {
      // The focus that somebody put elsewhere meanwhile is theirs.
      if (document.activeElement === document.body)
        (on?.isConnected === true ? on : (box.current?.querySelector<HTMLElement>(NEXT) ?? box.current))?.focus({ preventScroll: true });
    });
  }, []);
  const giveBack = useCallback(() => {
    const known = before.current;
    (known?.isConnected === true ? known : document.getElementById('contenu'))?.focus({ preventScroll: true });
  }, []);
  return {
    box,
    follows: {
      onFocus: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget instanceof HTMLElement ? relatedTarget : null;
      },
    },
    acted,
    giveBack,
  };
}
