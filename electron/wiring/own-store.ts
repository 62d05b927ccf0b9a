import { chmodSync, existsSync, statSync } from 'node:fs';
import { fail } from '../../shared/errors.ts';
import { applicationCommand } from '../application-command.ts';
import { installationId } from '../config/installation.ts';
import type { Config } from '../config/schema.ts';
import { dataFiles } from '../data-folder.ts';
import { makeFolder } from '../make-folder.ts';
import type { Secrets } from '../platform/types.ts';
import { doubtAbandoned } from '../outbox/abandoned.ts';
import { storeError } from '../store/errors.ts';
import { openStore } from '../store/open.ts';
import type { Store, StoreMark, StoreOptions } from '../store/types.ts';
import { stopAbandoned } from '../usecases/imports/stop-abandoned.ts';
import { takeActs } from './acts-beside.ts';
import { JournalMarks } from './journal-marks.ts';
import { inReserve, keepReserve } from './reserve.ts';
import { keepKeys, readOwnKeys, takeKeys, type StoreKeys } from './store-keys.ts';

/** @throws PosteError SECRETS_PRODUCTION */
export function refuseFileKey(profile: Config['profile'], { protection }: Pick<Secrets, 'protection'>): void {
  if (profile === 'production' && protection === 'file')
    throw fail('SECRETS_PRODUCTION', { values: { application: applicationCommand() } });
}

/** Whether a folder holds a store, or its keys: what is missing of it is then a loss. */
export function hasOwnStore(folder: string): boolean {
  const { store, storeKey } = dataFiles(folder);
  return existsSync(storeKey) || existsSync(store);
}

export interface OwnStore {
  readonly folder: string;
  /** Where this workstation keeps its own state, apart from the data; null: nowhere. */
  readonly stateFolder: string | null;
  readonly secrets: Secrets;
  readonly access: 'writing' | 'reading';
  readonly now: () => Date;
  /** See {@link StoreOptions.doubted}. */
  readonly doubted?: StoreOptions['doubted'];
}

/**
 * The store of a data folder. To write: it is made with its keys in a folder that holds neither, for its owner alone; the
 * sends that the last stop interrupted are told in the journal; where the journal stands is noted outside of it. To read:
 * nothing is made. `audit.verify` compares with that note, unless it is given another one.
 *
 * @throws PosteError those of {@link openStore}, SECRETS_UNAVAILABLE
 */
export async function openOwnStore(own: OwnStore): Promise<Store> {
  const { folder, stateFolder, secrets, access, now, doubted } = own;
  const { store: path } = dataFiles(folder);
  if (access === 'reading') return await openToRead(own);
  makeFolder(folder);
  chmodSync(folder, 0o700);
  const marks = new JournalMarks(folder, stateFolder, secrets);
  const keys = takeKeys(folder, secrets, { vanished: marks.besideData, beforeSeal: () => marks.note(EMPTY) });
  const begun = keys.state !== 'new' || (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const options: StoreOptions = {
    path,
    access,
    key: keys.file,
    journalKey: keys.journal,
    existing: keys.state !== 'new',
    // What was noted of data that are gone is not of this store.
    marks: begun ? marks.found : [],
    suspicion: begun ? suspicionOf(keys.state, marks) : marks.remembered ? 'vanished' : null,
    noted: async (mark) => marks.note(mark),
    ...(doubted === undefined ? {} : { doubted }),
    now,
  };
  const store = await inReserve(folder, () => openStore(options));
  try {
    chmodSync(path, 0o600);
    // Nobody else writes here: what this workstation had under way is over.
    await inReserve(folder, () => doubtAbandoned(store, now(), installationId(folder)));
    await inReserve(folder, () => stopAbandoned(store, now(), installationId(folder)));
    await takeActs(folder, secrets, store, now());
    // From here on, this is how and where they stand.
    if (keys.state === 'new' || store.incident !== null || marks.unplaced) await store.checkpoint();
    keepKeys(folder, secrets, keys);
    keepReserve(folder);
    return {
      ...anchored(store, marks),
      checkpoint: async () => {
        await takeActs(folder, secrets, store, now());
        await store.checkpoint();
      },
    };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

async function openToRead({ folder, stateFolder, secrets, access }: OwnStore): Promise<Store> {
  const keys = readOwnKeys(folder, secrets);
  if (keys === null) throw storeError('STORE_KEY', { detail: 'store.key' });
  // Read first: the application beside may write meanwhile.
  const marks = new JournalMarks(folder, stateFolder, secrets);
  const store = await inReserve(folder, () =>
    openStore({ path: dataFiles(folder).store, access, key: keys.file, journalKey: keys.journal, existing: true }),
  );
  return anchored(store, marks);
}

/** Nothing was written yet. */
const EMPTY: StoreMark = { head: '0'.repeat(64), length: 0, departures: 0 };

function suspicionOf(state: StoreKeys['state'], marks: JournalMarks): NonNullable<StoreOptions['suspicion']> | null {
  // A store of before the notes, or whose making was stopped, may have none.
  if (state !== 'existing') return null;
  return marks.moved ? 'moved' : marks.unanchored ? 'unanchored' : null;
}

/** A verification compares with the latest note; without any, it says that it compared nothing and is not positive. */
const anchored = (store: Store, marks: JournalMarks): Store => ({
  ...store,
  audit: {
    ...store.audit,
    verify: async (given) => {
      const anchor = given ?? marks.latest ?? undefined;
      const found = await store.audit.verify(anchor);
      return anchor === undefined ? { ...found, valid: false, anchored: false } : found;
    },
  },
});
