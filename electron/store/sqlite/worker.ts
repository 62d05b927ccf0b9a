import { createSecretKey } from 'node:crypto';
import { dirname } from 'node:path';
import { parentPort, workerData, receiveMessageOnPort } from 'node:worker_threads';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { JournalIncident } from '../../../shared/domain/record/journal.ts';
import type { Touched } from '../../../shared/domain/record/touched.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { applyCommits, type Committed } from './commit.ts';
import { lockForWriting, openDatabase } from './database.ts';
import type { Db } from './db.ts';
import { fromSqlite, storeError } from '../errors.ts';
import { checkpoint, Idle, type Found } from './idle.ts';
import { SEALED_JOURNAL } from './migrations/index.ts';
import { readOf, type ReadName } from '../reads.ts';
import { appendAudit } from '../audit/changes.ts';
import { auditHead } from '../audit/reads.ts';
import { indexMissing } from '../patients/search-index.ts';
import { sqlOn, type Sql } from './sql.ts';
import { judgeStore, markOf, recordIncident } from '../audit/standing.ts';
import type { Commit, StoreMark, StoreOptions } from '../types.ts';

/** SQLite is synchronous: it lives here, in a thread of its own, and answers one message at a time: a few requests, in order. */

/** What the client gives at start. */
export interface WorkerStart {
  readonly path: string;
  readonly key: Uint8Array;
  readonly journalKey: Uint8Array;
  readonly access: 'writing' | 'reading';
  readonly existing: boolean;
  readonly marks: readonly StoreMark[];
  readonly suspicion: StoreOptions['suspicion'];
  readonly at: Instant;
}

/** Answer 0. */
export interface Opening {
  readonly incident: JournalIncident | null;
}

export type WorkerRequest =
  | { readonly id: number; readonly kind: 'read'; readonly name: ReadName; readonly args: readonly unknown[] }
  | { readonly id: number; readonly kind: 'commit'; readonly commit: Commit }
  | { readonly id: number; readonly kind: 'checkpoint' | 'close' };

/** Answer of a commit. `mark`: where the store stands, when something leaves once it is answered. */
export interface CommitAnswer {
  readonly touched: Touched;
  readonly mark: StoreMark | null;
}

/** Id 0 answers the opening. Without id: what the writer finds by itself. */
export type WorkerAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: ErrorFacts }
  | { readonly id: null; readonly found: Found };

interface Opened {
  readonly db: Db;
  readonly sql: Sql;
  readonly opening: Opening;
  /** @returns where the store stands; null for a reader. */
  close(): StoreMark | null;
}

function open(start: WorkerStart): Opened {
  const { path, key, access } = start;
  const lock = access === 'writing' ? lockForWriting(path) : null;
  try {
    let version = 0;
    const db = openDatabase(path, key, access, { existing: start.existing, found: (had) => (version = had) });
    const sql = sqlOn(db, createSecretKey(start.journalKey));
    const opening = access === 'writing' ? begin(db, sql, version, start) : { incident: null };
    const close = (): StoreMark | null => {
      const mark = access === 'writing' ? markOf(sql) : null;
      // The last connection puts the log in the file.
      db.close();
      lock?.close();
      return mark;
    };
    return { db, sql, opening, close };
  } catch (thrown) {
    lock?.close();
    throw thrown;
  }
}

/** What the writer does first: seals a journal of before, and says what is wrong with it. */
function begin(db: Db, sql: Sql, version: number, { path, marks, suspicion, at }: WorkerStart): Opening {
  indexMissing(db, sql);
  if (suspicion !== 'restored' && auditHead(sql).length === 0 && marks.some(({ length }) => length > 0))
    throw storeError('STORE_MISSING', { values: { folder: dirname(path) } });
  return db
    .transaction((): Opening => {
      if (version > 0 && version < SEALED_JOURNAL) sealJournal(sql, at);
      const suspected = suspicion === null || suspicion === undefined ? null : { reason: suspicion, brokenAt: null };
      const found = suspicion === 'restored' ? suspected : (judgeStore(sql, marks) ?? suspected);
      return { incident: found === null ? null : recordIncident(sql, found, marks, at) };
    })
    .immediate();
}

function sealJournal(sql: Sql, at: Instant): void {
  const entry = { at, actor: null, onBehalfOf: null, situation: null, patientId: null, objectId: null, result: 'ok' };
  appendAudit(sql, [
    {
      ...entry,
      act: 'journal.sealed',
      label: 'Journal scellé : ses entrées portent désormais un sceau',
      details: { length: auditHead(sql).length },
    },
  ]);
}

/** Once answered, something leaves: a copy of before must be told from what is now. */
const takesSend = ({ changes }: Commit): boolean =>
  changes.some((change) => change.kind === 'send.save' && change.send.state === 'sending');

type Committing = Extract<WorkerRequest, { readonly kind: 'commit' }>;

/** Commits of one transaction, at most: nobody waits long for the answer of the first. */
const TOGETHER = 500;

const shares = (request: WorkerRequest): request is Committing => request.kind === 'commit' && request.commit.deferred !== true;

/** Requests in their order, in runs that are answered together: commits that share a transaction, or anything else. */
function runsOf(requests: readonly WorkerRequest[]): WorkerRequest[][] {
  const runs: WorkerRequest[][] = [];
  for (const request of requests) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run !== undefined && first !== undefined && shares(first) === shares(request) && run.length < TOGETHER) run.push(request);
    else runs.push([request]);
  }
  return runs;
}

function answered(id: number, act: () => unknown): WorkerAnswer {
  try {
    return { id, value: act() ?? null };
  } catch (thrown) {
    return { id, error: errorFacts(fromSqlite(thrown)) };
  }
}

function answersOf(opened: Opened, access: WorkerStart['access'], run: readonly WorkerRequest[]): WorkerAnswer[] {
  const commits = run.filter(shares);
  if (commits.length === 0 || access === 'reading')
    return run.map((request) => answered(request.id, () => answer(opened, access, request)));
  const outcomes = applyCommits(
    opened.db,
    opened.sql,
    commits.map(({ commit }) => commit),
  );
  return commits.map(({ id, commit }, i) => answered(id, () => committed(opened, commit, outcomes[i])));
}

function committed(opened: Opened, commit: Commit, outcome: Committed | undefined): CommitAnswer {
  if (outcome === undefined) throw new Error('a commit without outcome');
  if ('thrown' in outcome) throw outcome.thrown;
  return { touched: outcome.touched, mark: takesSend(commit) ? markOf(opened.sql) : null };
}

function answer(opened: Opened, access: WorkerStart['access'], request: WorkerRequest): unknown {
  switch (request.kind) {
    case 'read':
      return readOf(request.name)(opened.sql, ...request.args);
    case 'commit':
      if (access === 'reading') throw storeError('STORE_READ_ONLY');
      return committed(opened, request.commit, applyCommits(opened.db, opened.sql, [request.commit])[0]);
    case 'checkpoint':
      return access === 'writing' ? checkpoint(opened.db, opened.sql) : null;
    case 'close':
      return opened.close();
  }
}

function main(): void {
  const port = parentPort;
  if (port === null) return;
  // Given by openStore alone.
  const start = workerData as WorkerStart;
  let opened: Opened | null = null;
  const opening = answered(0, () => {
    opened = open(start);
    return opened.opening;
  });
  start.key.fill(0);
  start.journalKey.fill(0);
  port.postMessage([opening]);
  if (opened === null) return port.close();
  const store: Opened = opened;
  const idle =
    start.access === 'writing'
      ? new Idle(store.db, store.sql, (found) => port.postMessage([{ id: null, found } satisfies WorkerAnswer]))
      : null;
  idle?.wrote();
  port.on('message', (first: readonly WorkerRequest[]) => {
    const requests = [...first, ...arrived(port)];
    for (const run of runsOf(requests)) port.postMessage(answersOf(store, start.access, run));
    if (requests.some(({ kind }) => kind === 'close')) {
      idle?.stop();
      port.close();
    } else if (requests.some(({ kind }) => kind === 'commit')) idle?.wrote();
  });
}

/** What was asked while the disk was being waited for: commits among it share the next transaction. */
function arrived(port: NonNullable<typeof parentPort>): WorkerRequest[] {
  const requests: WorkerRequest[] = [];
  while (requests.length < TOGETHER) {
    const next = receiveMessageOnPort(port);
    if (next === undefined) break;
    // Posted by openStore alone.
    requests.push(...(next.message as readonly WorkerRequest[]));
  }
  return requests;
}

main();
