import type { PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { Sql } from '../sqlite/sql.ts';
import { attentionStates } from '../../../shared/domain/sending/states.ts';

const ATTENTION = attentionStates.map((state) => `'${state}'`).join(', ');

/** Columns of a row of a list, of `p`: patients. */
export const SUMMARY = `p.id, p.birth_name AS birthName, p.first_birth_first_name AS firstName, p.used_name AS usedName, p.sex,
  p.birth_date AS birthDate, p.birth_place AS birthPlace, p.status, p.homonym, p.doubtful, p.fictive, p.phone, p.ipp, p.opened_at AS updatedAt,
  (SELECT count(*) FROM sends s WHERE s.patient_id = p.id AND s.state IN (${ATTENTION})) AS attention`;

export type SummaryRow = Omit<PatientSummary, 'homonym' | 'doubtful' | 'fictive'> & {
  readonly homonym: number;
  readonly doubtful: number;
  readonly fictive: number;
};

/** The row alone, whatever else was asked with it. */
export const readSummary = (row: SummaryRow): PatientSummary => ({
  id: row.id,
  birthName: row.birthName,
  firstName: row.firstName,
  usedName: row.usedName,
  sex: row.sex,
  birthDate: row.birthDate,
  birthPlace: row.birthPlace,
  status: row.status,
  homonym: row.homonym === 1,
  doubtful: row.doubtful === 1,
  fictive: row.fictive === 1,
  phone: row.phone,
  ipp: row.ipp,
  updatedAt: row.updatedAt,
  attention: row.attention,
});

/** That record as lists show it; nothing when there is none. */
export const summaryOf = (sql: Sql, id: string): PatientSummary[] =>
  sql.all<SummaryRow>(`SELECT ${SUMMARY} FROM patients p WHERE p.id = ?`, id).map(readSummary);
