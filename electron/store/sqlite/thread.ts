import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { errorFromFacts } from '../../../shared/errors.ts';
import { storeError } from '../errors.ts';
import type { ReadName } from '../reads.ts';
import type { StoreMark } from '../types.ts';
import type { Found } from './idle.ts';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './worker.ts';

/** What the store's thread is asked, and answers in order. */
export interface StoreThread {
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
const WORKER = new URL(FROM_SOURCE ? './worker.ts' : './store/worker.js', import.meta.url);
// From source, each thread strips types in WebAssembly, whose generic wrappers make Node 24 crash now and then when
// several threads do (seen in core dumps; alike: nodejs/node#64500).
if (FROM_SOURCE) setFlagsFromString('--no-wasm-generic-wrapper');

/** Starts a thread on a store's file. @throws PosteError those of the opening */
export async function startThread(start: WorkerStart, found: (what: Found) => void): Promise<StoreThread> {
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
