import type { Effects } from '../effects.ts';
import { leaseColumns } from '../leases.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { isConfirmed } from '../../../shared/domain/sending/states.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { storeError } from '../errors.ts';
import { saveRow, type Sql } from '../sqlite/sql.ts';

function saveSend(sql: Sql, { send: s }: { readonly send: SendRecord }): Effects {
  const columns = {
    document_id: s.documentId,
    channel: s.channel,
    recipient: s.recipient,
    role: s.role,
    state: s.state,
    bound_actor: s.bound.actor.idNat,
    bound_actor_name: s.bound.actor.name,
    bound_situation: s.bound.situation,
    bound_mode: s.bound.mode,
    bound_delegation: s.bound.delegation?.id ?? null,
    bound_for: s.bound.delegation?.from.idNat ?? null,
    bound_for_name: s.bound.delegation?.from.name ?? null,
    attempts: s.attempts,
    created_at: s.createdAt,
    updated_at: s.updatedAt,
    next_at: s.nextAt,
    sent_at: s.sentAt,
    message_id: s.messageId,
    unique_id: s.uniqueId,
    error: s.error === null ? null : JSON.stringify(s.error),
    ...leaseColumns(s.lease),
  };
  // A send changes record by a merge only (merges.ts), which what is being sent does not notice.
  const saved = saveRow(sql, 'sends', s.id, s.revision, columns, { patient_id: s.patientId });
  if (!saved) throw storeError('STORE_CONFLICT');
  if (isConfirmed(s)) sql.run('DELETE FROM send_payloads WHERE send_id = ?', s.id);
  // A merge may have given it to another record since it was read.
  const held = sql.get<{ readonly patient_id: string }>('SELECT patient_id FROM sends WHERE id = ?', s.id);
  return { documents: [held?.patient_id ?? s.patientId] };
}

function addPayload(sql: Sql, { sendId, payload }: { readonly sendId: string; readonly payload: SendPayload }): void {
  sql.run(
    'INSERT INTO send_payloads (send_id, bytes, media_type, facts) VALUES (?, ?, ?, ?)',
    sendId,
    payload.bytes,
    payload.mediaType,
    JSON.stringify(payload.facts ?? null),
  );
}

/** Whatever would leave by itself waits for somebody's decision; what may have left is an attempt. @returns how many */
export function holdPending(sql: Sql, at: Instant): number {
  const doubt = JSON.stringify(errorFacts(storeError('SEND_DOUBTED')));
  return sql.run(
    `UPDATE sends SET state = 'held', attempts = max(1, attempts), revision = revision + 1, updated_at = ?, next_at = NULL, error = ? WHERE state IN ('queued', 'scheduled', 'waiting-card')`,
    at,
    doubt,
  );
}

/** The outbox. */
export const sendChanges = {
  /** Inserts (revision 0) or updates; a send keeps its record, but follows its document in a merge. Errors: STORE_CONFLICT. */
  'send.save': saveSend,
  /** Once for a send. */
  'send.payload': addPayload,
} as const;
