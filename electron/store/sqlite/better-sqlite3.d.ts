/** What we use of better-sqlite3-multiple-ciphers, whose package does not point at its own declarations. */
declare module 'better-sqlite3' {
  import type { Db } from './db.ts';

  interface Options {
    readonly readonly?: boolean;
    /** Wait for another connection, in milliseconds. */
    readonly timeout?: number;
  }

  const Database: new (path: string, options?: Options) => Db;
  export default Database;
}
