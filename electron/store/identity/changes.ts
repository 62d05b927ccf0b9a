import type { Effects } from '../effects.ts';
import type { InsiAnswerRecord } from '../../../shared/domain/record/insi.ts';
import type { IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { Sql } from '../sqlite/sql.ts';

function addTransition(sql: Sql, { transition: t }: { readonly transition: IdentityTransition }): Effects {
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
    // The years before a check count from the answer of INSi, which may be older than what qualifies (insi/README 8).
    const since = t.event === 'documentChecked' && t.from === 'QUAL' ? '?1' : 'coalesce(insi_accepted_at, ?1)';
    sql.run(`UPDATE patients SET qualified_at = ${since} WHERE id = ?2`, t.at, t.patientId);
  }
  return { patients: [t.patientId] };
}

/** Of a qualified identity: what says that it still is, and starts again the years after which it is checked. */
const QUALIFIES_AGAIN: ReadonlySet<IdentityTransition['event']> = new Set(['insiAccepted', 'documentChecked', 'vitaleApp']);

function addInsiAnswer(sql: Sql, { answer: a, verbatim }: { readonly answer: InsiAnswerRecord; readonly verbatim: Uint8Array }): Effects {
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
  return { patients: [a.patientId] };
}

export const identityChanges = { 'identity.transition': addTransition, 'insi.answer': addInsiAnswer } as const;
