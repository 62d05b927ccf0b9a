import type { Store } from '../../store/types.ts';

/**
 * Imports whose run is over, however it ended, are stopped: the same file given again goes on.
 *
 * @param stopped workstation whose former run is known to be over.
 */
export async function stopAbandoned(store: Pick<Store, 'imports' | 'commit'>, now: Date, stopped: string): Promise<void> {
  const left = await store.imports.abandoned(now.toISOString(), stopped);
  if (left.length === 0) return;
  await store.commit({ changes: left.map((run) => ({ kind: 'import.save', run: { ...run, state: 'stopped', lease: null } })), audit: [] });
}
