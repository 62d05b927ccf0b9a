import { copyFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFiles } from '../../electron/data-folder.ts';
import { fileSecrets } from '../../electron/platform/chromium/secrets.ts';
import { backUp } from '../../electron/store/sqlite/backup.ts';
import { restoreStore } from '../../electron/wiring/restore-store.ts';
import { readOwnKeys } from '../../electron/wiring/store-keys.ts';

/** Where a point plays. */
export interface Folders {
  readonly data: string;
  /** What this workstation keeps apart from its data. */
  readonly state: string;
  /** A place for copies, the point's own. */
  readonly aside: string;
}

/** What a person does with the data of a workstation that nobody has open: first keeps them, later puts them back. */
export interface Copying {
  readonly keep: (folders: Folders) => Promise<void>;
  readonly putBack: (folders: Folders) => Promise<void>;
}

const PARTS = ['', '-wal', '.key-check'];

/** The store alone, with its log. */
export const storeAlone: Copying = {
  keep: ({ data, aside }) => cp(data, aside, { recursive: true }),
  putBack: async ({ data, aside }) => {
    await rm(join(data, 'poste.db-shm'), { force: true });
    for (const part of PARTS) {
      await rm(dataFiles(data).store + part, { force: true });
      await copyFile(dataFiles(aside).store + part, dataFiles(data).store + part).catch(() => undefined);
    }
  },
};

export const wholeFolder: Copying = {
  keep: ({ data, aside }) => cp(data, aside, { recursive: true }),
  putBack: async ({ data, aside }) => {
    await rm(data, { recursive: true });
    await cp(aside, data, { recursive: true });
  },
};

export const onAnotherWorkstation: Copying = {
  keep: wholeFolder.keep,
  putBack: async (folders) => {
    await wholeFolder.putBack(folders);
    await rm(folders.state, { recursive: true });
  },
};

export const backup: Copying = {
  keep: async ({ data, aside }) => {
    const keys = readOwnKeys(data, fileSecrets(data));
    if (keys === null) throw new Error('no keys');
    backUp({ path: dataFiles(data).store, keys, to: aside, passphrase: null, anchor: null, at: new Date() });
    await Promise.resolve();
  },
  putBack: async ({ data, state, aside }) => {
    await restoreStore({
      folder: data,
      stateFolder: state,
      secrets: fileSecrets(data),
      from: aside,
      passphrase: null,
      actor: { idNat: '', name: 'Essai' },
      now: new Date(),
    });
  },
};
