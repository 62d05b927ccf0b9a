import { fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PAULE_DURAND, startSandbox } from '../sandbox/index.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { pdfOf } from './growth.ts';
import { item, type Benchmark } from './report.ts';
import { sleeps, used } from './tree.ts';

/** A PDF of about 200 KB: strokes of its only page. */
const STROKES = 12_500;
/** Documents of a turn. */
const FED = 10;
/** What a session does when it opens is over by then. */
const CALM_MS = 10_000;
/** How long nothing is done, at each turn. */
const IDLE_MS = 10_000;

/**
 * A workstation with its session open, without a window, the national services in another process: what it costs to do
 * nothing, to feed (dropped, validated, sent to the DMP and by mail; processor time of the application and all its
 * processes, a file card that signs by itself), and what stays on disk once all is sent. Left out: the window.
 */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const sandbox = await startSandbox({ autoApprove: 0 });
  const station = fork(fileURLToPath(new URL('./station-child.ts', import.meta.url)), [], { execArgv: [] });
  const ended = once(station, 'exit').then(([code]) => Promise.reject(new Error(`the workstation ended: ${String(code)}`)));
  const told = async (task: object): Promise<void> => {
    station.send(task);
    await Promise.race([once(station, 'message'), ended]);
  };
  const pid = station.pid ?? 0;
  try {
    const card = await sandbox.fileCard(PAULE_DURAND, {});
    await told({ config: sandboxConfig(sandbox, folder, { kind: 'file', folder: card }) });
    const woken: number[] = [];
    const idle: number[] = [];
    await pass(CALM_MS);
    for (let turn = 0; turn < runs; turn += 1) {
      const [before, cpu] = [sleeps(pid), used(pid).cpuMs];
      await pass(IDLE_MS);
      woken.push(((sleeps(pid) - before) / IDLE_MS) * 1000);
      idle.push(((used(pid).cpuMs - cpu) / IDLE_MS) * 100);
    }
    // The first one warms what opens files.
    await told({ feed: 1, strokes: STROKES });
    const fed: number[] = [];
    for (let turn = 0; turn < runs; turn += 1) {
      const before = used(pid).cpuMs;
      await told({ feed: FED, strokes: STROKES });
      fed.push((FED / (used(pid).cpuMs - before)) * 1000);
    }
    await told({ close: true });
    const kept = (await sizeOf(folder)) / (pdfOf(1, STROKES).byteLength * (1 + runs * FED));
    return {
      name: 'station',
      runs,
      items: [
        item('nothing done, session open: wake-ups of the application process', '/s', woken, { goal: { atMost: 5 } }),
        item('nothing done, session open: processor, all processes', '%', idle),
        item('documents of 200 KB fed by DMP and mail, per second of processor', '/s', fed, { goal: { atLeast: 84 } }),
        item(`on disk once all is sent, times the PDFs (${1 + runs * FED} documents)`, 'x', [kept], { goal: { atMost: 1.5 } }),
      ],
    };
  } finally {
    station.kill();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes of the files of a folder. */
async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}
