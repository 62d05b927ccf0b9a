import { createSecretKey } from 'node:crypto';
import { connect } from '../../../electron/store/sqlite/database.ts';
import { fromSqlite } from '../../../electron/store/errors.ts';
import { applyCommits } from '../../../electron/store/sqlite/commit.ts';
import { migrations } from '../../../electron/store/sqlite/migrations/index.ts';
import { reads, type ReadName } from '../../../electron/store/reads.ts';
import { sqlOn, type Sql } from '../../../electron/store/sqlite/sql.ts';
import type { Commit, Store } from '../../../electron/store/types.ts';

/** A store of SQLite that lives in memory, in this thread: the schema, the reads and the changes of the real one. */
export function memoryStore(): Store {
  const db = connect(':memory:', { timeout: 0 });
  db.pragma('foreign_keys = ON');
  for (const migration of migrations) db.exec(migration);
  const sql = sqlOn(db, createSecretKey(new Uint8Array(32).fill(9)));
  const read = (name: ReadName, args: readonly unknown[]): Promise<unknown> => {
    const run = reads[name] as (sql: Sql, ...args: readonly unknown[]) => unknown;
    return Promise.resolve(structuredClone(run(sql, ...args)));
  };
  const room = (feature: string): unknown =>
    new Proxy(
      {},
      {
        get:
          (_none, name) =>
          (...args: readonly unknown[]) =>
            read(`${feature}.${String(name)}` as ReadName, args),
      },
    );
  const features = [
    'patients',
    'worklists',
    'imports',
    'identity',
    'insi',
    'information',
    'documents',
    'outbox',
    'settings',
    'mailboxes',
    'audit',
  ];
  return {
    ...Object.fromEntries(features.map((feature) => [feature, room(feature)])),
    commit: (commit: Commit) => {
      const [refused] = applyCommits(db, sql, [structuredClone(commit)]);
      return refused === null || refused === undefined ? Promise.resolve() : Promise.reject(fromSqlite(refused.thrown));
    },
    interrupted: [],
    incident: null,
    path: ':memory:',
    size: () => Promise.resolve(0),
    checkpoint: () => Promise.resolve(),
    close: () => Promise.resolve(db.close()),
  } as unknown as Store;
}
