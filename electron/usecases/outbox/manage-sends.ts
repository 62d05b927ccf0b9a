import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { actionRefusal, type SendAction } from '../../../shared/domain/sending/actions.ts';
import { resent, resentCancelled } from '../../../shared/domain/sending/doubt.ts';
import { CONSIDERED_SENT, isDoubted, isResent } from '../../../shared/domain/sending/states.ts';
import { errorFacts, fail } from '../../../shared/errors.ts';
import { act, actorOf, type Acting } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { countOutbox } from './count-outbox.ts';

/**
 * Asks for a send again, now: the same bytes under the same identifiers. About a document in doubt the DMP is asked
 * first, and it does not leave when the DMP has it. Anybody may: it waits for its person. To decide a doubt is that person's.
 *
 * @throws PosteError SEND_UNKNOWN, SEND_UNDER_WAY, SEND_OVER, SEND_OTHER_PERSON, SESSION_CLOSED
 */
export function retrySend(common: CommonPorts & { readonly kick: () => void }) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const send = await requireAllowed(common, session, id, 'retry');
    // What may have left is an attempt, even when the application stopped before counting it.
    const attempts = send.state === 'unknown' ? Math.max(1, send.attempts) : send.attempts;
    await save(common, session, { ...askedAgain(send, common.now()), attempts }, 'outbox.retried', 'Envoi relancé');
    common.kick();
  };
}

/** What may have reached the DMP is first asked of it; a mail that may have arrived keeps saying so. */
function askedAgain(send: SendRecord, now: Date): SendRecord {
  const doubt = send.state === 'unknown' || isDoubted(send);
  if (doubt && send.channel === 'dmp') return { ...send, state: 'unknown', nextAt: now.toISOString() };
  return { ...send, state: 'queued', nextAt: null, error: doubt ? resent() : send.error };
}

/** Sends decided by one commit. */
const DECIDED_AT_ONCE = 200;

/**
 * One decision for every send of whoever is logged in that is held since its data may be a copy: they leave (the DMP is first
 * asked whether it has them; a mail may then arrive twice), or they do not.
 *
 * @returns how many, and how many stay held for others to decide.
 * @throws PosteError SESSION_CLOSED, STORE_CONFLICT
 */
export function decideDoubted(common: CommonPorts & { readonly kick: () => void }) {
  return async ({ decision }: { readonly decision: 'send' | 'leave' }): Promise<{ readonly sends: number; readonly others: number }> => {
    const session = common.session();
    const me = actorOf(session).idNat;
    let sends = 0;
    for (let more = true; more;) {
      // Those decided are held no more: the next ones come first.
      const doubted = await common.store.outbox.bound('doubted', me, { limit: DECIDED_AT_ONCE });
      await decide(common, session, doubted, decision);
      sends += doubted.length;
      more = doubted.length === DECIDED_AT_ONCE;
    }
    common.kick();
    return { sends, others: (await countOutbox(common.store, me)).doubted.others };
  };
}

/** In one commit. */
async function decide(common: CommonPorts, session: Acting, doubted: readonly SendRecord[], decision: 'send' | 'leave'): Promise<void> {
  if (doubted.length === 0) return;
  const now = common.now();
  const [name, label] =
    decision === 'send'
      ? ['outbox.retried', 'Envoi relancé, retenu depuis la copie des données']
      : ['outbox.cancelled', 'Envoi abandonné, retenu depuis la copie des données'];
  await common.store.commit({
    changes: doubted.map((send) => ({
      kind: 'send.save',
      send: { ...(decision === 'send' ? askedAgain(send, now) : givenUp(session, send)), updatedAt: now.toISOString() },
    })),
    audit: doubted.map(({ id, patientId }) => act(session, now, { act: name, label, patientId, objectId: id })),
  });
}

/**
 * Settles a doubt by the word of whoever validated the send: considered as sent, and not sent again. Nothing says when it
 * left.
 *
 * @throws PosteError SEND_UNKNOWN, SEND_UNDER_WAY, SEND_OVER, SEND_OTHER_PERSON, SESSION_CLOSED
 */
export function settleSend(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const send = await requireAllowed(common, session, id, 'settle');
    const error = errorFacts(fail(CONSIDERED_SENT, { values: { name: actorOf(session).name } }));
    await save(common, session, { ...send, state: 'sent', nextAt: null, error }, 'outbox.settled', 'Envoi en doute considéré comme parti');
  };
}

/** Gives a send up; what has left, or may have, is not called back: of a mail sent again after a doubt, only the new try is. @throws PosteError SEND_UNKNOWN, SEND_UNDER_WAY, SEND_IN_DOUBT, SEND_OVER, SEND_OTHER_PERSON, SESSION_CLOSED */
export function cancelSend(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const send = await requireAllowed(common, session, id, 'cancel');
    if (isResent(send))
      await save(
        common,
        session,
        { ...send, state: 'unknown', nextAt: null, error: resentCancelled() },
        'outbox.cancelled',
        'Nouvel essai annulé, premier envoi en doute',
      );
    else await save(common, session, givenUp(session, send), 'outbox.cancelled', 'Envoi annulé');
  };
}

/** A send that nobody wants any more; one that may have left before the copy keeps saying so. */
function givenUp(session: Acting, send: SendRecord): SendRecord {
  const error = isDoubted(send) ? errorFacts(fail('SEND_GIVEN_UP', { values: { name: actorOf(session).name } })) : send.error;
  return { ...send, state: 'cancelled', nextAt: null, error };
}

/** The send, when the domain lets whoever is logged in ask that about it. @throws PosteError SEND_UNKNOWN, SEND_UNDER_WAY, SEND_IN_DOUBT, SEND_OVER, SEND_OTHER_PERSON, SESSION_CLOSED */
export async function requireAllowed(common: CommonPorts, session: Acting, id: string, action: SendAction): Promise<SendRecord> {
  const send = await common.store.outbox.get(id);
  if (send === null) throw fail('SEND_UNKNOWN');
  const refusal = actionRefusal(action, send, actorOf(session).idNat);
  if (refusal === null) return send;
  throw fail(refusal, { values: { name: send.bound.actor.name } });
}

async function save(common: CommonPorts, session: Acting, send: SendRecord, name: string, label: string): Promise<void> {
  const now = common.now();
  await common.store.commit({
    changes: [{ kind: 'send.save', send: { ...send, updatedAt: now.toISOString() } }],
    audit: [
      act(session, now, {
        act: name,
        label,
        patientId: send.patientId,
        objectId: send.id,
        onBehalfOf: send.bound.delegation?.from ?? null,
      }),
    ],
  });
}
