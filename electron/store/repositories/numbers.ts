import type { ChangeOf, InsPeriod } from '../types.ts';
import type { Sql } from '../sql.ts';
import type { Reindex } from './search-index.ts';

/** Numbers of a patient besides the IPP and the matricule held: former matricules, numbers of other systems. */

/** A period that completes one known already (its start or its end was not) fills it; any other that is not known is added. */
export function addInsPeriods(sql: Sql, { patientId, periods }: ChangeOf<'ins.known'>): Reindex {
  for (const { ins, from, to } of periods) {
    const filled = sql.run(
      `UPDATE ins_periods SET valid_from = coalesce(valid_from, ?), valid_to = coalesce(valid_to, ?) WHERE id = (
         SELECT id FROM ins_periods WHERE patient_id = ? AND matricule = ? AND oid = ? AND merge_id IS NULL
         AND (valid_from IS NULL OR ? IS NULL OR valid_from = ?) AND (valid_to IS NULL OR ? IS NULL OR valid_to = ?) ORDER BY id LIMIT 1)`,
      from, to, patientId, ins.matricule, ins.oid, from, from, to, to,
    );
    if (filled === 0) {
      sql.run('INSERT INTO ins_periods (patient_id, matricule, oid, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)', patientId, ins.matricule, ins.oid, from, to);
    }
  }
  return [patientId];
}

/** Latest first; the same one of two merged records once. */
export function insHistory(sql: Sql, patientId: string): InsPeriod[] {
  return sql
    .all<{ readonly matricule: string; readonly oid: string; readonly valid_from: string | null; readonly valid_to: string | null }>(
      `SELECT matricule, oid, valid_from, valid_to FROM ins_periods WHERE patient_id = ? GROUP BY matricule, oid, valid_from, valid_to
       ORDER BY coalesce(valid_from, valid_to, '') DESC, max(id) DESC`, patientId,
    )
    .map((row) => ({ ins: { matricule: row.matricule, oid: row.oid }, from: row.valid_from, to: row.valid_to }));
}

export function setIdentifier(sql: Sql, { identifier }: ChangeOf<'identifier.set'>): Reindex {
  const before = patientByIdentifier(sql, identifier.authority, identifier.value);
  if (before === identifier.patientId) return [];
  sql.run(
    'INSERT INTO identifiers (authority, value, patient_id) VALUES (?, ?, ?) ON CONFLICT (authority, value) DO UPDATE SET patient_id = excluded.patient_id',
    identifier.authority, identifier.value, identifier.patientId,
  );
  return before === null ? [identifier.patientId] : [before, identifier.patientId];
}

export function patientByIdentifier(sql: Sql, authority: string, value: string): string | null {
  return sql.get<{ readonly patient_id: string }>('SELECT patient_id FROM identifiers WHERE authority = ? AND value = ?', authority, value)?.patient_id ?? null;
}
