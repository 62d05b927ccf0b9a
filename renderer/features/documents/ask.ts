/** Ctrl+E anywhere on a patient: the documents ask for a file. */

let waiting: string | null = null;
const listeners = new Set<(patient: string) => void>();

/** Asks the documents of that patient to open the file chooser, now or as soon as they are shown. */
export function askForFile(patient: string): void {
  waiting = patient;
  for (const listener of listeners) listener(patient);
}

/** Hears the requests, the one that waits included; returns the function that stops. */
export function onAskForFile(patient: string, open: () => void): () => void {
  const listener = (asked: string): void => {
    if (asked !== patient) return;
    waiting = null;
    open();
  };
  listeners.add(listener);
  if (waiting === patient) listener(patient);
  return () => listeners.delete(listener);
}
