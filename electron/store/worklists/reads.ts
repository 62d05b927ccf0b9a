import type { ConflictRecord } from '../../../shared/domain/record/conflict.ts';
import type { InsiQueueEntry } from '../../../shared/domain/record/insi.ts';
import type { ReceivedIns } from '../../../shared/domain/record/matricule.ts';
import type { PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { Sql } from '../sqlite/sql.ts';

import { receivedIns } from '../patients/identifiers.ts';
import { readSummary, SUMMARY, type SummaryRow } from '../patients/summary.ts';

/** Beyond, the list says nothing more: those that were seen leave it. */
const LISTED = 500;

export function queuedInsi(sql: Sql, patientId: string): InsiQueueEntry | null {
  return sql.get<InsiQueueEntry>(
    'SELECT patient_id AS patientId, since, answer_id AS answerId FROM insi_queue WHERE patient_id = ?',
    patientId,
  );
}

export interface ToQualify {
  readonly row: PatientSummary;
  readonly why: 'opened' | 'expected' | 'queued';
  readonly since: string;
  readonly answerId: string | null;
}

/**
 * Records opened, or with a stay that begins, from `from` to before `to`, and those whose INSi question was put then or
 * whose answer waits, whenever it came: not qualified, neither doubtful nor fictive. Why: the question first.
 */
function toQualify(sql: Sql, from: string, to: string): ToQualify[] {
  return sql
    .all<SummaryRow & Omit<ToQualify, 'row'>>(
      `WITH day (patient_id, rank, why, since, answer_id) AS (
         SELECT patient_id, 0, 'queued', since, answer_id FROM insi_queue
         UNION ALL SELECT id, 1, 'opened', viewed_at, NULL FROM patients WHERE viewed_at >= ?1 AND viewed_at < ?2 AND merged_into IS NULL
         UNION ALL SELECT patient_id, 2, 'expected', admitted_at, NULL FROM stays WHERE admitted_at >= ?1 AND admitted_at < ?2 AND state <> 'cancelled'),
       why AS (SELECT patient_id, min(rank) AS rank, why, since, answer_id,
         sum(rank > 0) > 0 OR sum(answer_id IS NOT NULL) > 0 OR sum(since >= ?1 AND since < ?2) > 0 AS now FROM day GROUP BY patient_id)
       SELECT ${SUMMARY}, w.why, w.since, w.answer_id AS answerId FROM why w JOIN patients p ON p.id = w.patient_id
       WHERE w.now AND p.merged_into IS NULL AND p.status <> 'QUAL' AND p.doubtful = 0 AND p.fictive = 0
       ORDER BY w.rank, w.since DESC, p.birth_name`,
      from,
      to,
    )
    .map((row) => ({ row: readSummary(row), why: row.why, since: row.since, answerId: row.answerId }));
}

function doubtful(sql: Sql): PatientSummary[] {
  return sql
    .all<SummaryRow>(
      `SELECT ${SUMMARY} FROM patients p WHERE p.doubtful = 1 AND p.merged_into IS NULL ORDER BY p.birth_name, p.first_birth_first_name LIMIT ?`,
      LISTED,
    )
    .map(readSummary);
}

function stale(sql: Sql, before: string): { row: PatientSummary; qualifiedAt: string }[] {
  return sql
    .all<SummaryRow & { readonly qualifiedAt: string }>(
      `SELECT ${SUMMARY}, p.qualified_at AS qualifiedAt FROM patients p INDEXED BY patients_qualified WHERE p.status = 'QUAL' AND p.merged_into IS NULL AND p.qualified_at < ? ORDER BY p.qualified_at LIMIT ?`,
      before,
      LISTED,
    )
    .map((row) => ({ row: readSummary(row), qualifiedAt: row.qualifiedAt }));
}

interface OpenConflict {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly incoming: string | null;
}

const OPEN = 'SELECT id, at, code, message, incoming FROM conflicts WHERE settled_at IS NULL';

// Cast: written by addConflict alone.
const readConflict = ({ incoming, ...open }: OpenConflict, patientIds: readonly string[]): ConflictRecord => ({
  ...open,
  patientIds,
  incoming: incoming === null ? null : (JSON.parse(incoming) as ConflictRecord['incoming']),
  settled: null,
});

function waitingConflicts(sql: Sql): ConflictRecord[] {
  const people = new Map<string, string[]>();
  const named = sql.all<{ readonly conflict: string; readonly patient: string }>(
    'SELECT c.id AS conflict, p.patient_id AS patient FROM conflicts c JOIN conflict_patients p ON p.conflict_id = c.id WHERE c.settled_at IS NULL ORDER BY c.id, p.position',
  );
  for (const { conflict, patient } of named) people.set(conflict, [...(people.get(conflict) ?? []), patient]);
  return sql.all<OpenConflict>(OPEN).map((open) => readConflict(open, people.get(open.id) ?? []));
}

function openConflicts(sql: Sql): (ConflictRecord & { readonly rows: PatientSummary[] })[] {
  return sql.all<OpenConflict>(`${OPEN} ORDER BY at DESC, rowid DESC LIMIT ?`, LISTED).map((open) => {
    const patients = sql.all<SummaryRow & { readonly merged: number }>(
      `SELECT ${SUMMARY}, p.merged_into IS NOT NULL AS merged FROM conflict_patients c JOIN patients p ON p.id = c.patient_id WHERE c.conflict_id = ? ORDER BY c.position`,
      open.id,
    );
    return {
      ...readConflict(
        open,
        patients.map(({ id }) => id),
      ),
      rows: patients.filter(({ merged }) => merged === 0).map(readSummary),
    };
  });
}

/** Those of a qualified record too: another matricule than its own is another person's, or a former one that INSi did not tell. */
function received(sql: Sql): { row: PatientSummary; received: ReceivedIns[] }[] {
  return sql
    .all<SummaryRow>(
      `SELECT ${SUMMARY} FROM (SELECT patient_id, max(received_at) AS last FROM received_ins GROUP BY patient_id) r JOIN patients p ON p.id = r.patient_id
       WHERE p.merged_into IS NULL AND p.doubtful = 0 AND p.fictive = 0 ORDER BY r.last DESC LIMIT ?`,
      LISTED,
    )
    .map((row) => ({ row: readSummary(row), received: receivedIns(sql, row.id) }))
    .filter((one) => one.received.length > 0);
}

export const worklistReads = {
  /**
   * Opened from `from` to before `to` at the workstation, or with a stay that begins then, or asked to INSi then or with
   * an answer that waits, whenever it came; not qualified and not forbidden to INSi. One row for a record: queued, else opened, else expected.
   */
  toQualify,
  /** By name, at most 500. */
  doubtful,
  /** Every contradiction not settled, without its rows: whether one waits already, or still. */
  waiting: waitingConflicts,
  /** Not settled, latest first, at most 500, with their rows (none for a merged record). */
  conflicts: openConflicts,
  /** Records with a matricule received and not verified, latest first, at most 500. */
  received,
  /** Qualified, or confirmed in a transition (INSi accepted, document checked, Appli carte Vitale), before that instant; oldest first, at most 500. */
  stale,
} as const;
