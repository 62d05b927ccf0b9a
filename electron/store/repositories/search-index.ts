import { normaliseName } from '../../../shared/domain/ins/names.ts';
import type { Db } from '../db.ts';
import type { Sql } from '../sql.ts';
import { nameKey, numberTokens, ROOM, wordsOf } from './search-tokens.ts';

/** Shorter words have their own prefix index in patient_search. */
export const LISTED_FROM = 5;

/** Ids of the records whose names or numbers a change touched: the end of the commit indexes each once. */
export type Reindex = readonly string[];

interface Row {
  readonly birthName: string;
  readonly birthFirstNames: string;
  readonly firstBirthFirstName: string;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  readonly birthDate: string;
  readonly matricule: string | null;
  readonly phone: string | null;
  readonly ipp: string;
  readonly merged: number;
  /** In digits: it may have more than 53 bits. */
  readonly key: string | null;
}

const ROW = `SELECT birth_name AS birthName, birth_first_names AS birthFirstNames, first_birth_first_name AS firstBirthFirstName, used_name AS usedName,
  used_first_name AS usedFirstName, birth_date AS birthDate, ins_matricule AS matricule, phone, ipp, merged_into IS NOT NULL AS merged, CAST(search_key AS TEXT) AS key
  FROM patients WHERE id = ?`;
/** Former matricules and numbers in other systems; matricule and IPP of the records merged into this one, which old papers carry. */
const OTHERS = `WITH RECURSIVE merged (id, ipp, matricule) AS (
    SELECT p.id, p.ipp, m.ins_matricule FROM patients p JOIN merges m ON m.removed = p.id AND m.undone_at IS NULL WHERE p.merged_into = ?1
    UNION SELECT p.id, p.ipp, m.ins_matricule FROM merged JOIN patients p ON p.merged_into = merged.id JOIN merges m ON m.removed = p.id AND m.undone_at IS NULL)
  SELECT 'matricule' AS kind, matricule AS text FROM ins_periods WHERE patient_id = ?1 UNION ALL SELECT 'matricule', matricule FROM merged WHERE matricule IS NOT NULL
  UNION ALL SELECT 'number', value FROM identifiers WHERE patient_id = ?1 UNION ALL SELECT 'number', ipp FROM merged`;
const WRITE_ROW = `INSERT INTO patient_rows (key, patient_id, names, birth_name, first_birth_first_name, used_name, sex, birth_date, birth_place, status, homonym, doubtful, fictive, phone, ipp, opened_at)
  SELECT ?2, id, ?3, birth_name, first_birth_first_name, used_name, sex, birth_date, birth_place, status, homonym, doubtful, fictive, phone, ipp, opened_at FROM patients WHERE id = ?1`;

/** Writes again what lists and the search know of these records. A merged record is not searched. */
export function indexPatients(sql: Sql, ids: Iterable<string>): void {
  const rows = [...ids].flatMap((id) => {
    const row = sql.get<Row>(ROW, id);
    return row === null ? [] : [{ id, row, first: firstKey(row) }];
  });
  // In the order of names: records side by side are written side by side.
  const written = rows.toSorted((a, b) => ascending(a.first, b.first)).flatMap(({ id, row }) => writeRow(sql, id, row));
  // All at the end and in order: FTS5 puts what it holds on disk before each statement of several writes, row by row if
  // they alternate, and at each row that comes before the last one.
  for (const { key, text } of written.toSorted((a, b) => ascending(a.key, b.key))) sql.run('INSERT INTO patient_search (rowid, words) VALUES (?, ?)', key, text);
}

/** @returns the line of the record in patient_search, where the former one is no more; none for a merged record. */
function writeRow(sql: Sql, id: string, row: Row): { readonly key: bigint; readonly text: string }[] {
  const held = row.key === null ? null : BigInt(row.key);
  if (held !== null) {
    sql.run('DELETE FROM patient_rows WHERE key = ?', held);
    sql.run('DELETE FROM patient_search WHERE rowid = ?', held);
  }
  if (row.merged === 1) {
    sql.run('UPDATE patients SET search_key = NULL WHERE id = ?', id);
    return [];
  }
  const key = keyFor(sql, row, held);
  if (key !== held) sql.run('UPDATE patients SET search_key = ? WHERE id = ?', key, id);
  const names = [row.birthName, row.usedName ?? '', `${row.birthFirstNames} ${row.firstBirthFirstName}`, row.usedFirstName ?? ''].map(wordsOf);
  sql.run(WRITE_ROW, id, key, names.map((field) => field.join(' ')).join('|'));
  const words = new Set(names.flat());
  for (const word of words) if (word.length >= LISTED_FROM) sql.run('INSERT INTO search_words (word) VALUES (?) ON CONFLICT DO NOTHING', word);
  const others = sql.all<{ readonly kind: 'matricule' | 'number'; readonly text: string }>(OTHERS, id);
  const told = (kind: 'matricule' | 'number'): string[] => others.flatMap((other) => (other.kind === kind ? [other.text] : []));
  const numbers = numberTokens({
    birthDate: row.birthDate,
    matricules: [...(row.matricule === null ? [] : [row.matricule]), ...told('matricule')],
    phone: row.phone,
    numbers: [row.ipp, ...told('number')],
  });
  return [{ key, text: [...words, ...new Set(numbers)].join(' ') }];
}

const firstKey = ({ birthName, birthFirstNames }: Row): bigint => nameKey(normaliseName(`${birthName} ${birthFirstNames}`));
const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The next free key of these names; the one held, when it is theirs. */
function keyFor(sql: Sql, row: Row, held: bigint | null): bigint {
  for (let first = firstKey(row); ; first += ROOM) {
    if (held !== null && held >= first && held < first + ROOM) return held;
    const last = sql.get<{ readonly key: string | null }>('SELECT CAST(max(key) AS TEXT) AS key FROM patient_rows WHERE key >= ? AND key < ?', first, first + ROOM)?.key ?? null;
    const next = last === null ? first : BigInt(last) + 1n;
    // Full: 32,768 records with the same first letters. The next ones go on just after.
    if (next < first + ROOM) return next;
  }
}

/** Records at a time: the application may be stopped, and goes on at the next start. */
const STEP = 500;

/** Indexes the records that are not yet: those of an older version of the file. */
export function indexMissing(db: Db, sql: Sql): void {
  for (;;) {
    const missing = sql.all<{ readonly id: string }>('SELECT id FROM patients WHERE search_key IS NULL AND merged_into IS NULL LIMIT ?', STEP);
    if (missing.length === 0) return;
    db.transaction(() => indexPatients(sql, missing.map(({ id }) => id))).immediate();
  }
}
