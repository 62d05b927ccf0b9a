import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { SessionState } from '../../shared/contract/session.ts';
import type { LeftForms } from './left-forms.ts';
import { keyOf, queryClient } from './queries.ts';

/** What is typed in a form. */
export interface Typed<T> {
  readonly typed: T;
  readonly type: (typed: T) => void;
  /** It is saved, or given up with its record: nothing of it is left to take up again. */
  readonly settle: () => void;
}

/** Whether a form is open; one that is taken up again opens by itself. */
export function useFormOpen<T>(forms: LeftForms<T>, id: string): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  const again = useSyncExternalStore(forms.listen, () => forms.again(id) !== undefined);
  if (again && !open) setOpen(true);
  return [open, setOpen];
}

const isLocked = (): boolean => queryClient.getQueryData<SessionState>(keyOf('session.state', null))?.session === null;

/**
 * Follows what is typed in a form: left in any way before it is saved, it can be taken up again from the undo bar, where it was;
 * locked over, it is there again for the same person.
 * @param id what the form is about. @param initial before anything is typed. @param back chooses the form's place on its screen again.
 */
export function useTyped<T>(forms: LeftForms<T>, id: string, initial: () => T, back?: () => void): Typed<T> {
  const [typed, show] = useState(initial);
  const [before] = useState(typed);
  const latest = useRef({ typed, back });
  const again = useSyncExternalStore(forms.listen, () => forms.again(id));
  const type = (next: T): void => {
    latest.current.typed = next;
    show(next);
  };
  useEffect(() => {
    latest.current.back = back;
  }, [back]);
  useEffect(() => {
    if (again === undefined) return;
    latest.current.typed = again;
    show(again);
    forms.taken(id);
  }, [forms, id, again]);
  useEffect(() => {
    const { hash } = window.location;
    const { current } = latest;
    return () => {
      const left = current.typed;
      if (JSON.stringify(left) === JSON.stringify(before)) return;
      if (isLocked()) forms.hold(id, left);
      else
        forms.leave(id, left, () => {
          window.location.hash = hash;
          current.back?.();
        });
    };
  }, [forms, id, before]);
  const settle = useCallback(() => {
    latest.current.typed = before;
  }, [before]);
  return { typed, type, settle };
}
