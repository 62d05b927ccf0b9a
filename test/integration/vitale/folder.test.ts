import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchVitaleFolder, type VitaleDrop } from '../../../electron/vitale/folder.ts';
import type { CardReading } from '../../../shared/domain/identity/beneficiary.ts';
import type { PosteError } from '../../../shared/errors.ts';
import { bytesOf, FRESH, sample } from '../../unit/vitale/sample.ts';

let root = '';
let folder = '';
let watch: VitaleDrop;
let readings: CardReading[] = [];
let refusals: string[] = [];
const onRefused = (error: PosteError): void => void refusals.push(error.code);
/** A program that writes in place pauses between two bits. */
const BETWEEN_BITS_MS = 120;
const WAIT = { timeout: 10_000, interval: 10 };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vitale-'));
  folder = join(root, 'lecteur');
  [readings, refusals] = [[], []];
  watch = watchVitaleFolder(folder, { ...FRESH, onReading: (reading) => void readings.push(reading), onRefused });
  await vi.waitFor(async () => expect(await readdir(root)).toEqual(['lecteur']), WAIT);
});
afterEach(async () => {
  await watch.close();
  await rm(root, { recursive: true, force: true });
});

/** As the documentation asks: written aside, then renamed. */
async function drop(name: string, content: Uint8Array): Promise<void> {
  await writeFile(join(folder, `${name}.vitale.tmp`), content, { mode: 0o600 });
  await rename(join(folder, `${name}.vitale.tmp`), join(folder, `${name}.vitale.json`));
}
const child = (reading: CardReading | undefined): string => reading?.beneficiaries[1]?.firstName ?? 'none';
const emptied = (): Promise<void> => vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), WAIT);

describe('the drop folder', () => {
  it('hands a reading over within a second, and erases it', async () => {
    const start = performance.now();
    await drop('a', bytesOf(sample()));
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(child(readings[0])).toBe('CORSE');
    await emptied();
    expect(refusals).toEqual([]);
  });

  it('is made private', async () => {
    if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('hands two drops in a row over, in their order, each once', async () => {
    await drop('z', bytesOf(sample('PREMIER')));
    await utimes(join(folder, 'z.vitale.json'), new Date(1_000_000), new Date(1_000_000)).catch(() => undefined);
    await drop('a', bytesOf(sample('SECOND')));
    await vi.waitFor(() => expect(readings.map(child)).toEqual(['PREMIER', 'SECOND']), WAIT);
    await emptied();
    expect(readings).toHaveLength(2);
  });

  it('reads twenty drops of one name, none twice nor half', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `ENFANT ${'ABCDEFGHIJKLMNOPQRST'.charAt(index)}`);
    for (const name of names) {
      const before = readings.length;
      await drop('meme', bytesOf(sample(name)));
      await vi.waitFor(() => expect(readings.length).toBe(before + 1), WAIT);
    }
    expect(readings.map(child)).toEqual(names);
    expect(refusals).toEqual([]);
  });

  it('waits for a file that is written in place, bit by bit', async () => {
    const bytes = bytesOf(sample());
    const path = join(folder, 'lent.vitale.json');
    for (let length = 0; length <= bytes.length; length += Math.ceil(bytes.length / 6)) {
      await writeFile(path, bytes.slice(0, length));
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_BITS_MS));
    }
    await writeFile(path, bytes);
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(refusals).toEqual([]);
    await emptied();
  });

  it.each([
    ['never finished', bytesOf(sample()).slice(0, -5), 'VITALE_FORMAT'],
    ['too large', new Uint8Array(64 * 1024 + 1).fill(32), 'VITALE_TOO_LARGE'],
    ['stale', bytesOf({ ...sample(), readAt: '2026-03-01T09:00:00Z' }), 'VITALE_STALE'],
    ['ahead of its time', bytesOf({ ...sample(), readAt: '2026-03-03T09:00:00Z' }), 'VITALE_FUTURE'],
    ['of another version', bytesOf({ ...sample(), version: 9 }), 'VITALE_VERSION'],
  ])('refuses a file %s, erases it, and goes on', async (_, content, expected) => {
    await drop('a', content);
    await vi.waitFor(() => expect(refusals).toEqual([expected]), WAIT);
    await emptied();
    await drop('b', bytesOf(sample()));
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(refusals).toEqual([expected]);
  });

  it('opens no other file, follows no link', async () => {
    const secret = join(root, 'autre.json');
    await writeFile(secret, bytesOf(sample('SECRET')));
    await writeFile(join(folder, 'notes.json'), 'x');
    await mkdir(join(folder, 'dossier.vitale.json'));
    await symlink(secret, join(folder, 'lien.vitale.json'));
    await vi.waitFor(() => expect(refusals).toEqual(['VITALE_FORMAT']), WAIT);
    await drop('b', bytesOf(sample()));
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(child(readings[0])).toBe('CORSE');
    expect((await readdir(folder)).toSorted()).toEqual(['dossier.vitale.json', 'notes.json']);
    expect((await stat(secret)).size).toBeGreaterThan(0);
  });

  it('erases a temporary file left behind, not one being written', async () => {
    await writeFile(join(folder, 'vieux.vitale.tmp'), 'x');
    await utimes(join(folder, 'vieux.vitale.tmp'), new Date(0), new Date(0));
    await writeFile(join(folder, 'neuf.vitale.tmp'), 'x');
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['neuf.vitale.tmp']), WAIT);
  });

  it('survives the folder being erased', async () => {
    await rm(folder, { recursive: true });
    await vi.waitFor(async () => expect(await readdir(root)).toEqual(['lecteur']), WAIT);
    await drop('a', bytesOf(sample()));
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
  });

  it('says once that the folder is out of reach, and starts again when it is back', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file in its place').catch(async () => {
      await rm(folder, { recursive: true });
      await writeFile(folder, 'a file in its place');
    });
    await vi.waitFor(() => expect(refusals).toEqual(['VITALE_FOLDER']), WAIT);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(refusals).toEqual(['VITALE_FOLDER']);
    await rm(folder);
    await vi.waitFor(async () => expect((await stat(folder)).isDirectory()).toBe(true), WAIT);
    await drop('a', bytesOf(sample()));
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
  });

  it('outlives a listener that throws', async () => {
    await watch.close();
    let calls = 0;
    watch = watchVitaleFolder(folder, {
      ...FRESH,
      onReading: () => {
        calls++;
        throw new Error('listener');
      },
      onRefused: () => {
        throw new Error('listener');
      },
    });
    await drop('a', new TextEncoder().encode('{"format":'));
    await drop('b', bytesOf(sample()));
    await vi.waitFor(() => expect(calls).toBe(1), WAIT);
    await drop('c', bytesOf(sample()));
    await vi.waitFor(() => expect(calls).toBe(2), WAIT);
  });

  it('closed, reads nothing more', async () => {
    await watch.close();
    await drop('a', bytesOf(sample()));
    // Another one, that begins after, has read.
    const beside = join(root, 'autre');
    let read = 0;
    watch = watchVitaleFolder(beside, { ...FRESH, onReading: () => void (read += 1), onRefused });
    await vi.waitFor(async () => expect(await readdir(root)).toContain('autre'), WAIT);
    await copyFile(join(folder, 'a.vitale.json'), join(beside, 'a.vitale.json'));
    await vi.waitFor(() => expect(read).toBe(1), WAIT);
    expect([readings.length, await readdir(folder)]).toEqual([0, ['a.vitale.json']]);
  });
});
