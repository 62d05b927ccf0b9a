/** The chip of the top bar brings the digits back once they were put aside. */
const listeners = new Set<() => void>();

export function showMssLogin(): void {
  for (const listener of listeners) listener();
}

/** Hears it; returns the function that stops. */
export function onShowMssLogin(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
