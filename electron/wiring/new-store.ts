import { existsSync, rmSync, statSync } from 'node:fs';
import type { Actor } from '../../shared/domain/record/actor.ts';
import { asideName, dataFiles } from '../data-folder.ts';
import { renameDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Secrets } from '../platform/types.ts';
import { lockForWriting } from '../store/sqlite/database.ts';
import { storeError } from '../store/errors.ts';
import type { StoreMark } from '../store/types.ts';
import { JournalMarks } from './journal-marks.ts';
import { openOwnStore } from './own-store.ts';

/**
 * An empty store where there is one no more, and nothing to restore: the explicit act of a person, first in its journal. The
 * former keys stay beside, for a copy that would be found.
 *
 * @returns what was kept aside.
 * @throws PosteError STORE_PRESENT (there is a store), PROFILE_LOCKED, STORE_*
 */
export async function newStore(ports: {
  readonly folder: string;
  readonly stateFolder: string | null;
  readonly secrets: Secrets;
  readonly actor: Actor;
  readonly now: Date;
}): Promise<readonly string[]> {
  const { folder, stateFolder, secrets, actor, now } = ports;
  const { store: path, storeKey, mark } = dataFiles(folder);
  makeFolder(folder);
  // Nobody has it open: a store removed under an application is still its own.
  const lock = lockForWriting(path);
  const kept: string[] = [];
  let former: StoreMark | null = null;
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) throw storeError('STORE_PRESENT');
    former = new JournalMarks(folder, stateFolder, secrets).latest;
    for (const file of [storeKey, mark]) {
      if (!existsSync(file)) continue;
      const aside = asideName(file, now);
      renameDurably(file, aside);
      kept.push(aside);
    }
    // Of the file that is gone: nothing can be read in them without it.
    for (const part of ['', '-wal', '-shm', '.key-check']) rmSync(path + part, { force: true });
  } finally {
    lock.close();
  }
  const store = await openOwnStore({ folder, stateFolder, secrets, access: 'writing', now: () => now });
  try {
    const details = { formerLength: former?.length ?? null, formerHead: former?.head ?? null };
    await store.commit({
      changes: [],
      audit: [
        {
          at: now.toISOString(),
          actor,
          onBehalfOf: null,
          situation: null,
          act: 'store.created',
          label: 'Base neuve, à la place de données disparues',
          patientId: null,
          objectId: null,
          result: 'ok',
          details,
        },
      ],
    });
  } finally {
    await store.close();
  }
  return kept;
}
