import type { Effects } from '../effects.ts';
import type { PatientIdentifier } from '../../../shared/domain/record/identifier.ts';
import type { InsPeriod, ReceivedIns } from '../../../shared/domain/record/matricule.ts';

import type { Sql } from '../sqlite/sql.ts';

/** Numbers of a patient besides the IPP and the matricule held: former matricules, numbers of other systems. */

/** A period that completes one known already (its start or its end was not) fills it; any other that is not known is added. */
export function addInsPeriods(
  sql: Sql,
  { patientId, periods, mergeId }: { readonly patientId: string; readonly periods: readonly InsPeriod[]; readonly mergeId?: string },
): Effects {
  for (const { ins, from, to } of periods) {
    // Its own periods stay as they are: undoing the merge takes back what came with it, and no more.
    const filled =
      mergeId !== undefined
        ? 0
        : sql.run(
            `UPDATE ins_periods SET valid_from = coalesce(valid_from, ?), valid_to = coalesce(valid_to, ?) WHERE id = (
         SELECT id FROM ins_periods WHERE patient_id = ? AND matricule = ? AND oid = ? AND merge_id IS NULL
         AND (valid_from IS NULL OR ? IS NULL OR valid_from = ?) AND (valid_to IS NULL OR ? IS NULL OR valid_to = ?) ORDER BY id LIMIT 1)`,
            from,
            to,
            patientId,
            ins.matricule,
            ins.oid,
            from,
            from,
            to,
            to,
          );
    if (filled === 0) {
      sql.run(
        'INSERT INTO ins_periods (patient_id, matricule, oid, valid_from, valid_to, merge_id) VALUES (?, ?, ?, ?, ?, ?)',
        patientId,
        ins.matricule,
        ins.oid,
        from,
        to,
        mergeId ?? null,
      );
    }
  }
  return { indexed: [patientId], patients: [patientId] };
}

/** Latest first; the same one of two merged records once. */
export function insHistory(sql: Sql, patientId: string): InsPeriod[] {
  return sql
    .all<{ readonly matricule: string; readonly oid: string; readonly valid_from: string | null; readonly valid_to: string | null }>(
      `SELECT matricule, oid, valid_from, valid_to FROM ins_periods WHERE patient_id = ? GROUP BY matricule, oid, valid_from, valid_to
       ORDER BY coalesce(valid_from, valid_to, '') DESC, max(id) DESC`,
      patientId,
    )
    .map((row) => ({ ins: { matricule: row.matricule, oid: row.oid }, from: row.valid_from, to: row.valid_to }));
}

export function setIdentifier(
  sql: Sql,
  { identifier, mergeId }: { readonly identifier: PatientIdentifier; readonly mergeId?: string },
): Effects {
  const before = patientByIdentifier(sql, identifier.authority, identifier.value)?.patientId ?? null;
  if (before === identifier.patientId && identifier.eventAt === null) return {};
  sql.run(
    `INSERT INTO identifiers (authority, value, patient_id, event_at, merge_id) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (authority, value) DO UPDATE SET patient_id = excluded.patient_id, event_at = coalesce(excluded.event_at, event_at)`,
    identifier.authority,
    identifier.value,
    identifier.patientId,
    identifier.eventAt,
    mergeId ?? null,
  );
  if (before === identifier.patientId) return {};
  const patients = before === null ? [identifier.patientId] : [before, identifier.patientId];
  return { indexed: patients, patients };
}

export function patientByIdentifier(
  sql: Sql,
  authority: string,
  value: string,
): { readonly patientId: string; readonly eventAt: string | null } | null {
  return sql.get(
    'SELECT patient_id AS patientId, event_at AS eventAt FROM identifiers WHERE authority = ? AND value = ?',
    authority,
    value,
  );
}

export function identifiersOf(sql: Sql, patientId: string): PatientIdentifier[] {
  return sql.all<PatientIdentifier>(
    'SELECT patient_id AS patientId, authority, value, event_at AS eventAt FROM identifiers WHERE patient_id = ? ORDER BY id',
    patientId,
  );
}

/** The same matricule again is said once, by the last one who said it. */
export function addReceivedIns(
  sql: Sql,
  { patientId, received: r }: { readonly patientId: string; readonly received: ReceivedIns },
): Effects {
  sql.run('DELETE FROM received_ins WHERE patient_id = ? AND matricule = ? AND merge_id IS NULL', patientId, r.matricule);
  sql.run(
    'INSERT INTO received_ins (patient_id, matricule, oid, problem, sender, received_at) VALUES (?, ?, ?, ?, ?, ?)',
    patientId,
    r.matricule,
    r.oid,
    r.problem,
    r.sender,
    r.receivedAt,
  );
  return { indexed: [patientId], patients: [patientId] };
}

/** Those that were not verified: one that the record holds, or held once, is no longer to be. */
export function receivedIns(sql: Sql, patientId: string): ReceivedIns[] {
  return sql.all<ReceivedIns>(
    `SELECT matricule, oid, problem, sender, max(received_at) AS receivedAt FROM received_ins r WHERE patient_id = ?1
     AND NOT EXISTS (SELECT 1 FROM patients p WHERE p.id = ?1 AND p.ins_matricule = r.matricule)
     AND NOT EXISTS (SELECT 1 FROM ins_periods i WHERE i.patient_id = ?1 AND i.matricule = r.matricule)
     GROUP BY matricule ORDER BY receivedAt DESC, max(id) DESC`,
    patientId,
  );
}
