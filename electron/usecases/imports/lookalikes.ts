import type { Store } from '../../store/types.ts';
import { conflictsOnce } from '../patients/conflict.ts';

/** Records compared at once: somebody else's question waits behind them. */
const STEP = 200;
/** Proposals of one import: beyond, the file duplicates the base, and the list says nothing more. */
const MOST = 1000;

/**
 * The search of antecedents (EXI ID 17) for the records that an import created, once its lines are taken: those that look
 * like another one go to the work list, to be merged or told apart. Twins are shown in their records.
 *
 * @param stopped asked between steps.
 * @returns how many were proposed.
 */
export async function proposeLookalikes(
  of: { readonly store: Store; readonly uuid: () => string; readonly now: () => Date; readonly stopped: () => boolean },
  created: readonly string[],
): Promise<number> {
  const { store, uuid, now, stopped } = of;
  const { add } = conflictsOnce({ store: () => Promise.resolve(store), uuid, at: now() });
  let proposed = 0;
  for (let from = 0; from < created.length && proposed < MOST && !stopped(); from += STEP) {
    const pairs = (await store.patients.lookalikes(created.slice(from, from + STEP))).filter(({ kind }) => kind !== 'twin');
    const changes = [];
    for (const { id, other } of pairs.slice(0, MOST - proposed)) {
      changes.push(
        ...(await add({
          code: 'IMPORT_LOOKALIKE',
          patientIds: [id, other],
          message: 'Un dossier créé par un import ressemble à un autre.',
        })),
      );
    }
    if (changes.length > 0) await store.commit({ changes, audit: [] });
    proposed += changes.length;
  }
  return proposed;
}
