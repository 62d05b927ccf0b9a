import type { SendRecord } from '../../shared/domain/record/send.ts';
import { errorFacts, fail } from '../../shared/errors.ts';
import { doubtActions } from '../../shared/errors/sending.ts';
import type { Store } from '../store/types.ts';

/**
 * Rows whose request was under way when the run that sent them stopped: nobody knows whether the service took them, and they
 * say so, here and in the journal (electron/README 6).
 *
 * @returns whether there was any.
 * @param stopped workstation whose former run is known to be over; null: only those whose lease is over.
 */
export async function doubtAbandoned(
  store: Pick<Store, 'outbox' | 'commit'>,
  now: Date,
  stopped: string | null,
  ours: (send: SendRecord) => boolean = () => false,
): Promise<boolean> {
  const at = now.toISOString();
  const left = (await store.outbox.abandoned(at, stopped)).filter((send) => !ours(send));
  if (left.length === 0) return false;
  await store.commit({
    changes: left.map((send) => ({
      kind: 'send.save',
      send: {
        ...send,
        state: 'unknown',
        nextAt: null,
        lease: null,
        error: errorFacts(fail('SEND_INTERRUPTED', { values: { doubt: doubtActions[send.channel] } })),
      },
    })),
    audit: left.map(({ id }) => ({
      at,
      actor: null,
      onBehalfOf: null,
      situation: null,
      act: 'outbox.interrupted',
      label: 'Envoi interrompu par l’arrêt de l’application : à vérifier',
      patientId: null,
      objectId: id,
      result: 'SEND_INTERRUPTED',
      details: {},
    })),
  });
  return true;
}
