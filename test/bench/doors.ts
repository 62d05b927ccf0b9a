import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCda } from '../../electron/cda/read.ts';
import { readDatamatrixImage } from '../../electron/datamatrix/read.ts';
import { stampIdentityBlock } from '../../electron/datamatrix/stamp.ts';
import { startDoors } from '../../electron/doors/client.ts';
import type { Doors } from '../../electron/doors/types.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { openXml } from '../../electron/xml/open.ts';
import { hostileFiles, pdfWith, randomOf } from '../setup/hostile-files.ts';
import { usage, watchedService } from '../setup/watched-service.ts';
import { patTrois } from '../unit/datamatrix/patient.ts';
import { item, type Benchmark, type Item } from './report.ts';

const SEED = 1;
const WARM_FILES = 20;
const WARM_MS = 15;
const CPU_MS = 5_000;
const MEMORY_MB = 200;
/** Between two looks at a process, in milliseconds: what comes and goes in less is not seen. */
const LOOK_MS = 3;

interface Use {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/**
 * The door process before hostile files (`test/setup/hostile-files.ts`, one seed): processor time and peak of resident
 * memory above what the process holds when it is warm, for each file, until its answer or its end. Beside them what poppler's
 * pdfinfo takes for the same PDF, its start included: it reads less (no look for actions, no walk of the pages). XML has
 * no peer here, nor have images and stamps. Then a PDF of 200 KB inspected by a warm process, wall clock, its way there
 * and back included.
 */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  let pid = 0;
  const doors = startDoors((entry) => {
    const service = watchedService(entry);
    ({ pid } = service);
    return service;
  });
  try {
    await doors.warm();
    const items: Item[] = [await warmItem(runs, (bytes) => checkPdf(doors, bytes))];
    for (const { name, kind, make } of hostileFiles) {
      const bytes = make(randomOf(SEED));
      const file = join(folder, 'file');
      await writeFile(file, bytes);
      const [ours, theirs]: [Use[], Use[]] = [[], []];
      for (let turn = 0; turn < runs; turn++) {
        await doors.warm();
        const opening = kind === 'pdf' ? checkPdf(doors, bytes) : openXml(doors, 'cda', bytes, readCda);
        ours.push(await used(pid, opening.then(settled, settled)));
        if (kind === 'pdf') theirs.push(await pdfinfo(file));
      }
      const beside = (values: (use: Use) => number) => (kind === 'pdf' ? { peer: { name: 'pdfinfo', values: theirs.map(values) } } : {});
      items.push(
        bounded(
          `${kind}, ${name}: processor`,
          'ms',
          ours.map(({ cpuMs }) => cpuMs),
          CPU_MS,
          beside(({ cpuMs }) => cpuMs),
        ),
      );
      items.push(
        bounded(
          `${kind}, ${name}: memory above the warm process`,
          'MiB',
          ours.map(({ peakMb }) => peakMb),
          MEMORY_MB,
          beside(({ peakMb }) => peakMb),
        ),
      );
    }
    for (const [name, open] of heavyWork(doors)) {
      const uses: Use[] = [];
      for (let turn = 0; turn < runs; turn++) {
        await doors.warm();
        uses.push(await used(pid, open().then(settled, settled)));
      }
      items.push(
        bounded(
          `${name}: processor`,
          'ms',
          uses.map(({ cpuMs }) => cpuMs),
          CPU_MS,
          {},
        ),
      );
      items.push(
        bounded(
          `${name}: memory above the warm process`,
          'MiB',
          uses.map(({ peakMb }) => peakMb),
          MEMORY_MB,
          {},
        ),
      );
    }
    return { name: 'doors', runs, items };
  } finally {
    await doors.close();
    await rm(folder, { recursive: true });
  }
}

/** The largest images that are read, and documents to stamp. */
function heavyWork(doors: Doors): readonly (readonly [string, () => Promise<unknown>])[] {
  const random = randomOf(SEED);
  const page = (width: number, height: number) => {
    const block = Buffer.from(Array.from({ length: 65_537 * 4 }, () => Math.floor(random() * 256)));
    return () =>
      readDatamatrixImage(doors, { kind: 'pixels', data: Buffer.alloc(width * height * 4, block), width, height }, { test: true });
  };
  const stamped = (megabytes: number) => {
    const picture = { dict: '', stream: Buffer.alloc(megabytes * 1024 * 1024, 7) };
    const pdf = pdfWith({ more: [picture] });
    return () => stampIdentityBlock(doors, pdf, patTrois, { test: true, place: { kind: 'prepend' } });
  };
  return [
    ['image, noise, A4 at 300 points per inch', page(2480, 3508)],
    ['image, noise, a photograph of 12 million pixels', page(3024, 4032)],
    ['stamp, a document of 10 MiB', stamped(10)],
    ['stamp, a document of 38 MiB', stamped(38)],
  ];
}

const settled = (): undefined => undefined;

/** The goal is about our own value, whatever the peer does: the process is bound, the peer is not. */
function bounded(metric: string, unit: string, values: readonly number[], goal: number, options: Parameters<typeof item>[3]): Item {
  return { ...item(metric, unit, values, options), goal, met: Math.max(...values) <= goal };
}

async function warmItem(runs: number, inspect: (bytes: Uint8Array) => Promise<unknown>): Promise<Item> {
  const random = randomOf(SEED);
  const bytes = pdfWith({
    more: [{ dict: '', stream: Buffer.from(Array.from({ length: 200 * 1024 }, () => Math.floor(random() * 256))) }],
  });
  const took: number[] = [];
  for (let turn = 0; turn < WARM_FILES * (runs + 1); turn++) {
    const start = performance.now();
    await inspect(bytes);
    // The first ones warm up.
    if (turn >= WARM_FILES) took.push(performance.now() - start);
  }
  return item('a PDF of 200 KB by a warm process, there and back', 'ms', took, { goal: { atMost: WARM_MS } });
}

/** What a process takes while something lasts. */
async function used(pid: number, lasts: Promise<unknown>): Promise<Use> {
  const first = usage(pid) ?? { cpuMs: 0, rssMb: 0 };
  let [cpuMs, peak] = [first.cpuMs, first.rssMb];
  const look = (): void => {
    const now = usage(pid);
    if (now === null) return;
    ({ cpuMs } = now);
    peak = Math.max(peak, now.rssMb);
  };
  const looks = setInterval(look, LOOK_MS);
  await lasts;
  clearInterval(looks);
  look();
  return { cpuMs: cpuMs - first.cpuMs, peakMb: peak - first.rssMb };
}

/** pdfinfo on one file, at most 60 s; what it says is nobody's affair here. */
async function pdfinfo(file: string): Promise<Use> {
  const child = spawn('pdfinfo', [file], { stdio: 'ignore', timeout: 60_000, killSignal: 'SIGKILL' });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  const start = performance.now();
  const { cpuMs, peakMb } = await used(child.pid ?? 0, ended);
  // Gone before it was seen: its wall clock bounds it.
  return { cpuMs: cpuMs === 0 ? Math.min(10, performance.now() - start) : cpuMs, peakMb };
}
