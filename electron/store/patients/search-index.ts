import { normaliseName } from '../../../shared/domain/ins/names.ts';
import type { PersonTraits } from '../../../shared/domain/types.ts';
import type { Db } from '../sqlite/db.ts';
import type { Sql } from '../sqlite/sql.ts';
import { nameKey, numberTokens, ROOM, wordsOf } from './search-tokens.ts';

/** Shorter words have their own prefix index in patient_search. */
export const LISTED_FROM = 5;

interface Row extends Omit<PersonTraits, 'sex' | 'birthPlace'> {
  readonly matricule: string | null;
  readonly phone: string | null;
  readonly ipp: string;
  readonly merged: number;
  /** In digits: it may have more than 53 bits. Null, as the two others, when the record is not indexed. */
  readonly key: string | null;
  readonly names: string | null;
  readonly numbers: string | null;
}

const ROW = `SELECT birth_name AS birthName, birth_first_names AS birthFirstNames, first_birth_first_name AS firstBirthFirstName, used_name AS usedName,
  used_first_name AS usedFirstName, birth_date AS birthDate, ins_matricule AS matricule, phone, ipp, merged_into IS NOT NULL AS merged,
  CAST(search_key AS TEXT) AS key, search_names AS names, search_numbers AS numbers FROM patients WHERE id = ?`;

/** Writes again what the search knows of these records. A merged record is not searched. */
export function indexPatients(sql: Sql, ids: Iterable<string>): void {
  const rows = [...ids].flatMap((id) => {
    const row = sql.get<Row>(ROW, id);
    return row === null ? [] : [{ id, row, first: firstKey(row) }];
  });
  // In the order of names: records side by side are written side by side.
  const entries = rows.toSorted((a, b) => ascending(a.first, b.first)).flatMap(({ id, row }) => writeRow(sql, id, row));
  // All at the end and in order, out before in: FTS5 puts what it holds on disk before each statement of several
  // writes, row by row if they alternate, and at each row that comes before the last one.
  for (const { key, text, out } of entries.toSorted((a, b) => ascending(a.key, b.key) || Number(b.out) - Number(a.out)))
    sql.run(out ? TAKE_OUT : PUT_IN, key, text);
}

const PUT_IN = 'INSERT INTO patient_search (rowid, words) VALUES (?, ?)';
/** FTS5 keeps no text: it is given what it was given, to forget it. */
const TAKE_OUT = `INSERT INTO patient_search (patient_search, rowid, words) VALUES ('delete', ?, ?)`;

interface Entry {
  readonly key: bigint;
  readonly text: string;
  readonly out: boolean;
}

/** @returns what patient_search has to forget and to learn of the record. */
function writeRow(sql: Sql, id: string, row: Row): Entry[] {
  const held = row.key === null ? null : BigInt(row.key);
  const forget = held === null ? [] : [{ key: held, text: textOf(row.names ?? '', row.numbers ?? ''), out: true }];
  if (row.merged === 1) {
    if (held === null) return [];
    sql.run('DELETE FROM patient_rows WHERE key = ?', held);
    sql.run('UPDATE patients SET search_key = NULL, search_names = NULL, search_numbers = NULL WHERE id = ?', id);
    return forget;
  }
  const key = keyFor(sql, row, held);
  const names = [row.birthName, row.usedName ?? '', `${row.birthFirstNames} ${row.firstBirthFirstName}`, row.usedFirstName ?? '']
    .map((name) => wordsOf(name).join(' '))
    .join('|');
  const numbers = numbersOf(sql, id, row);
  if (key === held && names === row.names && numbers === row.numbers) return [];
  if (key !== held) {
    if (held !== null) sql.run('DELETE FROM patient_rows WHERE key = ?', held);
    sql.run('INSERT INTO patient_rows (key, patient_id) VALUES (?, ?)', key, id);
  }
  sql.run('UPDATE patients SET search_key = ?, search_names = ?, search_numbers = ? WHERE id = ?', key, names, numbers, id);
  for (const word of wordsIn(names))
    if (word.length >= LISTED_FROM) sql.run('INSERT INTO search_words (word) VALUES (?) ON CONFLICT DO NOTHING', word);
  return [...forget, { key, text: textOf(names, numbers), out: false }];
}

/** Each word once, of names between bars. */
export const wordsIn = (names: string): ReadonlySet<string> => new Set(names.split(/[ |]/).filter((word) => word !== ''));

const textOf = (names: string, numbers: string): string => [...wordsIn(names), numbers].join(' ');

/** Former matricules, those received, and numbers in other systems. */
const OTHERS = `SELECT 'matricule' AS kind, matricule AS text FROM ins_periods WHERE patient_id = ?1 UNION ALL SELECT 'matricule', matricule FROM received_ins WHERE patient_id = ?1 UNION ALL SELECT 'number', value FROM identifiers WHERE patient_id = ?1`;
/** Matricule and IPP of the records merged into this one, which old papers carry. */
const MERGED = `WITH RECURSIVE merged (id, ipp, matricule) AS (
    SELECT p.id, p.ipp, m.ins_matricule FROM patients p JOIN merges m ON m.removed = p.id AND m.undone_at IS NULL WHERE p.merged_into = ?1
    UNION SELECT p.id, p.ipp, m.ins_matricule FROM merged JOIN patients p ON p.merged_into = merged.id JOIN merges m ON m.removed = p.id AND m.undone_at IS NULL)
  SELECT 'matricule' AS kind, matricule AS text FROM merged WHERE matricule IS NOT NULL UNION ALL SELECT 'number', ipp FROM merged`;

interface Other {
  readonly kind: 'matricule' | 'number';
  readonly text: string;
}

function numbersOf(sql: Sql, id: string, row: Row): string {
  const hasMerged = sql.get('SELECT 1 AS found FROM patients WHERE merged_into = ? LIMIT 1', id) !== null;
  const others = [...sql.all<Other>(OTHERS, id), ...(hasMerged ? sql.all<Other>(MERGED, id) : [])];
  const told = (kind: Other['kind']): string[] => others.flatMap((other) => (other.kind === kind ? [other.text] : []));
  const tokens = numberTokens({
    birthDate: row.birthDate,
    matricules: [...(row.matricule === null ? [] : [row.matricule]), ...told('matricule')],
    phone: row.phone,
    numbers: [row.ipp, ...told('number')],
  });
  return [...new Set(tokens)].join(' ');
}

const firstKey = ({ birthName, birthFirstNames }: Row): bigint => nameKey(normaliseName(`${birthName} ${birthFirstNames}`));
const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The next free key of these names; the one held, when it is theirs. */
function keyFor(sql: Sql, row: Row, held: bigint | null): bigint {
  for (let first = firstKey(row); ; first += ROOM) {
    if (held !== null && held >= first && held < first + ROOM) return held;
    const last =
      sql.get<{ readonly key: string | null }>(
        'SELECT CAST(max(key) AS TEXT) AS key FROM patient_rows WHERE key >= ? AND key < ?',
        first,
        first + ROOM,
      )?.key ?? null;
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
    const missing = sql
      .all<{ readonly patient_id: string }>('SELECT patient_id FROM patients_to_index LIMIT ?', STEP)
      .map(({ patient_id }) => patient_id);
    if (missing.length === 0) return;
    db.transaction(() => {
      indexPatients(sql, missing);
      for (const id of missing) sql.run('DELETE FROM patients_to_index WHERE patient_id = ?', id);
    }).immediate();
  }
}
