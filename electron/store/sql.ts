import type { Db, Statement } from './db.ts';

/** What a column holds. */
export type Value = string | number | Uint8Array | null;
/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, Value>>;

/** SQL on one connection, each text prepared once. */
export interface Sql {
  /** @returns how many rows changed. */
  run(text: string, ...values: readonly Value[]): number;
  /** One row by the shape that the schema (migrations/) gives it; null when there is none. */
  get<R = Row>(text: string, ...values: readonly Value[]): R | null;
  all<R = Row>(text: string, ...values: readonly Value[]): R[];
  each<R = Row>(text: string, ...values: readonly Value[]): IterableIterator<R>;
}

export function sqlOn(db: Db): Sql {
  const prepared = new Map<string, Statement>();
  const statement = (text: string): Statement => {
    let found = prepared.get(text);
    if (found === undefined) {
      found = db.prepare(text);
      prepared.set(text, found);
    }
    return found;
  };
  // Casts: STRICT tables and our own migrations guarantee the shape named by the caller.
  return {
    run: (text, ...values) => statement(text).run(...values).changes,
    get: <R>(text: string, ...values: readonly Value[]) => (statement(text).get(...values) as R | undefined) ?? null,
    all: <R>(text: string, ...values: readonly Value[]) => statement(text).all(...values) as R[],
    each: <R>(text: string, ...values: readonly Value[]) => statement(text).iterate(...values) as IterableIterator<R>,
  };
}

/**
 * Inserts a row of revision 1, or updates the row of this revision to the next.
 *
 * @param columns every column but `id` and `revision`.
 * @returns false when the stored row has another revision (or is gone).
 */
export function saveRow(sql: Sql, table: string, id: string, revision: number, columns: Readonly<Record<string, Value>>): boolean {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  if (revision === 0) {
    const marks = names.map(() => '?').join(', ');
    sql.run(`INSERT INTO ${table} (id, revision, ${names.join(', ')}) VALUES (?, 1, ${marks})`, id, ...values);
    return true;
  }
  const assignments = names.map((name) => `${name} = ?`).join(', ');
  return sql.run(`UPDATE ${table} SET revision = revision + 1, ${assignments} WHERE id = ? AND revision = ?`, ...values, id, revision) === 1;
}

export const flag = (value: boolean): number => (value ? 1 : 0);
