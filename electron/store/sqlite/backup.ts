import { createSecretKey, randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { AuditVerification, JournalAnchor } from '../../../shared/domain/record/journal.ts';
import { PosteError } from '../../../shared/errors.ts';
import { renameDurably } from '../../durable-file.ts';
import { readBackup, sealBackup, takeStore, type Backup, type BothKeys } from './backup-file.ts';
import { openDatabase } from './database.ts';
import { storeError } from '../errors.ts';
import { verifyAudit } from '../audit/reads.ts';
import { countPatients } from '../patients/record.ts';
import { sqlOn } from './sql.ts';

/** What a backup holds (`store backup`, cli/README 11). */
export interface BackupFacts {
  readonly patients: number;
  readonly documents: number;
  /** Of the journal, and the hash of the last one. */
  readonly entries: number;
  readonly head: string;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Copies a store, open or not, to one encrypted file, whole or not at all; the copy is opened and verified before it takes its
 * place.
 *
 * @param anchor what was noted of the journal before: a store whose journal does not hold is copied, and the answer says so.
 * @param passphrase opens it without the workstation's key; null = with that key alone.
 * @throws PosteError BACKUP_PLACE, BACKUP_EXISTS, BACKUP_WRITE, STORE_*
 */
export function backUp(options: {
  readonly path: string;
  readonly keys: BothKeys;
  readonly to: string;
  readonly passphrase: string | null;
  readonly anchor: JournalAnchor | null;
  readonly at: Date;
}): BackupFacts & { readonly journal: AuditVerification } {
  const { path, keys, to, passphrase, anchor, at } = options;
  assertFree(path, to);
  const beside = join(dirname(to), `.${basename(to)}.${randomUUID()}.tmp`);
  try {
    closeSync(openSync(beside, 'wx', 0o600));
    copyStore(path, keys, beside);
    const { patients, documents, journal } = inspect(beside, keys, anchor);
    const { length: entries, head } = journal;
    sealBackup(beside, keys, { patients, documents, entries, head, at: at.toISOString() }, passphrase);
    const bytes = statSync(beside).size;
    renameDurably(beside, to);
    return { patients, documents, entries, head, bytes, journal };
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw ofSystem(thrown) ? storeError('BACKUP_WRITE', { cause: thrown, detail: thrown.code }) : thrown;
  }
}

/** A backup takes the place of nothing but an older backup, and stays out of the folder that it saves. @throws PosteError BACKUP_PLACE, BACKUP_EXISTS, BACKUP_WRITE */
function assertFree(path: string, to: string): void {
  const inside = relative(realpathSync(dirname(path)), join(realpathSync(dirname(to)), basename(to)));
  if (!inside.startsWith('..') && !isAbsolute(inside)) throw storeError('BACKUP_PLACE');
  if (!existsSync(to)) return;
  try {
    readBackup(to);
  } catch {
    throw storeError('BACKUP_EXISTS', { values: { file: basename(to) } });
  }
}

/** One moment of the store, while the application goes on with it. */
function copyStore(path: string, keys: BothKeys, to: string): void {
  const db = openDatabase(path, keys.file, 'reading', { existing: true });
  try {
    // SQLite encrypts the copy under the same key; an empty file is taken.
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

/** Opens a copy and reads it whole. @throws PosteError BACKUP_DAMAGED */
function inspect(
  path: string,
  keys: BothKeys,
  anchor: JournalAnchor | null,
): { readonly patients: number; readonly documents: number; readonly journal: AuditVerification } {
  const db = openDatabase(path, keys.file, 'reading', { existing: true });
  try {
    const [first] = db.pragma('integrity_check(1)', { simple: false }) as readonly { readonly integrity_check: string }[];
    if (first?.integrity_check !== 'ok') throw storeError('BACKUP_DAMAGED');
    const sql = sqlOn(db, createSecretKey(keys.journal));
    const documents = sql.get<{ readonly n: number }>('SELECT count(*) AS n FROM documents')?.n ?? 0;
    return { patients: countPatients(sql), documents, journal: verifyAudit(sql, anchor) };
  } finally {
    db.close();
  }
}

/** One of an earlier version is brought up to date first: its bytes are those that were sealed. */
function inspectIfCurrent(path: string, keys: BothKeys): ReturnType<typeof inspect> | null {
  try {
    return inspect(path, keys, null);
  } catch (thrown) {
    if (thrown instanceof PosteError && thrown.code === 'STORE_OLDER') return null;
    throw thrown;
  }
}

/**
 * Takes the store out of a backup, to a file of its own, and verifies it against what was sealed.
 *
 * @param fileKey of the store, known to open it.
 * @throws PosteError BACKUP_DAMAGED, BACKUP_WRITE (what was written is removed)
 */
export function unpackBackup(backup: Backup, fileKey: Uint8Array, to: string): BackupFacts & { readonly keys: BothKeys } {
  try {
    const { patients, documents, entries, head, journalKey } = takeStore(backup, fileKey, to);
    const keys = { file: fileKey, journal: Buffer.from(journalKey, 'base64') };
    const found = inspectIfCurrent(to, keys);
    if (
      found !== null &&
      (found.patients !== patients || found.documents !== documents || found.journal.head !== head || found.journal.length !== entries)
    )
      throw storeError('BACKUP_DAMAGED');
    return { patients, documents, entries, head, bytes: backup.bytes, keys };
  } catch (thrown) {
    rmSync(to, { force: true });
    throw ofSystem(thrown) ? storeError('BACKUP_WRITE', { cause: thrown, detail: thrown.code }) : thrown;
  }
}

const ofSystem = (thrown: unknown): thrown is Error & { readonly code: string } =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && /^E[A-Z]+$/.test(thrown.code);
