import { useSyncExternalStore } from 'react';
import { onOtherUser } from './drafts.ts';

/** What a screen shows is found again on the way back to it, by the same person alone. @returns the hook that reads and sets it. */
export function kept<T>(start: T): () => readonly [T, (next: T) => void] {
  let value = start;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    value = next;
    for (const listener of listeners) listener();
  };
  const listen = (changed: () => void): (() => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  };
  const read = (): T => value;
  onOtherUser(() => set(start));
  return () => [useSyncExternalStore(listen, read), set];
}
