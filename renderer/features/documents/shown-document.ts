import { useCallback, useSyncExternalStore } from 'react';
import { go } from '../../client/router.ts';
import { documentsScreen } from './feature.ts';

/** Which document is shown, per record: leaving the tab does not lose it. */
const shown = new Map<string, string>();
const listeners = new Set<() => void>();

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The document chosen in a record; null: none. */
export const chosenIn = (patientId: string): string | null => shown.get(patientId) ?? null;

function choose(patientId: string, documentId: string | null): void {
  if (documentId === null) shown.delete(patientId);
  else shown.set(patientId, documentId);
  for (const listener of listeners) listener();
}

/** The document chosen in a record, followed, and how another one is chosen. */
export function useChosen(patientId: string): { readonly selected: string | null; readonly select: (id: string | null) => void } {
  return {
    selected: useSyncExternalStore(listen, () => chosenIn(patientId)),
    select: useCallback((id: string | null) => choose(patientId, id), [patientId]),
  };
}

/** Opens the documents of a record on one of them. */
export function showDocument(patientId: string, documentId: string): void {
  choose(patientId, documentId);
  go(documentsScreen, patientId);
}
