import { useSyncExternalStore } from 'react';
import { onOtherUser } from '../client/drafts.ts';
import { go } from '../client/router.ts';
import { patientsScreen } from '../features/patients/feature.ts';
import { forgetGrids } from '../ui/gridMemory.ts';
import { placeOf, type Place } from './routes.ts';

const listen = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};
const currentHash = (): string => window.location.hash;

/** Where the window is; follows the hash. */
export function usePlace(): Place {
  return placeOf(useSyncExternalStore(listen, currentHash));
}

// Another person does not land on the patient whom the last one was looking at.
onOtherUser(() => go(patientsScreen));
onOtherUser(forgetGrids);
