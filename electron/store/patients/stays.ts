import type { Effects } from '../effects.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import type { Sql } from '../sqlite/sql.ts';

export function setStay(sql: Sql, { stay: s }: { readonly stay: StayRecord }): Effects {
  sql.run(
    `INSERT INTO stays (authority, visit, patient_id, ward, admitted_at, discharged_at, state, event_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (authority, visit) DO UPDATE SET patient_id = excluded.patient_id, ward = excluded.ward, admitted_at = excluded.admitted_at,
     discharged_at = excluded.discharged_at, state = excluded.state, event_at = excluded.event_at, updated_at = excluded.updated_at`,
    s.authority,
    s.visit,
    s.patientId,
    s.ward,
    s.admittedAt,
    s.dischargedAt,
    s.state,
    s.eventAt,
    s.updatedAt,
  );
  return { patients: [s.patientId] };
}

const STAY = `SELECT patient_id AS patientId, authority, visit, ward, admitted_at AS admittedAt, discharged_at AS dischargedAt, state, event_at AS eventAt, updated_at AS updatedAt FROM stays`;

export function listStays(sql: Sql, patientId: string): StayRecord[] {
  return sql.all<StayRecord>(`${STAY} WHERE patient_id = ? ORDER BY coalesce(admitted_at, updated_at) DESC, id DESC`, patientId);
}

export function getStay(sql: Sql, authority: string, visit: string): StayRecord | null {
  return sql.get<StayRecord>(`${STAY} WHERE authority = ? AND visit = ?`, authority, visit);
}
