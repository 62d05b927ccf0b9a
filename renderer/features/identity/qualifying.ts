import { useSyncExternalStore } from 'react';
import { onOtherUser } from '../../client/drafts.ts';

/** A record that is being qualified, on one card; it stays so behind the lock, for the same person. */
interface Qualifying {
  /** Id of the record. */
  readonly id: string;
  /** INSi was asked by itself: it is not asked a second time. */
  readonly asked: boolean;
}

let current: Qualifying | null = null;
const listeners = new Set<() => void>();

function set(next: Qualifying | null): void {
  current = next;
  for (const listener of listeners) listener();
}

onOtherUser(() => set(null));

/** Opens the card of a record. @param asked INSi answered for it already, or did not. */
export const openQualification = (id: string, asked = false): void => set({ id, asked });

/** Closes it: what it holds is in the record, or still to be done. */
export const closeQualification = (): void => set(null);

/** INSi is asked by itself, or may be once more: the traits were corrected. */
export function insiAskedFor(id: string, asked: boolean): void {
  if (current?.id === id) set({ id, asked });
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The card of a record, while it is open. */
export function useQualifying(id: string): Qualifying | null {
  const now = useSyncExternalStore(listen, () => current);
  return now?.id === id ? now : null;
}
