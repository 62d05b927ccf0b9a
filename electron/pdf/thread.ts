import { Worker } from 'node:worker_threads';
import type { z } from 'zod';

/** Why a thread gave nothing: refused by the library, too long, too large, or gone. */
export type Failure = string;

/** Heap of a thread, in MiB; an image's pixels are outside of it, and limited by its dimensions. */
const HEAP_LIMIT_MB = 512;

/**
 * One job in a thread of its own, killed past its time: what comes from outside is opened there and nowhere else.
 *
 * @returns the answer, or a word on why there is none.
 * @throws Error when the thread could not start: the program is at fault, not the file.
 */
export async function inThread<T>(entry: URL, workerData: unknown, answer: z.ZodType<T>, timeMs: number): Promise<T | { readonly failure: Failure }> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB }, env: {}, stdout: true, stderr: true });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void thread.terminate();
    };
    const timer = setTimeout(() => end(() => resolve({ failure: 'time limit' })), timeMs);
    thread.once('message', (message: unknown) => end(() => resolve(answer.safeParse(message).data ?? { failure: 'no answer' })));
    // Out of memory ends the thread with an error too: the file is at fault, unless the thread never started.
    thread.once('error', (cause: NodeJS.ErrnoException) =>
      end(() => (cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ failure: 'memory limit' }) : reject(cause))),
    );
    thread.once('exit', () => end(() => resolve({ failure: 'no answer' })));
  });
}
