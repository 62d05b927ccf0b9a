import { onOtherUser } from './drafts.ts';
import { offerUndo, UNDO_MS } from './undo.ts';

/** Forms of a kind, by what each is about: what was typed in one that was left without being saved. */
export interface LeftForms<T> {
  /** What is typed is one key away for a moment. @param back goes where the form is. */
  readonly leave: (id: string, typed: T, back: () => void) => void;
  /** The session was locked over the form: it is there again after it. */
  readonly hold: (id: string, typed: T) => void;
  /** What the form is to show again; undefined: nothing. */
  readonly again: (id: string) => T | undefined;
  /** The form shows it. */
  readonly taken: (id: string) => void;
  /** Tells when that changes; returns the function that stops. */
  readonly listen: (changed: () => void) => () => void;
}

/** @param left what is said of a form that was left: « Modification non enregistrée ». */
export function leftForms<T>(left: string, resumed: string): LeftForms<T> {
  const waiting = new Map<string, T>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const hold = (id: string, typed: T): void => {
    waiting.set(id, typed);
    changed();
  };
  onOtherUser(() => waiting.clear());
  return {
    leave: (id, typed, back) =>
      void offerUndo({
        about: [`form ${id}`],
        done: left,
        becomes: null,
        until: Date.now() + UNDO_MS,
        leaves: 0,
        undo: () => {
          back();
          return Promise.resolve(hold(id, typed));
        },
        undone: resumed,
      }),
    hold,
    again: (id) => waiting.get(id),
    taken: (id) => {
      waiting.delete(id);
      changed();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
