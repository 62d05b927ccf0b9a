import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { Effects } from '../effects.ts';
import type { ConflictRecord } from '../../../shared/domain/record/conflict.ts';
import type { InsiQueueEntry } from '../../../shared/domain/record/insi.ts';
import { storeError } from '../errors.ts';
import type { Sql } from '../sqlite/sql.ts';

function queueInsi(sql: Sql, { entry }: { readonly entry: InsiQueueEntry }): Effects {
  sql.run(
    'INSERT INTO insi_queue (patient_id, since, answer_id) VALUES (?, ?, ?) ON CONFLICT (patient_id) DO UPDATE SET since = excluded.since, answer_id = excluded.answer_id',
    entry.patientId,
    entry.since,
    entry.answerId,
  );
  return { patients: [entry.patientId] };
}

function unqueueInsi(sql: Sql, { patientId }: { readonly patientId: string }): Effects {
  return { patients: sql.run('DELETE FROM insi_queue WHERE patient_id = ?', patientId) === 0 ? [] : [patientId] };
}

function addConflict(sql: Sql, { conflict: c }: { readonly conflict: ConflictRecord }): Effects {
  sql.run(
    'INSERT INTO conflicts (id, at, code, message, incoming, settled_at, settled_by, settled_by_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    c.id,
    c.at,
    c.code,
    c.message,
    c.incoming === null ? null : JSON.stringify(c.incoming),
    c.settled?.at ?? null,
    c.settled?.by.idNat ?? null,
    c.settled?.by.name ?? null,
  );
  c.patientIds.forEach((patientId, position) => {
    sql.run('INSERT INTO conflict_patients (conflict_id, position, patient_id) VALUES (?, ?, ?)', c.id, position, patientId);
  });
  return { patients: c.patientIds };
}

function settleConflict(
  sql: Sql,
  { conflictId, at, by }: { readonly conflictId: string; readonly at: Instant; readonly by: Actor },
): Effects {
  const settled = sql.run(
    'UPDATE conflicts SET settled_at = ?, settled_by = ?, settled_by_name = ? WHERE id = ? AND settled_at IS NULL',
    at,
    by.idNat,
    by.name,
    conflictId,
  );
  if (settled === 0) throw storeError('STORE_CONFLICT');
  return { patients: peopleOf(sql, conflictId) };
}

const peopleOf = (sql: Sql, conflictId: string): string[] =>
  sql.all<{ readonly id: string }>('SELECT patient_id AS id FROM conflict_patients WHERE conflict_id = ?', conflictId).map(({ id }) => id);

export const worklistChanges = {
  'insi.queue': queueInsi,
  'insi.unqueue': unqueueInsi,
  'conflict.add': addConflict,
  /** Once: STORE_CONFLICT. */
  'conflict.settle': settleConflict,
} as const;
