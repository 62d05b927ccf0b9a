import { useSyncExternalStore } from 'react';
import { onOtherUser } from './drafts.ts';
import { pathOf, placeOf, type Place, type ScreenId } from './routes.ts';

const listen = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};
const currentHash = (): string => window.location.hash;

/** Where the window is; follows the hash. */
export function usePlace(): Place {
  return placeOf(useSyncExternalStore(listen, currentHash));
}

/** Goes to a screen. */
export function go(screen: ScreenId, patient: string | null = null): void {
  window.location.hash = pathOf(screen, patient);
}

// Another person does not land on the patient whom the last one was looking at.
onOtherUser(() => go('patients'));
