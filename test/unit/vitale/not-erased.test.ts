import type * as Files from 'node:fs/promises';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { watchVitaleFolder } from '../../../electron/vitale/folder.ts';
import { bytesOf, FRESH, sample } from './sample.ts';

// A folder whose files can be read but neither renamed nor erased: rights do not bind the superuser, who may run the tests.
vi.mock('node:fs/promises', async (original) => {
  const denied = (): Promise<never> => Promise.reject(Object.assign(new Error('denied'), { code: 'EACCES' }));
  return { ...(await original<typeof Files>()), rename: denied, unlink: denied };
});

it('a file that cannot be erased is read once, and said once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitale-'));
  const heard: string[] = [];
  const watch = watchVitaleFolder(folder, {
    ...FRESH,
    onReading: ({ beneficiaries }) => void heard.push(beneficiaries[1]?.firstName ?? ''),
    onRefused: ({ code }) => void heard.push(code),
  });
  const expectHeard = (expected: readonly string[]) => vi.waitFor(() => expect(heard).toEqual(expected), { timeout: 10_000, interval: 10 });
  try {
    await writeFile(join(folder, 'a.vitale.json'), bytesOf(sample('PREMIER')));
    await expectHeard(['VITALE_NOT_DELETED', 'PREMIER']);
    // Several looks later, another one: the first is not read again.
    await writeFile(join(folder, 'b.vitale.json'), bytesOf(sample('SECOND')));
    await expectHeard(['VITALE_NOT_DELETED', 'PREMIER', 'VITALE_NOT_DELETED', 'SECOND']);
    expect(await readdir(folder)).toHaveLength(2);
  } finally {
    await watch.close();
    await rm(folder, { recursive: true, force: true });
  }
});
