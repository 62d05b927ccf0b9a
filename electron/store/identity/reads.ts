import type { TraitsChange } from '../../../shared/domain/ins/traits.ts';
import type { InsiAnswerRecord } from '../../../shared/domain/record/insi.ts';
import type { IdentitySource, IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { IdentityStatus, Ins, Sex } from '../../../shared/domain/types.ts';
import type { Sql } from '../sqlite/sql.ts';

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

function listTransitions(sql: Sql, patientId: string): IdentityTransition[] {
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

function getInsiAnswer(sql: Sql, id: string): InsiAnswerRecord | null {
  const row = sql.get<AnswerRow>(`${ANSWER} WHERE id = ?`, id);
  return row === null ? null : readAnswer(row);
}

function listInsiAnswers(sql: Sql, patientId: string): InsiAnswerRecord[] {
  return sql.all<AnswerRow>(`${ANSWER} WHERE patient_id = ? ORDER BY at DESC, rowid DESC`, patientId).map(readAnswer);
}

function insiVerbatim(sql: Sql, id: string): Uint8Array | null {
  return sql.get<{ readonly verbatim: Uint8Array }>('SELECT verbatim FROM insi_answers WHERE id = ?', id)?.verbatim ?? null;
}

export const identityReads = {
  /** Oldest first. */
  transitions: listTransitions,
} as const;

export const insiReads = {
  get: getInsiAnswer,
  /** Latest first. */
  list: listInsiAnswers,
  verbatim: insiVerbatim,
} as const;
