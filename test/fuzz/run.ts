import { Worker } from 'node:worker_threads';
import { startDoors } from '../../electron/doors/client.ts';
import { PosteError } from '../../shared/errors.ts';
import { randomOf } from '../setup/hostile-files.ts';
import { usage, watchedService } from '../setup/watched-service.ts';
import { DoorFault } from './alive.ts';
import { openDoors, type Door } from './doors.ts';
import { mutate } from './mutate.ts';
import { numbersGiven } from '../setup/options.ts';

/**
 * `npm run fuzz -- [--minutes m] [--seed n] [--json]`: changed files at every door, one door after the other, for as long
 * each. A crash is whatever is not a typed refusal, or a door process that ends by itself or slips; an input that never ends
 * is told by the watchdog, which stops the run. Equal seeds, equal inputs in
 * the same order; how many fit in the time is the machine's affair.
 */
const { minutes, seed, json } = numbersGiven(
  'Usage : npm run fuzz -- [--minutes m] [--seed n] [--json]',
  { minutes: 1, seed: 1 },
  { minutes: (n) => n > 0, seed: Number.isInteger },
);

let apart = 0;
const service = startDoors((entry) => {
  const started = watchedService(entry);
  apart = started.pid;
  return started;
});
await service.warm();

const { doors, close } = await openDoors(service);
const progress = new Int32Array(new SharedArrayBuffer(12));
const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { progress, names: doors.map(({ name }) => name), seed },
});
const results = [];
for (const [rank, door] of doors.entries()) results.push(await fuzz(door, rank));
await watchdog.terminate();
await service.close();
close();
if (json) process.stdout.write(`${JSON.stringify({ doors: results })}\n`);
else
  for (const { name, inputs, crashes, slowest_ms: slowest, peak_mb: peak } of results)
    process.stdout.write(`${name}: ${inputs} inputs, ${crashes} crashes, slowest ${slowest} ms, peak ${peak} MiB\n`);
process.exit(results.some(({ crashes }) => crashes > 0) ? 1 : 0);

async function fuzz(door: Door, rank: number) {
  Atomics.store(progress, 1, rank);
  const random = randomOf(seed);
  const end = performance.now() + (minutes * 60_000) / doors.length;
  const held = (): number => usage(door.apart === true ? apart : process.pid)?.rssMb ?? 0;
  const base = held();
  let [inputs, crashes, slowest, peak] = [0, 0, 0, 0];
  for (; performance.now() < end; inputs++) {
    const bytes = mutate(door.seeds[inputs % door.seeds.length] ?? Buffer.alloc(0), random);
    Atomics.store(progress, 2, inputs);
    Atomics.add(progress, 0, 1);
    const start = performance.now();
    try {
      await door.enter(bytes);
    } catch (thrown) {
      if (!(thrown instanceof PosteError)) {
        crashes += 1;
        told(door.name, inputs, thrown);
      }
    }
    slowest = Math.max(slowest, performance.now() - start);
    peak = Math.max(peak, held() - base);
  }
  return { name: door.name, inputs, crashes, slowest_ms: Math.round(slowest), peak_mb: Math.round(peak) };
}

/** Found again by its rank: nothing of a file is written. */
function told(name: string, rank: number, thrown: unknown): void {
  if (thrown instanceof DoorFault) return void process.stderr.write(`[${name}] input ${rank} of seed ${seed}: ${thrown.message}\n`);
  const root = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const where =
    root instanceof Error
      ? `${root.name} ${
          root.stack
            ?.split('\n')
            .find((line) => line.includes(' at '))
            ?.trim() ?? ''
        }`
      : 'thrown';
  process.stderr.write(`[${name}] input ${rank} of seed ${seed}: ${where}\n`);
}
