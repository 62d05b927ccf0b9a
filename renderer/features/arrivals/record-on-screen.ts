import { useEffect, useSyncExternalStore } from 'react';
import type { Owner } from './queue.ts';

/** The record on screen: what is dropped, pasted or chosen then is for it. */
let shown: Owner | null = null;
const listeners = new Set<() => void>();

const set = (owner: Owner | null): void => {
  shown = owner;
  for (const listener of listeners) listener();
};

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The record that takes what arrives now; null outside of records. */
export const recordOnScreen = (): Owner | null => shown;

/** The same, followed. */
export const useRecordOnScreen = (): Owner | null => useSyncExternalStore(listen, recordOnScreen);

/** As long as it is drawn, what arrives anywhere in the window is for this record. @param name as the window says it */
export function TakesFiles({ id, name }: Owner) {
  useEffect(() => {
    const owner = { id, name };
    set(owner);
    return () => {
      // The next record may already be there.
      if (shown === owner) set(null);
    };
  }, [id, name]);
  return null;
}
