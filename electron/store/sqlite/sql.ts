import type { KeyObject } from 'node:crypto';
import type { Db, Statement } from './db.ts';

/** What a column holds. */
export type Value = string | number | Uint8Array | null;
/** What a parameter takes: a bigint where 53 bits are not enough. */
type Bound = Value | bigint;
/** A row as SQLite gives it. */
type Row = Readonly<Record<string, Value>>;

/** SQL on one connection, each text prepared once. Parameters are `?` in order, or `?1`, `?2`... throughout a text. */
export interface Sql {
  /** Seals the entries of the journal; kept apart from the rows. */
  readonly journalKey: KeyObject;
  /** @returns how many rows changed. */
  run(text: string, ...values: readonly Bound[]): number;
  /** One row by the shape that the schema (migrations/) gives it; null when there is none. */
  get<R = Row>(text: string, ...values: readonly Bound[]): R | null;
  all<R = Row>(text: string, ...values: readonly Bound[]): R[];
  each<R = Row>(text: string, ...values: readonly Bound[]): IterableIterator<R>;
}

export function sqlOn(db: Db, journalKey: KeyObject): Sql {
  const prepared = new Map<string, { readonly statement: Statement; readonly bind: (values: readonly Bound[]) => readonly unknown[] }>();
  const prepare = (text: string) => {
    let found = prepared.get(text);
    if (found === undefined) {
      found = { statement: db.prepare(text), bind: /\?\d/.test(text) ? numbered : inOrder };
      prepared.set(text, found);
    }
    return found;
  };
  const call = <T>(text: string, values: readonly Bound[], act: (statement: Statement, bound: readonly unknown[]) => T): T => {
    const { statement, bind } = prepare(text);
    return act(statement, bind(values));
  };
  // Casts: STRICT tables and our own migrations guarantee the shape named by the caller.
  return {
    journalKey,
    run: (text, ...values) => call(text, values, (statement, bound) => statement.run(...bound).changes),
    get: <R>(text: string, ...values: readonly Bound[]) =>
      call(text, values, (statement, bound) => (statement.get(...bound) as R | undefined) ?? null),
    all: <R>(text: string, ...values: readonly Bound[]) => call(text, values, (statement, bound) => statement.all(...bound) as R[]),
    each: <R>(text: string, ...values: readonly Bound[]) =>
      call(text, values, (statement, bound) => statement.iterate(...bound) as IterableIterator<R>),
  };
}

const inOrder = (values: readonly Bound[]): readonly unknown[] => values;
/** better-sqlite3 takes `?1` for a name. */
const numbered = (values: readonly Bound[]): readonly unknown[] => [Object.fromEntries(values.map((value, i) => [i + 1, value]))];

/**
 * Inserts a row of revision 1, or updates the row of this revision to the next.
 *
 * @param columns every column but `id` and `revision`.
 * @param once columns that the insertion alone writes.
 * @returns false when the stored row has another revision (or is gone).
 */
export function saveRow(
  sql: Sql,
  table: string,
  id: string,
  revision: number,
  columns: Readonly<Record<string, Bound>>,
  once: Readonly<Record<string, Bound>> = {},
): boolean {
  if (revision === 0) {
    const all = { ...once, ...columns };
    const inserted = Object.keys(all);
    sql.run(
      `INSERT INTO ${table} (id, revision, ${inserted.join(', ')}) VALUES (?, 1, ${inserted.map(() => '?').join(', ')})`,
      id,
      ...Object.values(all),
    );
    return true;
  }
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const assignments = names.map((name) => `${name} = ?`).join(', ');
  return (
    sql.run(`UPDATE ${table} SET revision = revision + 1, ${assignments} WHERE id = ? AND revision = ?`, ...values, id, revision) === 1
  );
}

/** `LIMIT` of a list that is asked whole. */
export const NO_LIMIT = -1;

export const flag = (value: boolean): number => (value ? 1 : 0);
