import { hkdfSync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { errorFromFacts } from '../../shared/errors.ts';
import { storeError } from './errors.ts';
import type { Found } from './sqlite/idle.ts';
import { LONG_READS, readsBy, type ReadName } from './reads.ts';
import { TouchedListeners } from './touched-listeners.ts';
import type { Store, StoreMark, StoreOptions } from './types.ts';
import type { CommitAnswer, Opening, WorkerAnswer, WorkerRequest, WorkerStart } from './sqlite/worker.ts';

/**
 * Opens the store of this workstation in a thread of its own; a missing file is created. From the first deferred commit
 * on, another thread reads what is committed: nobody's search waits for an import. A read asked once a commit has
 * answered sees it.
 *
 * @throws PosteError STORE_KEY, STORE_MISSING, STORE_CORRUPT, STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE, PROFILE_LOCKED
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { path, access = 'writing', existing = false, marks = [], suspicion = null, now = () => new Date() } = options;
  // The caller may wipe its copies; verification opens the file again.
  const [key, journalKey] = [Uint8Array.from(options.key), Uint8Array.from(options.journalKey ?? drawnFrom(options.key))];
  // Noting it elsewhere is never in the way of the store: the former note still stands.
  const noted = async (mark: StoreMark): Promise<void> => {
    try {
      await options.noted?.(mark);
    } catch {
      return;
    }
  };
  const found = (what: Found): void => {
    if (what.kind === 'journal') options.doubted?.(what.incident);
    else void noted(what.mark);
  };
  const shared = { path, key, journalKey, existing, marks, suspicion, at: now().toISOString() };
  const main = await startWorker({ ...shared, access }, found);
  // Answer 0 of the worker.
  const opening = main.opening as Opening;
  let beside: Promise<Messages> | null = null;
  let reader = main;
  let closed = false;
  const readBeside = async (): Promise<void> => {
    beside = startWorker({ ...shared, access: 'reading' }, found);
    // Without it, reads wait for their turn.
    reader = await beside.catch(() => main);
  };
  // What reads for long has a thread of its own.
  const readOnce: Messages['read'] = async (name, args) => {
    const thread = await startWorker({ ...shared, access: 'reading' }, found);
    try {
      return await thread.read(name, args);
    } finally {
      await thread.close();
    }
  };
  const told = new TouchedListeners();
  const apart = new Set<Promise<unknown>>();
  const readApart: Messages['read'] = async (name, args) => {
    if (closed) throw storeError('STORE_CLOSED');
    const reading = readOnce(name, args);
    apart.add(reading);
    try {
      return await reading;
    } finally {
      apart.delete(reading);
    }
  };
  return {
    ...readsBy((name, args) => (LONG_READS.has(name) ? readApart(name, args) : reader.read(name, args))),
    path,
    incident: opening.incident,
    commit: async (commit) => {
      if (commit.deferred === true && beside === null) await readBeside();
      // Answer of the worker's commit.
      const { touched, mark } = (await main.ask({ kind: 'commit', commit })) as CommitAnswer;
      if (mark !== null) await noted(mark);
      told.tell(touched, commit.deferred === true);
    },
    onTouched: (listener) => told.on(listener),
    size: async () => {
      const sizes = await Promise.all(
        [path, `${path}-wal`].map((file) =>
          stat(file).then(
            ({ size }) => size,
            () => 0,
          ),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    checkpoint: async () => {
      // Answer of the worker's checkpoint.
      const mark = (await main.ask({ kind: 'checkpoint' })) as StoreMark | null;
      if (mark !== null) await noted(mark);
    },
    close: async () => {
      closed = true;
      // The last connection puts the log back in the file: the one that may write.
      await Promise.allSettled([...apart, beside?.then((thread) => thread.close())]);
      key.fill(0);
      journalKey.fill(0);
      const mark = await main.close();
      if (mark !== null) await noted(mark);
    },
  };
}

const drawnFrom = (key: Uint8Array): Uint8Array => new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), 'poste-sante journal', 32));

interface Messages {
  /** Value of the opening. */
  readonly opening: unknown;
  readonly ask: (request: RequestBody) => Promise<unknown>;
  readonly read: (name: ReadName, args: readonly unknown[]) => Promise<unknown>;
  /** Where the store stood; null once closed, and for a reader. */
  readonly close: () => Promise<StoreMark | null>;
}

type Unnumbered<R> = R extends unknown ? Omit<R, 'id'> : never;
type RequestBody = Unnumbered<WorkerRequest>;

/** In a package everything is bundled at the top, where each entry keeps its room. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = new URL(FROM_SOURCE ? './sqlite/worker.ts' : './store/worker.js', import.meta.url);
// From source, each thread strips types in WebAssembly, whose generic wrappers make Node 24 crash now and then when
// several threads do (seen in core dumps; alike: nodejs/node#64500).
if (FROM_SOURCE) setFlagsFromString('--no-wasm-generic-wrapper');

async function startWorker(start: WorkerStart, found: (what: Found) => void): Promise<Messages> {
  // The worker's own copies of the keys are wiped once the file is open.
  const worker = new Worker(WORKER, { workerData: start, execArgv: [] });
  const waiting = new Map<number, { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }>();
  let last = 0;
  let ended = false;
  const expect = (id: number): Promise<unknown> =>
    new Promise((done, failed) => {
      if (ended) failed(storeError('STORE_CLOSED'));
      else waiting.set(id, { done, failed });
    });
  const end = (error: Error): void => {
    ended = true;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  worker.on('message', (answers: readonly WorkerAnswer[]) => {
    for (const answer of answers) {
      if (answer.id === null) {
        found(answer.found);
        continue;
      }
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('error' in answer) asked?.failed(errorFromFacts(answer.error));
      else asked?.done(answer.value);
    }
  });
  worker.on('error', (cause) => end(storeError('STORE_CLOSED', { cause })));
  const exited = new Promise<void>((done) => {
    worker.on('exit', () => {
      end(storeError('STORE_CLOSED'));
      done();
    });
  });
  // What is asked in one go is one message: an import asks a thousand things at once.
  let gathered: WorkerRequest[] = [];
  const post = (): void => {
    const requests = gathered;
    gathered = [];
    if (!ended) worker.postMessage(requests);
  };
  const ask = (body: RequestBody): Promise<unknown> => {
    last += 1;
    if (gathered.length === 0) queueMicrotask(post);
    gathered.push({ ...body, id: last });
    return expect(last);
  };
  const opening = await expect(0).catch(async (error: unknown) => {
    await exited;
    throw error;
  });
  return {
    opening,
    ask,
    read: (name, args) => ask({ kind: 'read', name, args }),
    close: async () => {
      if (ended) return null;
      // Answer of the worker's close.
      const mark = (await ask({ kind: 'close' })) as StoreMark | null;
      await exited;
      return mark;
    },
  };
}
