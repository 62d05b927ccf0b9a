import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** Longest time that one input may take, in milliseconds: far more than any door gives it on a machine that does other things. */
const STUCK_MS = 60_000;
const LOOK_MS = 500;

/**
 * Thread beside the doors: an input that never ends holds the process up, and only another thread can say which. Ends the
 * process by a signal, which no check takes for a success.
 *
 * Progress, shared: how many inputs have ended in all, the rank of the door, the rank of the input.
 */
const { progress, names, seed } = workerData as { readonly progress: Int32Array; readonly names: readonly string[]; readonly seed: number };
let [ended, since] = [-1, Date.now()];
setInterval(() => {
  const now = Atomics.load(progress, 0);
  if (now !== ended) [ended, since] = [now, Date.now()];
  if (Date.now() - since < STUCK_MS) return;
  writeSync(
    2,
    `[${names[Atomics.load(progress, 1)] ?? '?'}] input ${Atomics.load(progress, 2)} of seed ${seed}: no end after ${STUCK_MS / 1000} s\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}, LOOK_MS);
