import type { DmpKnowledge } from '../../../shared/domain/record/dmp.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { feedingRefusal, recordRefusal } from '../../../shared/domain/sending/feeding.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import type { DmpExistence } from '../../dmp/existence.ts';
import { outcomeOf } from '../../outbox/outcome.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { feedingOf } from '../patients/feeding.ts';

/** What the DMP gateway does for a send. */
export interface FeedGateway {
  /** TD0.2, with a VIHF of its own. */
  existence(session: OpenSession, patient: Ins): Promise<DmpExistence>;
  /** TD3.1b: whether the DMP of the patient of that lot already holds this document. */
  holds(session: OpenSession, payload: SendPayload, uniqueId: string): Promise<boolean>;
  /** TD2.1 with the lot signed at validation and a VIHF of its own; resolves on RegistryResponse Success. */
  feed(session: OpenSession, patient: Ins, payload: SendPayload): Promise<void>;
}

/**
 * Sends one document to the DMP: does the record exist and accept us (TD0.2), then the lot (TD2.1). When the DMP says
 * that it is a duplicate it is asked whether it has the document (TD3.1b): none is said failed that arrived
 * (electron/README 6). After an unknown outcome {@link documentArrived} comes first.
 *
 * @returns `found` when it was there already.
 * @throws PosteError why not, as the DMP or the client says it.
 */
export function feedDocument(ports: { readonly store: Store; readonly dmp: FeedGateway; readonly now: () => Date }) {
  return async (send: SendRecord, session: OpenSession): Promise<'sent' | 'found'> => {
    const [patient, payload] = await Promise.all([ports.store.patients.get(send.patientId), ports.store.outbox.payload(send.id)]);
    if (patient === null || payload === null) throw fail('SEND_UNKNOWN');
    // The row may have waited: what held at validation is asked again.
    const refusal = feedingRefusal({ patient, ...feedingOf(patient) });
    if (refusal !== null || patient.ins === null) throw refusal ?? fail('SEND_UNKNOWN');
    const existence = await ports.dmp.existence(session, patient.ins).catch(nothingWasSent);
    const knowledge = knowledgeOf(existence, ports.now());
    await ports.store.commit({ changes: [{ kind: 'dmp.known', patientId: patient.id, knowledge }], audit: [] });
    const closed = recordRefusal(knowledge, existence.closingReason);
    if (closed !== null) throw closed;
    const { ins } = patient;
    try {
      await ports.dmp.feed(session, ins, payload);
      return 'sent';
    } catch (thrown) {
      if (!(thrown instanceof PosteError) || thrown.code !== 'DMP_DUPLICATE' || send.uniqueId === null) throw thrown;
      // An earlier attempt was still being taken when the DMP was asked: it is there now, once.
      if (!(await ports.dmp.holds(session, payload, send.uniqueId).catch(nothingWasSent))) throw thrown;
      return 'found';
    }
  };
}

/**
 * Whether the DMP has a document whose sending is in doubt (TD3.1b by uniqueId; dmp/README 5): asked before it leaves again,
 * of the record that it was signed for, whatever became of the patient's identity since.
 *
 * @throws PosteError why the DMP does not say.
 */
export function documentArrived(ports: { readonly store: Store; readonly dmp: Pick<FeedGateway, 'holds'> }) {
  return async (send: SendRecord, session: OpenSession): Promise<boolean> => {
    const payload = await ports.store.outbox.payload(send.id);
    if (payload === null || send.uniqueId === null) throw fail('SEND_UNKNOWN');
    return await ports.dmp.holds(session, payload, send.uniqueId);
  };
}

/** A question without answer leaves nothing in doubt: no document had left yet. */
function nothingWasSent(thrown: unknown): never {
  if (thrown instanceof PosteError && outcomeOf(thrown) === 'unknown')
    throw fail('DMP_UNREACHABLE', { cause: thrown, detail: thrown.detail });
  throw thrown;
}

/** What is worth keeping of TD0.2 (RG_0320: never the DMP's own traits). */
export function knowledgeOf(existence: DmpExistence, now: Date): DmpKnowledge {
  return {
    state: !existence.exists ? 'none' : existence.state === 'terminated' ? 'closed' : 'open',
    authorization: existence.authorization,
    medecinTraitant: existence.medecinTraitant,
    at: now.toISOString(),
  };
}
