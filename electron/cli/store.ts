import { dataFiles } from '../data-folder.ts';
import { backUp } from '../store/sqlite/backup.ts';
import { storeError } from '../store/errors.ts';
import { JournalMarks } from '../wiring/journal-marks.ts';
import { newStore } from '../wiring/new-store.ts';
import { restoreStore } from '../wiring/restore-store.ts';
import { readOwnKeys } from '../wiring/store-keys.ts';
import { assertWritable, readPassphraseFile } from './files.ts';
import { commandActing, fileKeyOpener, profileFolder, traceReading, type ProfileOpener } from './profile.ts';
import type { CommandAnswer } from './run.ts';

export interface StoreCommandOptions {
  /** Data folder. */
  readonly profile: string;
  /** The backup. */
  readonly file: string;
  /** A 0600 file with the passphrase of the backup; null: the key of the folder alone opens it. */
  readonly passphraseFile: string | null;
}

/**
 * `store backup` (cli/README 11): the data of a folder to one encrypted file, beside the open application too; the copy is opened and
 * verified before it takes its place.
 *
 * @returns negative when its journal does not hold: the copy is made all the same, as it is.
 * @throws PosteError BACKUP_WRITE, PASSPHRASE_*, those of {@link profileFolder}, STORE_*
 */
export function storeBackup({ profile, file, passphraseFile }: StoreCommandOptions, opener: ProfileOpener = fileKeyOpener): CommandAnswer {
  const { folder, config, secrets } = profileFolder(profile, true, opener);
  const passphrase = passphraseFile === null ? null : readPassphraseFile(passphraseFile);
  assertWritable(file);
  const keys = readOwnKeys(folder, secrets);
  if (keys === null) throw storeError('STORE_KEY', { detail: 'store.key' });
  const anchor = new JournalMarks(folder, config.stateFolder, secrets).latest;
  const { journal, ...facts } = backUp({ path: dataFiles(folder).store, keys, to: file, passphrase, anchor, at: new Date() });
  const { valid, reason, brokenAt } = journal;
  traceReading(
    { folder, secrets },
    {
      act: 'store.backed-up',
      label: 'Données sauvegardées',
      patientId: null,
      details: { entries: facts.entries, head: facts.head, passphrase: passphrase !== null },
    },
  );
  // Without a passphrase, the key of this very folder alone opens it.
  return { result: { ...facts, passphrase: passphrase !== null, journal: { valid, reason, brokenAt } }, positive: valid };
}

/**
 * `store new`: an empty store where the data are gone and nothing can be restored.
 *
 * @throws PosteError STORE_PRESENT, PROFILE_LOCKED, those of {@link profileFolder}, STORE_*
 */
export async function storeNew(
  { profile }: Pick<StoreCommandOptions, 'profile'>,
  opener: ProfileOpener = fileKeyOpener,
): Promise<CommandAnswer> {
  const { folder, config, secrets } = profileFolder(profile, false, opener);
  const keptAside = await newStore({
    folder,
    stateFolder: config.stateFolder,
    secrets,
    actor: commandActing('administer').command,
    now: new Date(),
  });
  return { result: { keptAside }, positive: true };
}

/**
 * `store restore` (cli/README 11): a backup in the place of the data of a folder, which are kept beside. Its sends are held.
 *
 * @throws PosteError BACKUP_*, PASSPHRASE_*, PROFILE_LOCKED, those of {@link profileFolder}, STORE_*
 */
export async function storeRestore(
  { profile, file, passphraseFile }: StoreCommandOptions,
  opener: ProfileOpener = fileKeyOpener,
): Promise<CommandAnswer> {
  const { folder, config, secrets } = profileFolder(profile, false, opener);
  const passphrase = passphraseFile === null ? null : readPassphraseFile(passphraseFile);
  const result = await restoreStore({
    folder,
    stateFolder: config.stateFolder,
    secrets,
    from: file,
    passphrase,
    actor: commandActing('administer').command,
    now: new Date(),
  });
  return { result, positive: true };
}
