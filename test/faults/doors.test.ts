import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { forkService } from '../../electron/card/fork.ts';
import type { ServiceProcess } from '../../electron/card/service-process.ts';
import { readCda } from '../../electron/cda/read.ts';
import { startDoors } from '../../electron/doors/client.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { openXml } from '../../electron/xml/open.ts';
import { PosteError } from '../../shared/errors.ts';
import { hostileFiles, pdfWith, randomOf } from '../setup/hostile-files.ts';
import { samplePdf } from '../setup/sample-pdf.ts';

/** The door process for real: killed, blocked, filled. */
const started: ServiceProcess[] = [];
/** Files whose process is killed as soon as it has them. */
let deadly = 0;
const doors = startDoors((entry) => {
  const service = forkService(entry, {});
  started.push(service);
  return {
    ...service,
    post: (message) => {
      service.post(message);
      if (deadly > 0) setTimeout(() => service.kill(), 20);
      deadly -= 1;
    },
  };
});
let good: Buffer;
// Processes start slowly on a machine that does other things.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  good = await samplePdf({ pages: 2 });
  await doors.warm();
});
afterAll(() => doors.close());

const code = async (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => 'opened',
    (thrown: unknown) => (thrown instanceof PosteError ? thrown.code : `not typed: ${String(thrown)}`),
  );
const named = (name: string): Buffer => {
  const found = hostileFiles.find((file) => file.name === name);
  if (found === undefined) throw new Error(`no hostile file is called ${name}`);
  return found.make(randomOf(1));
};
/** Takes a while: a dictionary of four million names, then a reason to be refused. */
const slowFile = (): Buffer => pdfWith({ more: [`<<${'/A/B'.repeat(4_000_000)}>>`, '<</S/Launch/F(a.exe)>>'] });
const isThere = async (limits: object = {}): Promise<void> => expect(await checkPdf(doors, good, limits)).toMatchObject({ pages: 2 });

describe('the process is killed', () => {
  test('while a file is open: the file is opened again, and answered', async () => {
    const before = started.length;
    deadly = 1;
    expect(await code(checkPdf(doors, slowFile()))).toBe('PDF_ACTIVE');
    expect(started).toHaveLength(before + 1);
    await isThere();
  });

  test('between two files: the next one does not notice', async () => {
    started.at(-1)?.kill();
    await isThere();
  });

  test('each time a file is opened: that file has its answer, the next one its own', async () => {
    const before = started.length;
    deadly = 2;
    const outcomes = [code(checkPdf(doors, slowFile())), code(checkPdf(doors, good))];
    expect(await Promise.all(outcomes)).toEqual(['PDF_LOST', 'opened']);
    expect(started).toHaveLength(before + 2);
  });
});

describe('a process that goes on', () => {
  test('serves file after file, readable or not, and gives way once it has grown', async () => {
    await isThere();
    const before = started.length;
    for (let file = 0; file < 3; file++) {
      await isThere();
      expect(await code(checkPdf(doors, Buffer.concat([good.subarray(0, 200), good.subarray(-1200)])))).toBe('PDF_INVALID');
    }
    expect(started).toHaveLength(before);
    expect(await code(checkPdf(doors, named('noise, 38 MiB')))).toBe('opened');
    await isThere();
    expect(started).toHaveLength(before + 1);
  });
});

describe('a file that takes too much', () => {
  test('of time is given up, said so, and the file behind it is answered', async () => {
    const [slow, next] = [code(checkPdf(doors, slowFile(), { cpuMs: 100 })), code(checkPdf(doors, good))];
    expect(await slow).toBe('PDF_TOO_SLOW');
    expect(await next).toBe('opened');
  });

  test('of time while it starts is not blamed for it', async () => {
    started.at(-1)?.kill();
    // Less than any start takes.
    await isThere({ cpuMs: 400 });
  });

  test('of memory leaves the application as it was', async () => {
    const bytes = named('an object stream of 127 MB, 20 times');
    const xml = named('as many elements as allowed');
    const before = process.memoryUsage.rss();
    let [beats, peak] = [0, before];
    const beat = setInterval(() => {
      beats += 1;
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 5);
    expect(await code(checkPdf(doors, bytes))).toBe('PDF_TOO_HEAVY');
    expect(await code(openXml(doors, 'cda', xml, readCda))).toBe('INPUT_INVALID');
    clearInterval(beat);
    expect(peak - before).toBeLessThan(60 * 1024 * 1024);
    expect(beats).toBeGreaterThan(5);
    await isThere();
  });

  test('of memory is told apart from a broken one', async () => {
    const bytes = pdfWith({ more: [{ dict: '', stream: Buffer.alloc(24 * 1024 * 1024, 'x') }] });
    expect(await doors.open('pdf', { bytes, maxPages: 9 }, z.unknown(), { memoryMb: 4 })).toMatchObject({
      failure: 'heavy',
      detail: 'memory limit',
    });
    expect(await doors.open('pdf', { bytes: Buffer.from('nothing'), maxPages: 9 }, z.unknown())).toMatchObject({ failure: 'unreadable' });
    await isThere();
  });
});
