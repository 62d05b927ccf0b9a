import { delegationsFor } from '../../../shared/domain/delegation/standing.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { fail } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';

/**
 * What a delegate feeds leaves under a delegation that counts when it leaves, for that type.
 *
 * @throws PosteError SEND_DELEGATION_ENDED
 */
export function stillDelegated({ store, now }: { readonly store: Store; readonly now: () => Date }) {
  return async ({ bound, documentId }: SendRecord): Promise<void> => {
    const { delegation, actor, situation } = bound;
    if (delegation === null) return;
    const [received, document] = await Promise.all([store.delegations.of(actor.idNat), store.documents.get(documentId)]);
    const delegate = { person: actor.idNat, structure: situation, at: now().toISOString() };
    const counts = delegationsFor(received, 'TD2.2', document?.form.type ?? null, delegate);
    if (!counts.some(({ from }) => from.idNat === delegation.from.idNat))
      throw fail('SEND_DELEGATION_ENDED', { values: { name: delegation.from.name } });
  };
}
