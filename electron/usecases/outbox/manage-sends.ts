import { canCancel, canRetry } from '../../../shared/domain/sending/states.ts';
import type { SendRecord } from '../../store/types.ts';
import { act, officeError, type Office } from '../office.ts';

/** Asks for a send again, now: the same bytes under the same identifiers. @throws PosteError SEND_UNKNOWN, SEND_OVER, SESSION_CLOSED */
export function retrySend(office: Office & { readonly kick: () => void }) {
  return async (id: string): Promise<void> => {
    const send = await requireSend(office, id);
    // A channel blocked at validation was never prepared: its reason stands.
    if ((await office.store.outbox.payload(id)) === null) throw officeError('SEND_OVER');
    if (!canRetry(send.state) && send.state !== 'waiting-card' && send.state !== 'queued') throw officeError('SEND_OVER');
    // What may have left is an attempt, even when the application stopped before counting it.
    const attempts = send.state === 'unknown' ? Math.max(1, send.attempts) : send.attempts;
    await save(office, { ...send, state: 'queued', nextAt: null, attempts }, 'outbox.retried', 'Envoi relancé');
    office.kick();
  };
}

/** Gives a send up; what has left is not called back. @throws PosteError SEND_UNKNOWN, SEND_OVER, SESSION_CLOSED */
export function cancelSend(office: Office) {
  return async (id: string): Promise<void> => {
    const send = await requireSend(office, id);
    if (!canCancel(send.state)) throw officeError('SEND_OVER');
    await save(office, { ...send, state: 'cancelled', nextAt: null }, 'outbox.cancelled', 'Envoi annulé');
  };
}

async function requireSend(office: Office, id: string): Promise<SendRecord> {
  const send = await office.store.outbox.get(id);
  if (send === null) throw officeError('SEND_UNKNOWN');
  return send;
}

async function save(office: Office, send: SendRecord, name: string, label: string): Promise<void> {
  const now = office.now();
  await office.store.commit({
    changes: [{ kind: 'send.save', send: { ...send, updatedAt: now.toISOString() } }],
    audit: [act(office.session(), now, { act: name, label, patientId: send.patientId, objectId: send.id })],
  });
  office.tell.documents(send.patientId);
}
