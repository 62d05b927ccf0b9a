import { useEffect, useRef, useState, type RefObject } from 'react';

/** What is looked for in a document, and its field. */
export interface Find {
  /** Null: the search is closed. */
  readonly typed: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly type: (typed: string) => void;
  /** Opens it, or goes back to its field. */
  readonly open: () => void;
  /** The focus goes back where it was when it was opened. */
  readonly close: () => void;
}

/** The search of a reader, open or not. @param otherwise takes the focus when what had it is gone. */
export function useFind(otherwise: HTMLElement | null): Find {
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const isOpen = typed !== null;
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);
  return {
    typed,
    field,
    type: setTyped,
    open: () => {
      if (!isOpen) {
        before.current = document.activeElement;
        setTyped('');
      }
      field.current?.focus();
      field.current?.select();
    },
    close: () => {
      setTyped(null);
      const back = before.current instanceof HTMLElement && before.current.isConnected ? before.current : otherwise;
      back?.focus();
    },
  };
}
