import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../electron/store/open.ts';
import { population } from './population.ts';
import type { Base } from './typing.ts';

/** As many as a practice of several physicians has. */
const PATIENTS = 20_000;
const AT_ONCE = 1000;
const AT = '2026-11-21T10:00:00.000Z';

/** Measures on a store of 20,000 made-up patients, closed, in a folder that is removed afterwards. */
export async function populated<T>(measure: (folder: string, base: Base) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  try {
    const path = join(folder, 'store.db');
    const key = new Uint8Array(32).fill(7);
    const store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
    for (let from = 0; from < PATIENTS; from += AT_ONCE)
      await store.commit({ audit: [], changes: population(from, AT_ONCE, AT).map((patient) => ({ kind: 'patient.save', patient })) });
    await store.close();
    return await measure(folder, { path, key, patients: PATIENTS });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
