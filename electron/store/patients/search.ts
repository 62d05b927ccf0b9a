import type { PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { Sql } from '../sqlite/sql.ts';
import { recentIds } from './recent.ts';
import { LISTED_FROM, wordsIn } from './search-index.ts';
import { namesIn, readQuery, type Query, type Term } from './search-query.ts';
import { keysOf } from './search-tokens.ts';
import { readSummary, SUMMARY, summaryOf, type SummaryRow } from './summary.ts';

/** Records by what is typed, the most likely first: whole words before starts of words, birth names before the others, then by name. */
export function searchPatients(sql: Sql, typed: string, limit: number): PatientSummary[] {
  if (typed.trim() === '') return recentIds(sql, 0, limit).flatMap((id) => summaryOf(sql, id));
  const query = readQuery(typed);
  return query === null ? [] : likeliest(sql, query, limit);
}

/** The same, by their ids. */
export function likeliestIds(sql: Sql, typed: string, limit: number): string[] {
  const query = readQuery(typed);
  return query === null ? [] : likeliest(sql, query, limit).map(({ id }) => id);
}

function likeliest(sql: Sql, query: Query, limit: number): PatientSummary[] {
  const starts = match(sql, query, 'start');
  const found = new Map(rows(sql, starts, null, limit).map((row) => [row.id, row]));
  const names = namesIn(query);
  // More than the list holds: the likely ones are looked for by themselves.
  if (found.size === limit && names.length > 0) {
    const likely = new Map<string, Found>();
    const exact = match(sql, query, 'exact');
    const ends = [...new Set([names[0], names.at(-1)])].flatMap((name) => name ?? []);
    const passes = [
      ...ends.map((name) => ({ text: exact, first: name })),
      { text: exact, first: null },
      ...ends.map((name) => ({ text: starts, first: name })),
    ];
    for (const { text, first } of passes) {
      if (likely.size >= limit) break;
      for (const row of rows(sql, text, first, limit)) likely.set(row.id, row);
    }
    return ordered([...likely.values(), ...[...found.values()].filter(({ id }) => !likely.has(id))].slice(0, limit), names);
  }
  return ordered([...found.values()], names);
}

/** How many records there are of what is typed, whatever a list holds of them; 0 when nothing can be searched. */
export function countFound(sql: Sql, typed: string): number {
  const query = readQuery(typed);
  if (query === null) return 0;
  return (
    sql.get<{ readonly count: number }>(
      'SELECT count(*) AS count FROM patient_search WHERE patient_search MATCH ?',
      match(sql, query, 'start'),
    )?.count ?? 0
  );
}

/** `names` as search-index.ts writes them. */
type Found = SummaryRow & { readonly names: string };

/** FTS5 gives rows by rowid, which is the order of names: the limit stops it as soon as it is full. */
const FOUND = `SELECT ${SUMMARY}, p.search_names AS names FROM patient_search s CROSS JOIN patient_rows r ON r.key = s.rowid CROSS JOIN patients p ON p.id = r.patient_id
  WHERE s.patient_search MATCH ?`;

/** @param first start of the birth name; null for any. */
function rows(sql: Sql, text: string, first: string | null, limit: number): Found[] {
  if (first === null) return sql.all<Found>(`${FOUND} ORDER BY s.rowid LIMIT ?`, text, limit);
  return sql.all<Found>(`${FOUND} AND s.rowid BETWEEN ? AND ? ORDER BY s.rowid LIMIT ?`, text, ...keysOf(first), limit);
}

/** Beyond, the words that begin so are rare ones, which FTS5 puts together quickly. */
const MAX_WORDS = 150;

/** What is typed in the language of FTS5, words of names by their start; null when nothing of it can be searched. */
export function matchOf(sql: Sql, typed: string): string | null {
  const query = readQuery(typed);
  return query === null ? null : match(sql, query, 'start');
}

/** The query in the language of FTS5. Words hold letters, digits and our signs only: nothing to escape. */
function match(sql: Sql, query: Query, names: 'start' | 'exact'): string {
  if (!('text' in query)) {
    const [parts, between] = 'and' in query ? [query.and, ' AND '] : [query.or, ' OR '];
    return `(${parts.map((part) => match(sql, part, names)).join(between)})`;
  }
  if (!query.start || (query.name && names === 'exact')) return `"${query.text}"`;
  return query.name && query.text.length >= LISTED_FROM ? wordsFrom(sql, query) : `"${query.text}"*`;
}

/** Above every letter: the end of a range of words with the same start. */
const AFTER = '\u{10FFFF}';

/**
 * A start longer than the prefix indexes, spelt out: FTS5 reads lists of whole words as it goes, but puts those of a
 * start together before it gives the first row (MARTI: every MARTIN).
 */
function wordsFrom(sql: Sql, { text }: Term): string {
  const words = sql.all<{ readonly word: string }>(
    'SELECT word FROM search_words WHERE word >= ? AND word < ? LIMIT ?',
    text,
    text + AFTER,
    MAX_WORDS + 1,
  );
  if (words.length === 0 || words.length > MAX_WORDS) return `"${text}"*`;
  return `(${words.map(({ word }) => `"${word}"`).join(' OR ')})`;
}

/** Rows by likelihood, then by birth name, first name and birth date. */
function ordered(found: readonly Found[], typed: readonly string[]): PatientSummary[] {
  const ranked = found.map((row) => ({ row, rank: rankOf(row.names, typed), by: `${row.birthName}\n${row.firstName}\n${row.birthDate}` }));
  ranked.sort((a, b) => a.rank - b.rank || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
  return ranked.map(({ row }) => readSummary(row));
}

/** 0: whole words, the birth name begins with one; 1: whole words; 2: the birth or used name begins so; 3: any other. */
function rankOf(names: string, typed: readonly string[]): number {
  if (typed.length === 0) return 3;
  const ends = [typed[0] ?? '', typed.at(-1) ?? ''];
  const [birth = '', used = ''] = names.split('|');
  const words = wordsIn(names);
  if (typed.every((word) => words.has(word))) return ends.some((end) => birth.startsWith(end)) ? 0 : 1;
  return ends.some((end) => birth.startsWith(end) || used.startsWith(end)) ? 2 : 3;
}

/** Records whose matricule it is or was, that of a record merged into them included. */
export function patientsByMatricule(sql: Sql, matricule: string): PatientSummary[] {
  return sql
    .all<SummaryRow>(
      `WITH RECURSIVE held (id) AS (
         SELECT id FROM patients WHERE ins_matricule = ?1 UNION SELECT patient_id FROM ins_periods WHERE matricule = ?1
         UNION SELECT patient_id FROM received_ins WHERE matricule = ?1
         UNION SELECT removed FROM merges WHERE ins_matricule = ?1 AND undone_at IS NULL
         UNION SELECT p.merged_into FROM held JOIN patients p ON p.id = held.id WHERE p.merged_into IS NOT NULL)
       SELECT ${SUMMARY} FROM held JOIN patients p ON p.id = held.id WHERE p.merged_into IS NULL ORDER BY p.birth_name, p.first_birth_first_name`,
      matricule,
    )
    .map(readSummary);
}
