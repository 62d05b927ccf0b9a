import type { DmpKnowledge } from '../../../shared/domain/record/dmp.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { recordRefusal } from '../../../shared/domain/sending/feeding.ts';
import { namingRefusal } from '../../../shared/domain/sending/named.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import type { DmpExistence } from '../../dmp/existence.ts';
import { outcomeOf } from '../../outbox/outcome.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { requireAllowed, type Rights } from '../rights/rights.ts';
import { leavingAct } from '../rights/sending.ts';
import { ofDeparture } from './departure.ts';

/** What the DMP gateway does for a send. */
export interface FeedGateway {
  /** TD0.2 before a lot leaves, in the connection that it was prepared in, with a VIHF of its own. */
  existence(session: OpenSession, patient: Ins, payload: SendPayload): Promise<DmpExistence>;
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
export function feedDocument(ports: {
  readonly store: Store;
  readonly dmp: FeedGateway;
  readonly rights: Pick<Rights, 'about'>;
  readonly now: () => Date;
}) {
  return async (send: SendRecord, session: OpenSession): Promise<'sent' | 'found'> => {
    const { patient, payload, document } = await ofDeparture(ports.store, send);
    // The row may have waited: what held at validation is asked again.
    const leaving = { ...send, form: document.form };
    const before = await ports.rights.about(session, patient);
    requireAllowed(before({ act: 'TD0.2' }));
    requireAllowed(before(leavingAct(session, leaving)));
    const refusal = namingRefusal(patient);
    if (refusal !== null || patient.ins === null) throw refusal ?? fail('SEND_UNKNOWN');
    const existence = await ports.dmp.existence(session, patient.ins, payload).catch(nothingWasSent);
    const knowledge = knowledgeOf(existence, session, ports.now());
    await ports.store.commit({ changes: [{ kind: 'dmp.known', patientId: patient.id, knowledge }], audit: [] });
    const closed = recordRefusal(knowledge, existence.closingReason);
    if (closed !== null) throw closed;
    // The DMP took its time: what holds now is what counts.
    const decide = await ports.rights.about(session, (await ports.store.patients.get(patient.id)) ?? patient);
    requireAllowed(decide(leavingAct(session, leaving, knowledge)));
    const { ins } = patient;
    try {
      await ports.dmp.feed(session, ins, payload);
      return 'sent';
    } catch (thrown) {
      if (!(thrown instanceof PosteError) || thrown.code !== 'DMP_DUPLICATE' || send.uniqueId === null) throw thrown;
      // An earlier attempt was still being taken when the DMP was asked: it is there now, once.
      requireAllowed(decide({ act: 'TD3.1b', dmp: knowledge }));
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
export function documentArrived(ports: {
  readonly store: Store;
  readonly dmp: Pick<FeedGateway, 'holds'>;
  readonly rights: Pick<Rights, 'about'>;
}) {
  return async (send: SendRecord, session: OpenSession): Promise<boolean> => {
    const [patient, payload] = await Promise.all([ports.store.patients.get(send.patientId), ports.store.outbox.payload(send.id)]);
    if (patient === null || payload === null || send.uniqueId === null) throw fail('SEND_UNKNOWN');
    requireAllowed((await ports.rights.about(session, patient))({ act: 'TD3.1b', dmp: null }));
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
export function knowledgeOf(existence: DmpExistence, by: { readonly pro: Pick<OpenSession['pro'], 'idNat'> }, now: Date): DmpKnowledge {
  return {
    state: !existence.exists ? 'none' : existence.state === 'terminated' ? 'closed' : 'open',
    authorization: existence.authorization,
    medecinTraitant: existence.medecinTraitant,
    by: by.pro.idNat,
    opposed: { breakGlass: existence.oppositionBrisDeGlace, regulation: existence.oppositionAccesUrgence },
    at: now.toISOString(),
  };
}
