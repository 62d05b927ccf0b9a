/** A synchronous connection of better-sqlite3. Errors carry SQLite's extended result code in `code`. */
export interface Db {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  pragma(sql: string, options?: { readonly simple?: boolean }): unknown;
  /** Wraps a function in a transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(act: () => T): { immediate(): T };
  /** False again once SQLite gave the transaction up by itself (a full disk). */
  readonly inTransaction: boolean;
  close(): void;
}

export interface Statement {
  run(...values: readonly unknown[]): { readonly changes: number };
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
  iterate(...values: readonly unknown[]): IterableIterator<unknown>;
}
