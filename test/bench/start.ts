import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { item, type Benchmark } from './report.ts';

const PATIENTS = 20_000;
const ready = z.object({ residentMiB: z.number() });

/** From the start of the process to a window that takes the PIN, with 20,000 patients, beside a bare Chromium. */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  try {
    await child('prepare', folder);
    const ours: number[] = [];
    const bare: number[] = [];
    const ourMemory: number[] = [];
    const bareMemory: number[] = [];
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const app = await child('application', folder);
      const empty = await child('bare', folder);
      // The first turn warms the disk caches.
      if (turn === 0) continue;
      ours.push(app.ms);
      bare.push(empty.ms);
      ourMemory.push(app.residentMiB);
      bareMemory.push(empty.residentMiB);
    }
    return {
      name: 'start',
      runs,
      items: [
        item(`process start to a window that takes the PIN, ${PATIENTS} patients`, 'ms', ours, {
          peer: { name: 'bare Chromium, same flags, empty page', values: bare },
          goal: { atMost: 2 },
        }),
        item('resident memory of the whole tree', 'MiB', ourMemory, {
          peer: { name: 'bare Chromium, same flags, empty page', values: bareMemory },
        }),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function child(
  task: 'prepare' | 'application' | 'bare',
  folder: string,
): Promise<{ readonly ms: number; readonly residentMiB: number }> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const bench = fork(fileURLToPath(new URL('./start-child.ts', import.meta.url)), [task, folder, String(PATIENTS)], { execArgv: [] });
    let answer: { readonly ms: number; readonly residentMiB: number } | null = null;
    bench.on('message', (message) => {
      answer = { ms: performance.now() - start, ...ready.parse(message) };
    });
    bench.on('error', reject);
    bench.on('exit', (code) => {
      if (answer === null) reject(new Error(`${task}: exit ${code}`));
      else resolve(answer);
    });
  });
}
