import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../electron/store/open.ts';

test('a long read on a thread of its own is answered before the store closes, and leaves no log; one asked later is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poste-store-'));
  try {
    const store = await openStore({
      path: join(folder, 'poste.db'),
      key: new Uint8Array(32).fill(3),
      journalKey: new Uint8Array(32).fill(9),
    });
    const reading = store.audit.verify();
    await store.close();
    await expect(reading).resolves.toMatchObject({ valid: true });
    expect(readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
    await expect(store.audit.verify()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
