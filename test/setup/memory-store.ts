import Database from 'better-sqlite3';
import { createSecretKey } from 'node:crypto';
import { readOf, readsBy } from '../../electron/store/reads.ts';
import { applyCommits } from '../../electron/store/sqlite/commit.ts';
import { fromSqlite } from '../../electron/store/errors.ts';
import { migrations } from '../../electron/store/sqlite/migrations/index.ts';
import { sqlOn } from '../../electron/store/sqlite/sql.ts';
import { TouchedListeners } from '../../electron/store/touched-listeners.ts';
import type { Store } from '../../electron/store/types.ts';
import { UNTOUCHED } from '../../shared/domain/record/touched.ts';

/** The schema of an empty store, made once: a store of it opens thirty times as fast. */
const schema: Buffer = (() => {
  const db = new Database(':memory:');
  for (const migration of migrations) db.exec(migration);
  return db.serialize();
})();

/** A store of SQLite that lives in memory, in this thread: the schema, the reads and the changes of the real one. */
export function memoryStore(): Store {
  const db = new Database(schema);
  db.pragma('foreign_keys = ON');
  const sql = sqlOn(db, createSecretKey(new Uint8Array(32).fill(9)));
  const told = new TouchedListeners();
  return {
    // What a message between threads would do: nobody holds what the store holds.
    ...readsBy((name, args) => Promise.resolve(structuredClone(readOf(name)(sql, ...args)))),
    commit: (commit) => {
      const [outcome] = applyCommits(db, sql, [structuredClone(commit)]);
      if (outcome === undefined || 'thrown' in outcome) {
        told.tell(UNTOUCHED, commit.deferred === true);
        return Promise.reject(fromSqlite(outcome?.thrown));
      }
      told.tell(outcome.touched, commit.deferred === true);
      return Promise.resolve();
    },
    onTouched: (listener) => told.on(listener),
    incident: null,
    path: ':memory:',
    size: () => Promise.resolve(0),
    checkpoint: () => Promise.resolve(),
    close: () => Promise.resolve(db.close()),
  };
}
