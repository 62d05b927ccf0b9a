import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCda } from '../../electron/cda/read.ts';
import { startDoors } from '../../electron/doors/client.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { openXml } from '../../electron/xml/open.ts';
import { PosteError } from '../../shared/errors.ts';
import { hostileFiles, pdfWith, randomOf, type HostileFile } from '../setup/hostile-files.ts';
import { usage, watchedService } from '../setup/watched-service.ts';

/** What a file may take of the door process (doors/types.ts), and what the looks from inside and outside may miss. */
const CPU_MS = 5_000 * 1.1;
const MEMORY_MB = 200;
/** Its own limit is 220: a file that grows fast passes it by what it takes until a late look, on busy cores. */
const LARGE_XML_MB = 270;
const LARGE_BYTES = 40 * 1024 * 1024;
const LOOK_MS = 3;
/** Ticks of 10 ms: shorter times do not count. */
const FLOOR_MS = 40;
/** Between four, what is linear, and sixteen, what is not: memory handed back costs some. */
const MOST = 9;

let pid = 0;
const doors = startDoors((entry) => {
  const service = watchedService(entry);
  ({ pid } = service);
  return service;
});
beforeAll(() => doors.warm());
afterAll(() => doors.close());

/** Opens a file in a process that is warm, which is looked at from outside. */
async function opened(
  kind: HostileFile['kind'],
  bytes: Buffer,
): Promise<{ readonly outcome: string; readonly cpuMs: number; readonly peakMb: number }> {
  await doors.warm();
  const watched = pid;
  const first = usage(watched) ?? { cpuMs: 0, rssMb: 0 };
  let { cpuMs, rssMb: peak } = first;
  const look = (): void => {
    const now = usage(watched);
    if (now === null) return;
    ({ cpuMs } = now);
    peak = Math.max(peak, now.rssMb);
  };
  const looks = setInterval(look, LOOK_MS);
  const outcome = await (kind === 'pdf' ? checkPdf(doors, bytes) : openXml(doors, 'cda', bytes, readCda)).then(
    () => 'opened',
    (thrown: unknown) => (thrown instanceof PosteError ? thrown.code : `not typed: ${String(thrown)}`),
  );
  clearInterval(looks);
  look();
  return { outcome, cpuMs: cpuMs - first.cpuMs, peakMb: peak - first.rssMb };
}

// What a process uses is read from /proc.
describe.skipIf(process.platform !== 'linux')('a hostile file', () => {
  test.each(hostileFiles.map(({ kind, name, make }) => [kind, name, make] as const))(
    '%s, %s, is opened or refused by its code within the limits',
    { timeout: 60_000 },
    async (kind, _name, make) => {
      const bytes = make(randomOf(1));
      const { outcome, cpuMs, peakMb } = await opened(kind, bytes);
      expect(outcome).toMatch(/^(opened|(PDF|XML|INPUT|FILE)_[A-Z_]+)$/);
      expect(outcome).not.toMatch(/_LOST$/);
      expect(cpuMs).toBeLessThan(CPU_MS);
      expect(peakMb).toBeLessThan(kind === 'xml' && bytes.byteLength > LARGE_BYTES ? LARGE_XML_MB : MEMORY_MB);
    },
  );

  const MB = 1024 * 1024;
  test.each<readonly [string, HostileFile['kind'], (size: number) => Buffer]>([
    ['names', 'pdf', (size) => pdfWith({ more: [`<<${'/A/B'.repeat((size * 4 * MB) / 4)}>>`] })],
    ['strings', 'pdf', (size) => pdfWith({ more: [`[${'(b)'.repeat((size * 4 * MB) / 3)}]`] })],
    ['elements', 'xml', (size) => Buffer.from(`<a>${'<b c="1">d</b>'.repeat(size * 35_000)}</a>`)],
    ['characters', 'xml', (size) => Buffer.from(`<a>${'QUJD\n'.repeat(size * 2 * MB)}</a>`)],
  ])('of four times as many %s (%s) takes some four times as long, not sixteen', { timeout: 120_000 }, async (_what, kind, of) => {
    const [small, large] = [of(1), of(4)];
    // The first one loads what the others find loaded.
    await opened(kind, small);
    let [one, two, rounds] = [Infinity, Infinity, 0];
    // The least of several: what else the process does then (memory handed back, code compiled) is not of the file.
    do {
      one = Math.min(one, (await opened(kind, small)).cpuMs);
      two = Math.min(two, (await opened(kind, large)).cpuMs);
      rounds += 1;
    } while (rounds < 6 && two / Math.max(one, FLOOR_MS) >= MOST);
    expect(two / Math.max(one, FLOOR_MS)).toBeLessThan(MOST);
  });
});
