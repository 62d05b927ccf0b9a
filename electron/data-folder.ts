import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../shared/errors.ts';
import { makeFolder } from './make-folder.ts';

/** What a data folder holds. */
interface DataFiles {
  /** The encrypted store. */
  readonly store: string;
  /** Its keys, sealed by the platform's secrets: there once the store has been made, and for as long as there is one. */
  readonly storeKey: string;
  /** The same while the store is being made for the first time. */
  readonly newStoreKey: string;
  /** What was noted of the journal at the last checkpoint, sealed likewise. */
  readonly mark: string;
  /** Acts of commands that read beside the application, sealed, until they are in the journal. */
  readonly acts: string;
  /** Key of the platform's secrets where the system has no keychain. */
  readonly fileKey: string;
  readonly installation: string;
  /** Room kept on the disk for opening the store when it is full. */
  readonly reserve: string;
}

export const dataFiles = (folder: string): DataFiles => ({
  store: join(folder, 'poste.db'),
  storeKey: join(folder, 'store.key'),
  newStoreKey: join(folder, 'store.key.new'),
  mark: join(folder, 'journal.mark'),
  acts: join(folder, 'journal.acts'),
  fileKey: join(folder, 'poste.key'),
  installation: join(folder, 'installation.json'),
  reserve: join(folder, 'poste.reserve'),
});

/** The name under which a file of before another took its place is kept. */
export const asideName = (path: string, now: Date): string => `${path}.avant-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/** A full disk denies nothing: what is there can still be read. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Makes the data folder when it is absent, for its owner alone, and writes there to be sure of it: what a system says of
 * permissions is not always what it does.
 *
 * @throws PosteError DATA_FOLDER_DENIED
 */
export function ensureDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    rmdirSync(mkdtempSync(join(folder, 'essai-')));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (FULL.has(code)) return;
    throw fail('DATA_FOLDER_DENIED', { values: { folder }, detail: String(code), cause });
  }
}
