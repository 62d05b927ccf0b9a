import type { TraitsChange } from '../../../shared/domain/ins/traits.ts';
import type { InsiAnswerRecord } from '../../../shared/domain/record/insi.ts';
import type { IdentitySource, IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { IdentityStatus, Ins, Sex } from '../../../shared/domain/types.ts';
import type { Sql } from '../sqlite/sql.ts';

export function addTransition(sql: Sql, { transition: t }: { readonly transition: IdentityTransition }): void {
  sql.run(
    `INSERT INTO identity_transitions (patient_id, at, actor, actor_name, event, from_status, to_status, source,
      ins_before_matricule, ins_before_oid, ins_after_matricule, ins_after_oid, insi_answer_id, document_type, traits_changed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    t.patientId,
    t.at,
    t.by.idNat,
    t.by.name,
    t.event,
    t.from,
    t.to,
    t.source,
    t.insBefore?.matricule ?? null,
    t.insBefore?.oid ?? null,
    t.insAfter?.matricule ?? null,
    t.insAfter?.oid ?? null,
    t.insiAnswerId,
    t.documentType,
    t.traits === null || t.traits === 'unknown' ? t.traits : JSON.stringify(t.traits),
  );
  if (t.to === 'QUAL' && (t.from !== 'QUAL' || QUALIFIES_AGAIN.has(t.event))) {
    // The years before a check count from the answer of INSi, which may be older than what qualifies (ins.md 1.7).
    const since = t.event === 'documentChecked' && t.from === 'QUAL' ? '?1' : 'coalesce(insi_accepted_at, ?1)';
    sql.run(`UPDATE patients SET qualified_at = ${since} WHERE id = ?2`, t.at, t.patientId);
  }
}

/** Of a qualified identity: what says that it still is, and starts again the years after which it is checked. */
const QUALIFIES_AGAIN: ReadonlySet<IdentityTransition['event']> = new Set(['insiAccepted', 'documentChecked', 'vitaleApp']);

interface TransitionRow {
  readonly patient_id: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly event: IdentityTransition['event'];
  readonly from_status: IdentityStatus | null;
  readonly to_status: IdentityStatus;
  readonly source: IdentitySource;
  readonly ins_before_matricule: string | null;
  readonly ins_before_oid: string | null;
  readonly ins_after_matricule: string | null;
  readonly ins_after_oid: string | null;
  readonly insi_answer_id: string | null;
  readonly document_type: string | null;
  readonly traits_changed: string | null;
}

const ins = (matricule: string | null, oid: string | null): Ins | null => (matricule === null || oid === null ? null : { matricule, oid });

export function listTransitions(sql: Sql, patientId: string): IdentityTransition[] {
  return sql.all<TransitionRow>('SELECT * FROM identity_transitions WHERE patient_id = ? ORDER BY id', patientId).map((row) => ({
    patientId: row.patient_id,
    at: row.at,
    by: { idNat: row.actor, name: row.actor_name },
    event: row.event,
    from: row.from_status,
    to: row.to_status,
    source: row.source,
    insBefore: ins(row.ins_before_matricule, row.ins_before_oid),
    insAfter: ins(row.ins_after_matricule, row.ins_after_oid),
    insiAnswerId: row.insi_answer_id,
    documentType: row.document_type,
    // Cast: written above, never modified.
    traits:
      row.traits_changed === null || row.traits_changed === 'unknown'
        ? row.traits_changed
        : (JSON.parse(row.traits_changed) as TraitsChange),
  }));
}

export function addInsiAnswer(
  sql: Sql,
  { answer: a, verbatim }: { readonly answer: InsiAnswerRecord; readonly verbatim: Uint8Array },
): void {
  const found = a.identity;
  sql.run(
    `INSERT INTO insi_answers (id, patient_id, at, actor, actor_name, code, label, ins_matricule, ins_oid,
      birth_name, first_names, sex, birth_date, birth_place, verbatim) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    a.id,
    a.patientId,
    a.at,
    a.by.idNat,
    a.by.name,
    a.code,
    a.label,
    found?.ins.matricule ?? null,
    found?.ins.oid ?? null,
    found?.birthName ?? null,
    found?.firstNames ?? null,
    found?.sex ?? null,
    found?.birthDate ?? null,
    found?.birthPlace ?? null,
    verbatim,
  );
}

interface AnswerRow {
  readonly id: string;
  readonly patient_id: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly code: InsiAnswerRecord['code'];
  readonly label: string;
  readonly ins_matricule: string | null;
  readonly ins_oid: string | null;
  readonly birth_name: string | null;
  readonly first_names: string | null;
  readonly sex: Sex | null;
  readonly birth_date: string | null;
  readonly birth_place: string | null;
}

function readAnswer(row: AnswerRow): InsiAnswerRecord {
  const found = ins(row.ins_matricule, row.ins_oid);
  return {
    id: row.id,
    patientId: row.patient_id,
    at: row.at,
    by: { idNat: row.actor, name: row.actor_name },
    code: row.code,
    label: row.label,
    identity:
      found === null
        ? null
        : {
            ins: found,
            birthName: row.birth_name,
            firstNames: row.first_names,
            sex: row.sex,
            birthDate: row.birth_date,
            birthPlace: row.birth_place,
          },
  };
}

const ANSWER =
  'SELECT id, patient_id, at, actor, actor_name, code, label, ins_matricule, ins_oid, birth_name, first_names, sex, birth_date, birth_place FROM insi_answers';

export function getInsiAnswer(sql: Sql, id: string): InsiAnswerRecord | null {
  const row = sql.get<AnswerRow>(`${ANSWER} WHERE id = ?`, id);
  return row === null ? null : readAnswer(row);
}

export function listInsiAnswers(sql: Sql, patientId: string): InsiAnswerRecord[] {
  return sql.all<AnswerRow>(`${ANSWER} WHERE patient_id = ? ORDER BY at DESC, rowid DESC`, patientId).map(readAnswer);
}

export function insiVerbatim(sql: Sql, id: string): Uint8Array | null {
  return sql.get<{ readonly verbatim: Uint8Array }>('SELECT verbatim FROM insi_answers WHERE id = ?', id)?.verbatim ?? null;
}
