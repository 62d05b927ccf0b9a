import type { ListedPatient } from '../../../shared/domain/record/patient.ts';
import type { PatientSort } from '../../../shared/domain/record/patient-list.ts';
import type { Sql } from '../sqlite/sql.ts';
import { recentIds } from './recent.ts';
import { countPatients } from './record.ts';
import { countFound, likeliestIds, matchOf } from './search.ts';
import { readSummary, SUMMARY, type SummaryRow } from './summary.ts';

/** Part of a list. `query` as it is typed, empty for everybody; `sort` null for the likeliest first, or the last opened. */
interface PatientRanks {
  readonly query: string;
  readonly sort: PatientSort | null;
  /** Rank of the first row given. */
  readonly from: number;
  readonly limit: number;
}

/** Rows of a list by their rank in the whole of it, and how many the whole has. */
export function listPatients(sql: Sql, asked: PatientRanks): { readonly rows: ListedPatient[]; readonly total: number } {
  const all = asked.query.trim() === '';
  const ids = all ? everybody(sql, asked) : found(sql, asked);
  const rows = ids.flatMap((id) => sql.all<ListedRow>(LISTED, id)).map(readListed);
  // The end of the list says how long it is; counting what is found takes longer than reading a part of it.
  const ends = rows.length > 0 ? rows.length < asked.limit : asked.from === 0;
  return { rows, total: ends ? asked.from + rows.length : all ? countPatients(sql) : countFound(sql, asked.query) };
}

/** In `p`: patients. Each is the beginning of an index (migration 11), but for the names, whose order is that of patient_rows. */
const COLUMNS: Readonly<Record<Exclude<PatientSort['by'], 'name'>, readonly string[]>> = {
  birthDate: ['p.birth_date', 'p.search_key'],
  place: ['p.birth_place', 'p.search_key'],
  status: ['p.status', 'p.search_key'],
  opened: ['p.opened_at', 'p.viewed_at'],
};

function everybody(sql: Sql, { sort, from, limit }: PatientRanks): string[] {
  if (sort === null) return recentIds(sql, from, limit);
  if (sort.by === 'name') return ids(sql, `SELECT patient_id AS id FROM patient_rows ORDER BY ${ordered(['key'], sort)}`, limit, from);
  return ids(sql, `SELECT p.id FROM patients p WHERE p.merged_into IS NULL ORDER BY ${ordered(COLUMNS[sort.by], sort)}`, limit, from);
}

function found(sql: Sql, { query, sort, from, limit }: PatientRanks): string[] {
  const text = matchOf(sql, query);
  if (text === null) return [];
  if (sort === null) return likely(sql, { query, text, from, limit });
  if (sort.by === 'name') return ids(sql, `${FOUND} ORDER BY ${ordered(['s.rowid'], sort)}`, text, limit, from);
  return ids(sql, `${FOUND_ROWS} ORDER BY ${ordered(COLUMNS[sort.by], sort)}`, text, limit, from);
}

const MATCHED = 'FROM patient_search s CROSS JOIN patient_rows r ON r.key = s.rowid';
const FOUND = `SELECT r.patient_id AS id ${MATCHED} WHERE s.patient_search MATCH ?`;
const FOUND_ROWS = `SELECT p.id ${MATCHED} CROSS JOIN patients p ON p.id = r.patient_id WHERE s.patient_search MATCH ?`;

/** How many stand first because they are likely; the others follow in the order of names. */
const LIKELIEST = 50;

function likely(sql: Sql, { query, text, from, limit }: Omit<PatientRanks, 'sort'> & { readonly text: string }): string[] {
  const first = likeliestIds(sql, query, LIKELIEST);
  const head = first.slice(from, from + limit);
  if (first.length < LIKELIEST || head.length === limit) return head;
  const others = `${FOUND} AND r.patient_id NOT IN (SELECT value FROM json_each(?)) ORDER BY s.rowid`;
  return [...head, ...ids(sql, others, text, JSON.stringify(first), limit - head.length, Math.max(0, from - first.length))];
}

const ordered = (columns: readonly string[], { descending }: PatientSort): string =>
  columns.map((column) => `${column}${descending ? ' DESC' : ''}`).join(', ');

const ids = (sql: Sql, text: string, ...values: readonly (string | number)[]): string[] =>
  sql.all<{ readonly id: string }>(`${text} LIMIT ? OFFSET ?`, ...values).map(({ id }) => id);

const LISTED = `SELECT ${SUMMARY}, p.ins_matricule AS matricule, p.ins_oid AS oid FROM patients p WHERE p.id = ?`;

type ListedRow = SummaryRow & { readonly matricule: string | null; readonly oid: string | null };

const readListed = (row: ListedRow): ListedPatient => ({
  ...readSummary(row),
  ins: row.matricule === null || row.oid === null ? null : { matricule: row.matricule, oid: row.oid },
});
