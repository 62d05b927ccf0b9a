import { parentPort, workerData } from 'node:worker_threads';
import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';
import { applyCommit } from './commit.ts';
import { lockForWriting, openDatabase } from './database.ts';
import type { Db } from './db.ts';
import { fromSqlite, storeError } from './errors.ts';
import { reads, type ReadName } from './reads.ts';
import { indexMissing } from './repositories/search-index.ts';
import { markInterrupted } from './repositories/sends.ts';
import { sqlOn, type Sql } from './sql.ts';
import type { Commit } from './types.ts';

/** SQLite is synchronous: it lives here, in a thread of its own, and answers one message at a time: a few requests, in order. */

/** What the client gives at start. */
export interface WorkerStart {
  readonly path: string;
  readonly key: Uint8Array;
  readonly access: 'writing' | 'reading';
}

export type WorkerRequest =
  | { readonly id: number; readonly kind: 'read'; readonly name: ReadName; readonly args: readonly unknown[] }
  | { readonly id: number; readonly kind: 'commit'; readonly commit: Commit }
  | { readonly id: number; readonly kind: 'close' };

/** Id 0 answers the opening: the ids of interrupted sends. */
export type WorkerAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorFacts };

interface Opened {
  readonly db: Db;
  readonly sql: Sql;
  readonly interrupted: readonly string[];
  close(): void;
}

function open({ path, key, access }: WorkerStart): Opened {
  const lock = access === 'writing' ? lockForWriting(path) : null;
  try {
    const db = openDatabase(path, key, access);
    const sql = sqlOn(db);
    if (access === 'writing') indexMissing(db, sql);
    const interrupted = access === 'writing' ? db.transaction(() => markInterrupted(sql)).immediate() : [];
    const close = (): void => {
      db.close();
      lock?.close();
    };
    return { db, sql, interrupted, close };
  } catch (thrown) {
    lock?.close();
    throw thrown;
  }
}

function answer(opened: Opened, access: WorkerStart['access'], request: WorkerRequest): unknown {
  switch (request.kind) {
    case 'read': {
      // The client's methods carry the types of each read (reads.ts); a message has lost them.
      const read = reads[request.name] as (sql: Sql, ...args: readonly unknown[]) => unknown;
      return read(opened.sql, ...request.args);
    }
    case 'commit':
      if (access === 'reading') throw storeError('STORE_READ_ONLY');
      return applyCommit(opened.db, opened.sql, request.commit);
    case 'close':
      return opened.close();
  }
}

function main(): void {
  const port = parentPort;
  if (port === null) return;
  // Given by openStore alone.
  const start = workerData as WorkerStart;
  const answered = (id: number, act: () => unknown): WorkerAnswer => {
    try {
      return { id, value: act() ?? null };
    } catch (thrown) {
      return { id, error: errorFacts(fromSqlite(thrown)) };
    }
  };
  let opened: Opened | null = null;
  const opening = answered(0, () => {
    opened = open(start);
    return opened.interrupted;
  });
  start.key.fill(0);
  port.postMessage([opening]);
  if (opened === null) return port.close();
  const store: Opened = opened;
  port.on('message', (requests: readonly WorkerRequest[]) => {
    port.postMessage(requests.map((request) => answered(request.id, () => answer(store, start.access, request))));
    if (requests.some(({ kind }) => kind === 'close')) port.close();
  });
}

main();
