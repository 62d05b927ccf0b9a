import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { errorFacts, errorFromFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { attempt } from '../../client/session.ts';
import { offerUndo, undoAbout } from '../../client/undo.ts';
import { tell } from '../../ui/Toasts.tsx';
import { documentsText as words } from './text.ts';
import { putRow } from './useDraft.ts';

/**
 * Offers to take back what was just validated together, as long as nothing of it has left.
 * @param done what was done, without its content. @param over the offer that this one replaces, and what comes before it is taken back.
 * @returns the offer; null when all of it leaves at once.
 */
export function offerTakingBack(
  validated: readonly DocumentRow[],
  done: string,
  over: { readonly replaces: number | null; readonly before: () => void } | null = null,
): number | null {
  const leaving = validated.flatMap(({ sends }) => sends.flatMap(({ leavesAt }) => (leavesAt === null ? [] : [Date.parse(leavesAt)])));
  if (leaving.length === 0) return null;
  const ids = validated.map(({ id }) => id);
  const act = {
    about: ids,
    done,
    becomes: words.leaves(ids.length),
    until: Math.min(...leaving),
    leaves: ids.length,
    undo: () => {
      over?.before();
      return takeBackAll(ids);
    },
    undone: words.undone(ids.length),
  };
  return offerUndo(act, over?.replaces ?? null);
}

/** Takes one validation back from where it is shown: nothing has left, the document is a draft again. */
export async function takeBack(id: string): Promise<void> {
  if (undoAbout(id)) return;
  await attempt(async () => {
    putRow(await call('documents.undo', { id }));
    tell(words.undone(1), 'info');
  });
}

/** Each on its own: one that has left keeps none of the others from being taken back. @throws PosteError the first refusal. */
async function takeBackAll(ids: readonly string[]): Promise<void> {
  const outcomes = await Promise.allSettled(ids.map(async (id) => putRow(await call('documents.undo', { id }))));
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  if (refused !== undefined) throw errorFromFacts(errorFacts(refused.reason));
}
