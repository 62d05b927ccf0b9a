import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { inspectPdf } from './inspect.ts';

/** Body of the worker thread of {@link ./check.ts}: one file, one answer. */
const given = z.object({ bytes: z.instanceof(Uint8Array), maxPages: z.int() }).safeParse(workerData);
const failed = (thrown: unknown): void => parentPort?.postMessage({ failure: thrown instanceof Error ? thrown.name : 'unknown' });
// The reader lets some of its own promises fail unheard on a broken file: the file is at fault, not the thread.
process.on('unhandledRejection', failed);
process.on('uncaughtException', failed);
if (parentPort !== null && given.success) {
  try {
    parentPort.postMessage({ facts: await inspectPdf(given.data.bytes, given.data.maxPages) });
  } catch (thrown) {
    failed(thrown);
  }
}
