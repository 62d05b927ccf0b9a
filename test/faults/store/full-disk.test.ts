import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { needs, noSkip } from '../../setup/needs.ts';

const unshare = needs.tool('unshare');

/** A file system of its own for one process, in a namespace that ends with it: nothing to unmount. */
function onSmallDisk(program: string, ...words: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'poste-full-'));
  try {
    const script = 'mount -t tmpfs -o size=4m tmpfs "$1" && folder="$1" && shift && exec "$@" "$folder"';
    return execFileSync(unshare ?? '', ['-r', '-m', 'sh', '-c', script, 'sh', folder, program, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function canMount(): boolean {
  try {
    onSmallDisk('true');
    return true;
  } catch {
    if (noSkip) throw new Error('missing in CI: the right to mount a small file system');
    process.stderr.write('skipped: a small file system cannot be mounted here\n');
    return false;
  }
}

it.skipIf(unshare === null || !canMount())('on a full disk, says so, loses nothing, and goes on once there is room', () => {
  const said: unknown = JSON.parse(onSmallDisk(process.execPath, fileURLToPath(new URL('./full-disk.ts', import.meta.url))));
  const { whileFull, freed, reopened, reading } = said as Record<'whileFull' | 'reopened' | 'reading', Record<string, unknown>> & {
    readonly freed: string;
  };
  expect(whileFull).toMatchObject({ code: 'STORE_FULL', again: 'STORE_FULL', valid: true, half: null });
  const kept = Number(whileFull['kept']);
  expect(kept).toBeGreaterThan(5);
  const length = kept + Number(whileFull['small']);
  expect(whileFull).toMatchObject({ patients: kept, length });
  expect(freed).toBe('ok');
  // What was read meanwhile was read, is told in order once there is room, and was said once by its code.
  expect(reading).toEqual({
    read: ['p1', 'p2', 'p3'],
    reports: ['STORE_FULL'],
    opened: ['patient.opened p1', 'patient.opened p2', 'patient.opened p3'],
  });
  expect(reopened).toEqual({ patients: kept + 1, length: length + 1 + 3, valid: true });
});

it.skipIf(unshare === null || !canMount())(
  'started on a full disk, opens in the room that it kept, to read and to write; without it, says so',
  () => {
    expect(JSON.parse(onSmallDisk(process.execPath, fileURLToPath(new URL('./full-disk-start.ts', import.meta.url))))).toEqual([
      ['reading', 1, false],
      'opened',
      [true, true],
      ['writing', 1, false],
      'STORE_FULL',
      [true, true],
    ]);
  },
);
