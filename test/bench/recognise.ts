import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { startDoors } from '../../electron/doors/client.ts';
import { paintPage } from '../../electron/pdf/paint.ts';
import { readPdfImage } from '../../electron/pdf/read.ts';
import { usage, watchedService } from '../setup/watched-service.ts';
import { letterOf } from '../typing-set/letters.ts';
import { scannedPdf } from '../typing-set/paper.ts';
import { person, randomOf } from '../typing-set/people.ts';
import { item, type Benchmark, type Item } from './report.ts';

const SEED = 1;
const MEMORY_MB = 300;
/** Between two looks at a process, in milliseconds. */
const LOOK_MS = 3;

interface Use {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/**
 * A scanned page (A4, 200 points per inch, turned by 1°) read by a warm process as the application has it read: opened, painted,
 * its symbols looked for, its letters recognised. Beside it the tesseract program (apt tesseract-ocr, tesseract-ocr-fra) on the
 * same page, already an image for it. Processor time of both, and peak of resident memory above what our process holds before
 * its first page; a page is read by a process of its own letters and by one that has read before (warm).
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
    const items: Item[] = [];
    for (const depth of ['grey', '1 bit'] as const) {
      const random = randomOf(SEED);
      const pdf = await scannedPdf(letterOf(random, 0, person(random, 'p1', 'P000001'), true), { depth, tilt: 1 }, random);
      const image = join(folder, 'page.png');
      await writeFile(image, await pngOf(pdf));
      const [ours, theirs]: [Use[], Use[]] = [[], []];
      // The first one loads the letters.
      for (let turn = 0; turn <= runs; turn++) {
        await doors.warm();
        const one = await used(pid, readPdfImage(doors, pdf, 1, { letters: true, symbols: true }));
        if (turn === 0) continue;
        ours.push(one);
        theirs.push(await program(image));
      }
      const cpu = (uses: readonly Use[]): number[] => uses.map(({ cpuMs }) => cpuMs);
      items.push(
        item(`page in ${depth}: processor`, 'ms', cpu(ours), { peer: { name: 'tesseract', values: cpu(theirs) }, goal: { atMost: 1 } }),
      );
      items.push(
        item(
          `page in ${depth}: memory above the warm process`,
          'MiB',
          ours.map(({ peakMb }) => peakMb),
          { goal: { atMost: MEMORY_MB } },
        ),
      );
    }
    return { name: 'recognise', runs, items };
  } finally {
    await doors.close();
    await rm(folder, { recursive: true });
  }
}

/** What the program is given. */
async function pngOf(pdf: Buffer): Promise<Buffer> {
  const { data, width, height } = await paintPage(Uint8Array.from(pdf), 1);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  pixels.data.set(data);
  context.putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/png');
}

/** What a process of ours used until then; memory above what it held before its first page. */
async function used(pid: number, work: Promise<unknown>): Promise<Use> {
  const before = usage(pid);
  base.set(pid, base.get(pid) ?? before?.rssMb ?? 0);
  let peakMb = 0;
  let cpuMs = 0;
  const look = (): void => {
    const now = usage(pid);
    if (now === null || before === null) return;
    peakMb = Math.max(peakMb, now.rssMb - (base.get(pid) ?? 0));
    cpuMs = now.cpuMs - before.cpuMs;
  };
  const looks = setInterval(look, LOOK_MS);
  try {
    await work;
  } finally {
    look();
    clearInterval(looks);
  }
  return { cpuMs, peakMb };
}

/** What each process held before its first page, in MiB. */
const base = new Map<number, number>();

/** The program on one page, its start and its letters included. @throws Error when it is not there */
async function program(image: string): Promise<Use> {
  const child = spawn('tesseract', [image, 'stdout', '-l', 'fra'], { stdio: 'ignore' });
  let last: Use = { cpuMs: 0, peakMb: 0 };
  const looks = setInterval(() => {
    const now = usage(child.pid ?? 0);
    if (now !== null) last = { cpuMs: now.cpuMs, peakMb: Math.max(last.peakMb, now.rssMb) };
  }, LOOK_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`tesseract: exit ${code}`))));
    });
  } finally {
    clearInterval(looks);
  }
  return last;
}
