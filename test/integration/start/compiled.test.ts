import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forkService } from '../../../electron/card/fork.ts';
import { startDoors } from '../../../electron/doors/client.ts';

const ENGINE = fileURLToPath(new URL('../../../electron/net/engine-child.ts', import.meta.url));

/** A service process is killed, and never comes to the end where Node would write what it compiled. */
/** Of both caches. */
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'poste-compiled-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bytes of each module that the cache keeps. */
async function kept(of: string): Promise<readonly number[]> {
  const entries = await readdir(join(folder, of), { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
}

it('leaves its modules compiled for the next one', async () => {
  const service = forkService(ENGINE, { NODE_COMPILE_CACHE: join(folder, 'process') });
  await expect.poll(() => kept('process').catch(() => []), { timeout: 15_000 }).not.toHaveLength(0);
  service.kill();
});

it('leaves those of its thread too: the reader of PDFs, the largest of all', async () => {
  const doors = startDoors((entry) => forkService(entry, { NODE_COMPILE_CACHE: join(folder, 'thread') }));
  await doors.warm();
  await expect.poll(async () => Math.max(...(await kept('thread'))), { timeout: 15_000 }).toBeGreaterThan(500_000);
  await doors.close();
});
