import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../shared/domain/record/actor.ts';
import { asideName, dataFiles } from '../data-folder.ts';
import { renameDurably, writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Secrets } from '../platform/types.ts';
import { keysByPassphrase, opensWith, readBackup, type Backup, type BothKeys } from '../store/sqlite/backup-file.ts';
import { unpackBackup, type BackupFacts } from '../store/sqlite/backup.ts';
import { lockForWriting, openDatabase } from '../store/sqlite/database.ts';
import { storeError } from '../store/errors.ts';
import { openStore } from '../store/open.ts';
import type { StoreMark } from '../store/types.ts';
import { JournalMarks } from './journal-marks.ts';
import { readOwnKeys } from './store-keys.ts';

interface RestorePorts {
  readonly folder: string;
  readonly stateFolder: string | null;
  readonly secrets: Secrets;
  readonly from: string;
  /** Opens a backup made elsewhere; null: the key of this folder alone. */
  readonly passphrase: string | null;
  readonly actor: Actor;
  readonly now: Date;
}

interface Restored extends BackupFacts {
  /** Sends that would have left by themselves: they wait for somebody's decision. */
  readonly held: number;
  /** Where the store that was there is now; null when there was none. */
  readonly keptAside: string | null;
}

/**
 * Puts a backup in the place of the store of a folder: verified first, its sends held, the act in its journal. The store that
 * was there is kept beside, whole. A stop at any moment leaves the former one, or the new one, or neither in its place: the
 * restore can then be asked again.
 *
 * @throws PosteError BACKUP_*, STORE_KEY (the folder has another key), PROFILE_LOCKED, STORE_*
 */
export async function restoreStore(ports: RestorePorts): Promise<Restored> {
  const { folder, stateFolder, secrets, from, passphrase, actor, now } = ports;
  const backup = readBackup(from);
  const own = readOwnKeys(folder, secrets);
  const fileKey = keyFor(backup, own?.file ?? null, passphrase);
  makeFolder(folder);
  const { store: path, storeKey, newStoreKey } = dataFiles(folder);
  const lock = lockForWriting(path);
  try {
    for (const name of readdirSync(folder)) if (name.startsWith(STAGED)) rmSync(join(folder, name), { force: true });
    const staged = join(folder, `${STAGED}${randomUUID()}`);
    const { keys, ...facts } = unpackBackup(backup, fileKey, staged);
    const marks = new JournalMarks(folder, stateFolder, secrets);
    const { held, mark } = await openRestored(staged, keys, marks, { facts, actor, now });

    if (own !== null) foldLog(path, own.file);
    const keptAside = moveAside(path, now);
    if (own === null || !opensWith(backup, own.file)) {
      if (existsSync(storeKey)) copyFileSync(storeKey, asideName(storeKey, now));
      writeDurably(storeKey, secrets.protect(Buffer.concat([keys.file, keys.journal])));
      rmSync(newStoreKey, { force: true });
    }
    renameDurably(`${staged}.key-check`, `${path}.key-check`);
    renameDurably(staged, path);
    removeStore(staged);
    noteOrTellLater(marks, mark);
    return { ...facts, held, keptAside };
  } catch (thrown) {
    // Nothing of it stays on a disk that may be full.
    for (const name of readdirSync(folder)) if (name.startsWith(STAGED)) rmSync(join(folder, name), { force: true });
    throw thrown;
  } finally {
    lock.close();
  }
}

/** Begins the name of what is not in its place yet. */
const STAGED = 'poste.db.restored-';

/** The first opening of what was restored: brought up to date, verified whole, its sends held, the act in its journal. */
async function openRestored(
  staged: string,
  keys: BothKeys,
  marks: JournalMarks,
  { facts, actor, now }: { readonly facts: BackupFacts; readonly actor: Actor; readonly now: Date },
): Promise<{ readonly held: number; readonly mark: StoreMark }> {
  const stood: StoreMark[] = [];
  const store = await openStore({
    path: staged,
    key: keys.file,
    journalKey: keys.journal,
    existing: true,
    marks: marks.found,
    suspicion: 'restored',
    noted: (mark) => Promise.resolve(void stood.push(mark)),
    now: () => now,
  });
  let held: number;
  try {
    held = store.incident?.held ?? 0;
    await store.commit({
      changes: [],
      audit: [
        {
          at: now.toISOString(),
          actor,
          onBehalfOf: null,
          situation: null,
          act: 'store.restored',
          label: 'Données restaurées d’une sauvegarde',
          patientId: null,
          objectId: null,
          result: 'ok',
          details: { entries: facts.entries, head: facts.head, held },
        },
      ],
    });
  } finally {
    await store.close();
  }
  const mark = stood.at(-1);
  if (mark === undefined) throw storeError('BACKUP_WRITE');
  return { held, mark };
}

/** The log of the store that goes aside, in its file: one file is moved at once, two are not. A damaged one goes as it is. */
function foldLog(path: string, key: Uint8Array): void {
  try {
    openDatabase(path, key, 'writing', { existing: true }).close();
  } catch {
    return;
  }
}

/** The store is in its place: a note that cannot be written now is told by the next opening, which holds its sends again. */
function noteOrTellLater(marks: JournalMarks, mark: StoreMark): void {
  try {
    marks.note(mark);
  } catch {
    return;
  }
}

function keyFor(backup: Backup, own: Uint8Array | null, passphrase: string | null): Uint8Array {
  if (passphrase !== null) return keysByPassphrase(backup, passphrase).file;
  if (own === null || !opensWith(backup, own)) throw storeError('BACKUP_KEY');
  return own;
}

/** The store, then what SQLite keeps beside it, under other names. @returns the store's new name; null when there was none. */
function moveAside(path: string, now: Date): string | null {
  const there = existsSync(path);
  const aside = asideName(path, now);
  if (there) renameDurably(path, aside);
  for (const beside of ['-wal', '-shm', '.key-check']) if (existsSync(path + beside)) renameDurably(path + beside, aside + beside);
  return there ? aside : null;
}

function removeStore(path: string): void {
  for (const part of ['', '-wal', '-shm', '.lock', '.key-check']) rmSync(path + part, { force: true });
}
