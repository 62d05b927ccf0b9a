/** What the store in memory uses of better-sqlite3-multiple-ciphers, whose package does not point at its own declarations. */
declare module 'better-sqlite3' {
  import type { Db } from '../../electron/store/sqlite/db.ts';

  /** @param from a path, or a database as `serialize` gave it. */
  const Database: new (from: string | Buffer) => Db & { serialize(): Buffer };
  export default Database;
}
