import { feedingRefusal } from '../../../shared/domain/sending/channels.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { PosteError } from '../../../shared/errors.ts';
import type { DmpExistence, FeedAnswer } from '../../dmp/existence.ts';
import type { OpenSession } from '../../session/session.ts';
import type { DmpKnowledge, SendPayload, SendRecord, Store } from '../../store/types.ts';
import { officeError } from '../office.ts';
import { feedingOf } from '../patients/feeding.ts';

/** What the DMP gateway does for a send. */
export interface FeedGateway {
  /** TD0.2, with a VIHF of its own. */
  existence(session: OpenSession, patient: Ins): Promise<DmpExistence>;
  mayFeed(existence: DmpExistence): FeedAnswer;
  /** TD3.1b: whether the DMP already holds this document. */
  holds(session: OpenSession, patient: Ins, uniqueId: string): Promise<boolean>;
  /** TD2.1 with the lot signed at validation and a VIHF of its own; resolves on RegistryResponse Success. */
  feed(session: OpenSession, patient: Ins, payload: SendPayload): Promise<void>;
}

/**
 * Sends one document to the DMP: does the record exist and accept us (TD0.2), then the lot (TD2.1). After an earlier
 * attempt the DMP is first asked whether it has the document (TD3.1b), and again when it says it is a duplicate: never
 * two, and none said failed that arrived (architecture, decision 6).
 *
 * @throws PosteError why not, as the DMP or the client says it.
 */
export function feedDocument(deps: { readonly store: Store; readonly dmp: FeedGateway; readonly now: () => Date; readonly patientChanged: (id: string) => void }) {
  return async (send: SendRecord, session: OpenSession): Promise<void> => {
    const [patient, payload] = await Promise.all([deps.store.patients.get(send.patientId), deps.store.outbox.payload(send.id)]);
    if (patient === null || payload === null) throw officeError('SEND_UNKNOWN');
    // The row may have waited: what held at validation is asked again.
    const refusal = feedingRefusal({ patient, ...feedingOf(patient) });
    if (refusal !== null || patient.ins === null) throw refusal ?? officeError('SEND_UNKNOWN');
    const existence = await deps.dmp.existence(session, patient.ins).catch(nothingWasSent);
    await deps.store.commit({
      changes: [{ kind: 'dmp.known', patientId: patient.id, knowledge: knowledgeOf(existence, deps.now()) }],
      audit: [],
    });
    deps.patientChanged(patient.id);
    const answer = deps.dmp.mayFeed(existence);
    if (!answer.allowed) throw answer.why;
    const { ins } = patient;
    const held = async (): Promise<boolean> => send.uniqueId !== null && (await deps.dmp.holds(session, ins, send.uniqueId).catch(nothingWasSent));
    if (send.attempts > 0 && (await held())) return;
    try {
      await deps.dmp.feed(session, ins, payload);
    } catch (thrown) {
      // An earlier attempt was still being taken when the DMP was asked: it is there now, once.
      if (!(thrown instanceof PosteError) || thrown.code !== 'DMP_DUPLICATE' || !(await held())) throw thrown;
    }
  };
}

/** A question without answer leaves nothing in doubt: no document had left yet. */
function nothingWasSent(thrown: unknown): never {
  if (thrown instanceof PosteError && (thrown.code === 'DMP_NO_ANSWER' || thrown.code === 'DMP_GARBAGE')) {
    throw new PosteError('DMP_UNREACHABLE', 'Le DMP ne répond pas comme attendu.', 'Rien n’est parti : l’envoi repartira de lui-même.', {
      cause: thrown,
      detail: thrown.detail,
    });
  }
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
