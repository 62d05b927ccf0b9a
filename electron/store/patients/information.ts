import type { Effects } from '../effects.ts';
import { earlierOpposition, informationInForce } from '../../../shared/domain/consent/information.ts';
import {
  informationPurposes,
  type InformationEntry,
  type InformationPurpose,
  type InformationRecord,
} from '../../../shared/domain/record/information.ts';
import type { Sql } from '../sqlite/sql.ts';

export function recordInformation(sql: Sql, { information }: { readonly information: InformationEntry }): Effects {
  sql.run(
    `INSERT INTO information (patient_id, purpose, episode, state, at, actor, actor_name, origin, team, means, act, collector, notice, corrects)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    information.patientId,
    information.purpose,
    information.episode,
    information.state,
    information.at,
    information.by.idNat,
    information.by.name,
    information.origin,
    information.team ?? null,
    information.means ?? null,
    information.act ?? 'recorded',
    information.collector ?? null,
    information.notice ?? null,
    information.corrects ?? null,
  );
  return { patients: [information.patientId] };
}

interface InformationRow {
  readonly id: number;
  readonly patient_id: string;
  readonly purpose: InformationPurpose;
  readonly episode: string;
  readonly team: string | null;
  readonly state: InformationRecord['state'];
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly means: InformationRecord['means'];
  readonly act: InformationRecord['act'];
  readonly collector: string | null;
  readonly notice: string | null;
  readonly origin: InformationRecord['origin'];
  readonly corrects: number | null;
  readonly corrected: number;
}

const read = (row: InformationRow): InformationRecord => ({
  id: row.id,
  patientId: row.patient_id,
  purpose: row.purpose,
  episode: row.episode,
  team: row.team,
  state: row.state,
  at: row.at,
  by: { idNat: row.actor, name: row.actor_name },
  means: row.means,
  act: row.act,
  collector: row.collector,
  notice: row.notice,
  origin: row.origin,
  corrects: row.corrects,
  corrected: row.corrected === 1,
});

/** Every entry of the patient, the latest first. */
export function listInformation(sql: Sql, patientId: string): InformationRecord[] {
  return sql
    .all<InformationRow>(
      `SELECT i.*, EXISTS (SELECT 1 FROM information c WHERE c.corrects = i.id) AS corrected FROM information i WHERE i.patient_id = ? ORDER BY i.id DESC`,
      patientId,
    )
    .map(read);
}

type InForce = Readonly<Record<InformationPurpose, InformationRecord | null>> & {
  readonly earlierOppositions: readonly InformationRecord[];
};

/** What is in force of each purpose in an episode, and what an earlier one left to be answered. */
export function wordOf(sql: Sql, patientId: string, episode: string): InForce {
  const entries = listInformation(sql, patientId);
  const held = (purpose: InformationPurpose): InformationRecord | null => informationInForce(entries, purpose, episode);
  return {
    feeding: held('feeding'),
    consultation: held('consultation'),
    mssPatient: held('mssPatient'),
    mssProfessionals: held('mssProfessionals'),
    earlierOppositions: informationPurposes.flatMap((purpose) => earlierOpposition(entries, purpose, episode) ?? []),
  };
}
