import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { item, type Benchmark, type Goal } from './report.ts';
import type { Task } from './start-child.ts';
import { thunderbird } from './thunderbird.ts';

const PATIENTS = 20_000;
const SHELL = 'the same host (Node, Chromium, our window) showing an empty page';
const measures = z.object({ pssMiB: z.number(), cpuMs: z.number() });
/** What one process of the bench took. */
type Taken = z.infer<typeof measures> & { readonly ms: number };

/**
 * From the start of the process to a window that takes the PIN, with 20,000 patients, beside what the shell costs alone: the
 * same host, driver and window flags, with an empty page in place of ours. The peer has no store, no card service, no
 * configuration and no page: the ratio says what the application adds. Then to the first row of the patients, beside the first
 * window of Thunderbird where it is installed with Xvfb and xdotool: a mail client with an empty profile, that asks no PIN.
 */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  try {
    await child('prepare', folder);
    const [ours, shell, rows, mail]: [Taken[], Taken[], number[], number[]] = [[], [], [], []];
    const peer = await thunderbird(folder);
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const sides = [await child('application', folder), await child('shell', folder)] as const;
      const row = (await child('rows', folder)).ms;
      const window = (await peer?.firstWindow()) ?? null;
      // The first turn warms the disk caches, and chooses the situation.
      if (turn === 0) continue;
      ours.push(sides[0]);
      shell.push(sides[1]);
      rows.push(row);
      if (window !== null) mail.push(window);
    }
    await peer?.close();
    const beside = (metric: string, unit: string, of: keyof Taken, goal?: Goal) =>
      item(
        metric,
        unit,
        ours.map((taken) => taken[of]),
        { peer: { name: SHELL, values: shell.map((taken) => taken[of]) }, ...(goal === undefined ? {} : { goal }) },
      );
    return {
      name: 'start',
      runs,
      items: [
        beside(`process start to a window that takes the PIN, ${PATIENTS} patients`, 'ms', 'ms', { atMost: 2 }),
        beside('the same, processor time of the whole tree', 'ms', 'cpuMs'),
        beside('memory of the whole tree (PSS: a shared page counts once)', 'MiB', 'pssMiB', { atMost: 1.3 }),
        item(
          `process start to the first row of ${PATIENTS} patients, the PIN typed at once`,
          'ms',
          rows,
          mail.length === 0 ? {} : { peer: { name: 'Thunderbird to its first window, on Xvfb', values: mail }, goal: { atMost: 1 } },
        ),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs one process: it says that it is ready, then what its tree has used. */
async function child(task: Task, folder: string): Promise<Taken> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const bench = fork(fileURLToPath(new URL('./start-child.ts', import.meta.url)), [task, folder, String(PATIENTS)], { execArgv: [] });
    let ms: number | null = null;
    let answer: Taken | null = null;
    bench.on('message', (message) => {
      if (ms === null) ms = performance.now() - start;
      else answer = { ms, ...measures.parse(message) };
    });
    bench.on('error', reject);
    bench.on('exit', (code) => {
      if (answer === null) reject(new Error(`${task}: exit ${code}`));
      else resolve(answer);
    });
  });
}
