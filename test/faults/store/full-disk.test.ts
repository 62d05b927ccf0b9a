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
    return execFileSync(unshare ?? '', ['-r', '-m', 'sh', '-c', script, 'sh', folder, program, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
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
  const { whileFull, freed, reopened } = said as Record<'whileFull' | 'reopened', Record<string, unknown>> & { readonly freed: string };
  expect(whileFull).toMatchObject({ code: 'STORE_FULL', again: 'STORE_FULL', valid: true, half: null });
  const kept = Number(whileFull['kept']);
  expect(kept).toBeGreaterThan(5);
  expect(whileFull).toMatchObject({ patients: kept, length: kept });
  expect(freed).toBe('ok');
  expect(reopened).toEqual({ patients: kept + 1, length: kept + 1, valid: true });
});
