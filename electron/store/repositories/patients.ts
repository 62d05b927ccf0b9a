import { parseTypedDate } from '../../../shared/domain/ins/dates.ts';
import { firstOf, normaliseName } from '../../../shared/domain/ins/names.ts';
import { attentionStates } from '../../../shared/domain/sending/states.ts';
import type { IdentityStatus, Ins, Sex } from '../../../shared/domain/types.ts';
import { storeError } from '../errors.ts';
import { flag, saveRow, type Sql, type Value } from '../sql.ts';
import type { Change, Correspondent, DmpKnowledge, PatientFile, PatientRecord, PatientSummary } from '../types.ts';
import { inForce } from './information.ts';

type ChangeOf<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;

export function savePatient(sql: Sql, { patient }: ChangeOf<'patient.save'>): void {
  const saved = saveRow(sql, 'patients', patient.id, patient.revision, {
    ipp: patient.ipp,
    birth_name: patient.birthName,
    birth_first_names: patient.birthFirstNames,
    first_birth_first_name: patient.firstBirthFirstName,
    used_name: patient.usedName,
    used_first_name: patient.usedFirstName,
    sex: patient.sex,
    birth_date: patient.birthDate,
    birth_place: patient.birthPlace,
    birth_name_norm: normaliseName(patient.birthName),
    first_names_norm: normaliseName(patient.birthFirstNames),
    status: patient.status,
    homonym: flag(patient.attributes.homonym),
    doubtful: flag(patient.attributes.doubtful),
    fictive: flag(patient.attributes.fictive),
    ins_matricule: patient.ins?.matricule ?? null,
    ins_oid: patient.ins?.oid ?? null,
    insi_answer_id: patient.insi?.answerId ?? null,
    insi_accepted_at: patient.insi?.acceptedAt ?? null,
    insi_by: patient.insi?.by.idNat ?? null,
    insi_by_name: patient.insi?.by.name ?? null,
    identity_document: patient.identityDocument?.type ?? null,
    identity_document_at: patient.identityDocument?.seenAt ?? null,
    identity_document_by: patient.identityDocument?.by.idNat ?? null,
    identity_document_by_name: patient.identityDocument?.by.name ?? null,
    episode: patient.episode,
    created_at: patient.createdAt,
    updated_at: patient.updatedAt,
    opened_at: patient.updatedAt,
  });
  if (!saved) throw storeError('STORE_CONFLICT');
  sql.run('DELETE FROM patient_words WHERE patient_id = ?', patient.id);
  const names = [patient.birthName, patient.birthFirstNames, patient.firstBirthFirstName, patient.usedName, patient.usedFirstName];
  for (const word of new Set(words(names.filter((name) => name !== null).join(' ')))) {
    sql.run('INSERT INTO patient_words (word, patient_id) VALUES (?, ?)', word, patient.id);
  }
}

export function patientOpened(sql: Sql, { patientId, at }: ChangeOf<'patient.opened'>): void {
  if (sql.run('UPDATE patients SET opened_at = ? WHERE id = ?', at, patientId) === 0) throw storeError('STORE_REFUSED');
}

export function setCorrespondent(sql: Sql, { patientId, role, correspondent }: ChangeOf<'correspondent.set'>): void {
  sql.run('DELETE FROM correspondents WHERE patient_id = ? AND role = ?', patientId, role);
  if (correspondent === null) return;
  sql.run('INSERT INTO correspondents (patient_id, role, name, address) VALUES (?, ?, ?, ?)', patientId, role, correspondent.name, correspondent.address);
}

export function setDmpKnowledge(sql: Sql, { patientId, knowledge }: ChangeOf<'dmp.known'>): void {
  sql.run(
    'INSERT OR REPLACE INTO dmp_knowledge (patient_id, state, authorization, medecin_traitant, at) VALUES (?, ?, ?, ?, ?)',
    patientId, knowledge.state, knowledge.authorization, knowledge.medecinTraitant === null ? null : flag(knowledge.medecinTraitant), knowledge.at,
  );
}

interface PatientRow {
  readonly id: string;
  readonly revision: number;
  readonly ipp: string;
  readonly birth_name: string;
  readonly birth_first_names: string;
  readonly first_birth_first_name: string;
  readonly used_name: string | null;
  readonly used_first_name: string | null;
  readonly sex: Sex;
  readonly birth_date: string;
  readonly birth_place: string | null;
  readonly status: IdentityStatus;
  readonly homonym: number;
  readonly doubtful: number;
  readonly fictive: number;
  readonly ins_matricule: string | null;
  readonly ins_oid: string | null;
  readonly insi_answer_id: string | null;
  readonly insi_accepted_at: string | null;
  readonly insi_by: string | null;
  readonly insi_by_name: string | null;
  readonly identity_document: string | null;
  readonly identity_document_at: string | null;
  readonly identity_document_by: string | null;
  readonly identity_document_by_name: string | null;
  readonly episode: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export function getPatient(sql: Sql, id: string): PatientFile | null {
  const row = sql.get<PatientRow>('SELECT * FROM patients WHERE id = ?', id);
  if (row === null) return null;
  const dmp = sql.get<{ readonly state: DmpKnowledge['state']; readonly authorization: string | null; readonly medecin_traitant: number | null; readonly at: string }>(
    'SELECT state, authorization, medecin_traitant, at FROM dmp_knowledge WHERE patient_id = ?', id,
  );
  return {
    ...record(row),
    medecinTraitant: sql.get<Correspondent>(`SELECT name, address FROM correspondents WHERE patient_id = ? AND role = 'medecinTraitant'`, id),
    dmp: dmp === null ? null : { state: dmp.state, authorization: dmp.authorization, medecinTraitant: dmp.medecin_traitant === null ? null : dmp.medecin_traitant === 1, at: dmp.at },
    feeding: inForce(sql, id, 'feeding', row.episode),
    consultation: inForce(sql, id, 'consultation', row.episode),
  };
}

function record(row: PatientRow): PatientRecord {
  return {
    id: row.id,
    revision: row.revision,
    ipp: row.ipp,
    birthName: row.birth_name,
    birthFirstNames: row.birth_first_names,
    firstBirthFirstName: row.first_birth_first_name,
    usedName: row.used_name,
    usedFirstName: row.used_first_name,
    sex: row.sex,
    birthDate: row.birth_date,
    birthPlace: row.birth_place,
    status: row.status,
    attributes: { homonym: row.homonym === 1, doubtful: row.doubtful === 1, fictive: row.fictive === 1 },
    ins: row.ins_matricule === null || row.ins_oid === null ? null : { matricule: row.ins_matricule, oid: row.ins_oid },
    insi: row.insi_answer_id === null ? null : { answerId: row.insi_answer_id, acceptedAt: row.insi_accepted_at ?? '', by: { idNat: row.insi_by ?? '', name: row.insi_by_name ?? '' } },
    identityDocument:
      row.identity_document === null
        ? null
        : { type: row.identity_document, seenAt: row.identity_document_at ?? '', by: { idNat: row.identity_document_by ?? '', name: row.identity_document_by_name ?? '' } },
    episode: row.episode,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const ATTENTION = attentionStates.map((state) => `'${state}'`).join(', ');
const SUMMARY = `SELECT p.id, p.birth_name AS birthName, p.first_birth_first_name AS firstName, p.used_name AS usedName, p.sex,
  p.birth_date AS birthDate, p.birth_place AS birthPlace, p.status, p.opened_at AS updatedAt,
  (SELECT count(*) FROM sends s WHERE s.patient_id = p.id AND s.state IN (${ATTENTION})) AS attention FROM patients p`;

/** Above every letter: the end of a range of words with the same start. */
const AFTER = '\u{10FFFF}';

export function searchPatients(sql: Sql, query: string, limit: number): PatientSummary[] {
  const typed = query.trim().slice(0, 200);
  if (typed === '') return sql.all<PatientSummary>(`${SUMMARY} ORDER BY p.opened_at DESC LIMIT ?`, limit);
  const { conditions, values } = condition(typed);
  return sql.all<PatientSummary>(`${SUMMARY} WHERE ${conditions.join(' AND ')} ORDER BY p.birth_name, p.first_birth_first_name, p.birth_date LIMIT ?`, ...values, limit);
}

function condition(typed: string): { conditions: string[]; values: Value[] } {
  const conditions: string[] = [];
  const values: Value[] = [];
  const and = (sql: string, ...bound: Value[]): void => {
    conditions.push(sql);
    values.push(...bound);
  };
  // A date typed with spaces is one date, not three words.
  const whole = parseTypedDate(typed);
  const compact = typed.replaceAll(/[\s.\-\u00A0\u202F]/g, '').toUpperCase();
  if (whole !== null) and('p.birth_date = ?', whole);
  else if (/^\d{5}[\dAB]{0,10}$/.test(compact)) and('(p.ins_matricule >= ? AND p.ins_matricule < ? OR p.ipp = ?)', compact, compact + AFTER, compact);
  else {
    for (const part of typed.split(/[\s,;]+/).filter((p) => p !== '')) {
      const date = parseTypedDate(part);
      if (date !== null) and('p.birth_date = ?', date);
      else if (/^\d{4}$/.test(part)) and('p.birth_date >= ? AND p.birth_date < ?', part, part + AFTER);
      else if (/^P?\d+$/i.test(part)) and('p.ipp = ?', part.toUpperCase());
      else for (const word of words(part)) and('p.id IN (SELECT patient_id FROM patient_words WHERE word >= ? AND word < ?)', word, word + AFTER);
    }
  }
  // Nothing searchable was typed: nothing matches.
  return conditions.length === 0 ? { conditions: ['0'], values: [] } : { conditions, values };
}

const words = (names: string): string[] => normaliseName(names).split(' ').filter((word) => word !== '');

export function sameTraits(sql: Sql, traits: { readonly birthName: string; readonly birthFirstNames: string; readonly sex: Sex; readonly birthDate: string }): string[] {
  const first = normaliseName(firstOf(traits.birthFirstNames));
  return sql
    .all<{ readonly id: string; readonly first_names_norm: string }>(
      'SELECT id, first_names_norm FROM patients WHERE birth_date = ? AND birth_name_norm = ? AND sex = ? ORDER BY created_at',
      traits.birthDate, normaliseName(traits.birthName), traits.sex,
    )
    .filter(({ first_names_norm }) => `${first_names_norm} `.startsWith(`${first} `))
    .map(({ id }) => id);
}

export function patientByIns(sql: Sql, ins: Ins): string | null {
  return sql.get<{ readonly id: string }>('SELECT id FROM patients WHERE ins_matricule = ? AND ins_oid = ?', ins.matricule, ins.oid)?.id ?? null;
}

export function countPatients(sql: Sql): number {
  return sql.get<{ readonly n: number }>('SELECT count(*) AS n FROM patients')?.n ?? 0;
}

/** Ours only: a number given by another system does not look like `P000001`. */
export function nextIpp(sql: Sql): string {
  const last = sql.get<{ readonly ipp: string }>(`SELECT ipp FROM patients WHERE ipp GLOB 'P[0-9][0-9][0-9][0-9][0-9][0-9]*' ORDER BY length(ipp) DESC, ipp DESC LIMIT 1`)?.ipp ?? 'P0';
  return `P${String(Number(last.slice(1)) + 1).padStart(6, '0')}`;
}
