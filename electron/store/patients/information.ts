import type { Effects } from '../effects.ts';
import type { InformationPurpose, InformationRecord, InformationState } from '../../../shared/domain/record/information.ts';
import type { Sql } from '../sqlite/sql.ts';

export function recordInformation(sql: Sql, { information }: { readonly information: InformationRecord }): Effects {
  sql.run(
    'INSERT INTO information (patient_id, purpose, episode, state, at, actor, actor_name, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    information.patientId,
    information.purpose,
    information.episode,
    information.state,
    information.at,
    information.by.idNat,
    information.by.name,
    information.origin,
  );
  return { patients: [information.patientId] };
}

interface InformationRow {
  readonly patient_id: string;
  readonly purpose: InformationPurpose;
  readonly episode: string;
  readonly state: InformationState;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly origin: InformationRecord['origin'];
}

const read = (row: InformationRow): InformationRecord => ({
  patientId: row.patient_id,
  purpose: row.purpose,
  episode: row.episode,
  state: row.state,
  at: row.at,
  by: { idNat: row.actor, name: row.actor_name },
  origin: row.origin,
});

const COLUMNS = 'patient_id, purpose, episode, state, at, actor, actor_name, origin';

/** The latest recording, in the order they were made. */
export function inForce(sql: Sql, patientId: string, purpose: InformationPurpose, episode: string): InformationRecord | null {
  const row = sql.get<InformationRow>(
    `SELECT ${COLUMNS} FROM information WHERE patient_id = ? AND purpose = ? AND episode = ? ORDER BY id DESC LIMIT 1`,
    patientId,
    purpose,
    episode,
  );
  return row === null ? null : read(row);
}

export function listInformation(sql: Sql, patientId: string): InformationRecord[] {
  return sql.all<InformationRow>(`SELECT ${COLUMNS} FROM information WHERE patient_id = ? ORDER BY id DESC`, patientId).map(read);
}
