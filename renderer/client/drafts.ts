/** Input that is not saved yet: nothing typed is lost by leaving a screen or by the lock. */

type Flush = () => Promise<void>;
const flushes = new Set<Flush>();
const forgets = new Set<() => void>();
let owner: string | null = null;

/** Registers what saves a draft at once; returns the function that unregisters. */
export function beforeLock(flush: Flush): () => void {
  flushes.add(flush);
  return () => flushes.delete(flush);
}

/** Saves every draft now. A draft that cannot be saved stays in memory for the same user. */
export async function flushDrafts(): Promise<void> {
  await Promise.allSettled([...flushes].map((flush) => flush()));
}

/** Registers what empties drafts in memory when somebody else logs in. */
export function onOtherUser(forget: () => void): void {
  forgets.add(forget);
}

/** A session opened: drafts of another user are dropped. @param idNat PS_IdNat of the session. */
export function draftsOf(idNat: string): void {
  if (owner !== null && owner !== idNat) for (const forget of forgets) forget();
  owner = idNat;
}
