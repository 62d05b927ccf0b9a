const listeners = new Set<() => void>();

/** Brings the digits to compare back once they were put aside: the chip of the top bar. */
export function showMssLogin(): void {
  for (const listener of listeners) listener();
}

/** Hears it; returns the function that stops. */
export function onShowMssLogin(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
