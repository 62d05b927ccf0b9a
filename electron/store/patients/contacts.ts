import type { Effects } from '../effects.ts';
import type { Correspondent, CorrespondentRole } from '../../../shared/domain/record/correspondent.ts';
import type { DmpKnowledge } from '../../../shared/domain/record/dmp.ts';
import type { Representative } from '../../../shared/domain/record/representative.ts';
import { flag, type Sql } from '../sqlite/sql.ts';

/** Who and what is around a patient: correspondents, representatives, what the DMP said. Rows with a `merge_id` come with a merged record. */

export function setCorrespondent(
  sql: Sql,
  {
    patientId,
    role,
    correspondent,
  }: { readonly patientId: string; readonly role: CorrespondentRole; readonly correspondent: Correspondent | null },
): Effects {
  sql.run('DELETE FROM correspondents WHERE patient_id = ? AND role = ?', patientId, role);
  if (correspondent !== null)
    sql.run(
      'INSERT INTO correspondents (patient_id, role, name, address) VALUES (?, ?, ?, ?)',
      patientId,
      role,
      correspondent.name,
      correspondent.address,
    );
  return { patients: [patientId] };
}

export function setCorrespondents(
  sql: Sql,
  { patientId, correspondents }: { readonly patientId: string; readonly correspondents: readonly Correspondent[] },
): Effects {
  sql.run('DELETE FROM other_correspondents WHERE patient_id = ?', patientId);
  for (const { name, address } of correspondents)
    sql.run('INSERT INTO other_correspondents (patient_id, name, address) VALUES (?, ?, ?)', patientId, name, address);
  return { patients: [patientId] };
}

export function setRepresentatives(
  sql: Sql,
  { patientId, representatives }: { readonly patientId: string; readonly representatives: readonly Representative[] },
): Effects {
  sql.run('DELETE FROM representatives WHERE patient_id = ?', patientId);
  for (const { name, relation, phone } of representatives) {
    sql.run('INSERT INTO representatives (patient_id, name, relation, phone) VALUES (?, ?, ?, ?)', patientId, name, relation, phone);
  }
  return { patients: [patientId] };
}

export function setDmpKnowledge(
  sql: Sql,
  { patientId, knowledge }: { readonly patientId: string; readonly knowledge: DmpKnowledge },
): Effects {
  sql.run(
    `INSERT OR REPLACE INTO dmp_knowledge (patient_id, state, authorization, medecin_traitant, asked_by, opposed_break_glass, opposed_regulation, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    patientId,
    knowledge.state,
    knowledge.authorization,
    flagOrNull(knowledge.medecinTraitant),
    knowledge.by,
    flagOrNull(knowledge.opposed.breakGlass),
    flagOrNull(knowledge.opposed.regulation),
    knowledge.at,
  );
  return { patients: [patientId] };
}

const flagOrNull = (said: boolean | null): number | null => (said === null ? null : flag(said));
const saidOf = (column: number | null): boolean | null => (column === null ? null : column === 1);

export function medecinTraitant(sql: Sql, patientId: string): Correspondent | null {
  return sql.get<Correspondent>(`SELECT name, address FROM correspondents WHERE patient_id = ? AND role = 'medecinTraitant'`, patientId);
}

/** In the order they were given; the same one of two merged records once. */
export function otherCorrespondents(sql: Sql, patientId: string): Correspondent[] {
  return sql.all<Correspondent>(
    'SELECT name, address FROM other_correspondents WHERE patient_id = ? GROUP BY name, address ORDER BY min(id)',
    patientId,
  );
}

/** In the order they were given; the same one of two merged records once. */
export function representatives(sql: Sql, patientId: string): Representative[] {
  return sql.all<Representative>(
    'SELECT name, relation, phone FROM representatives WHERE patient_id = ? GROUP BY name, relation, phone ORDER BY min(id)',
    patientId,
  );
}

export function dmpKnowledge(sql: Sql, patientId: string): DmpKnowledge | null {
  const row = sql.get<{
    readonly state: DmpKnowledge['state'];
    readonly authorization: string | null;
    readonly medecin_traitant: number | null;
    readonly asked_by: string | null;
    readonly opposed_break_glass: number | null;
    readonly opposed_regulation: number | null;
    readonly at: string;
  }>(
    'SELECT state, authorization, medecin_traitant, asked_by, opposed_break_glass, opposed_regulation, at FROM dmp_knowledge WHERE patient_id = ?',
    patientId,
  );
  return row === null
    ? null
    : {
        state: row.state,
        authorization: row.authorization,
        medecinTraitant: saidOf(row.medecin_traitant),
        by: row.asked_by,
        opposed: { breakGlass: saidOf(row.opposed_break_glass), regulation: saidOf(row.opposed_regulation) },
        at: row.at,
      };
}
