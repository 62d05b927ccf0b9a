import Database from 'better-sqlite3';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PosteError } from '../../../shared/errors.ts';
import { writeDurably } from '../../durable-file.ts';
import type { Db } from './db.ts';
import { fromSqlite, storeError } from '../errors.ts';
import { migrations } from './migrations/index.ts';

const KEY_BYTES = 32;
/** Readers wait for the writer's checkpoint at most this long, in milliseconds. */
const READER_WAIT_MS = 5000;
/** What a connection keeps in memory of the file, at most: what searching and importing in 200,000 patients goes through. */
const CACHE_MIB = 64;
/** Pages in the log before it goes to the file: 32 MiB, or a third of a larger file. An import writes the same ones again and again. */
const LOG_PAGES = 8000;

/**
 * Opens the encrypted file: SQLCipher 4 format (AES-256, HMAC-SHA512 per page), WAL, every commit on disk before it
 * answers. A new file is created, an older one migrated.
 *
 * @param key 32 random bytes, used as they are.
 * @param terms.existing a file that is missing or empty is refused; so it is beside its key's mark.
 * @param terms.found told the version of the schema that the file had; 0: it was made.
 * @throws PosteError STORE_KEY, STORE_MISSING, STORE_CORRUPT, STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE
 */
export function openDatabase(
  path: string,
  key: Uint8Array,
  access: 'writing' | 'reading',
  terms: { readonly existing?: boolean; readonly found?: (version: number) => void } = {},
): Db {
  const { existing = false, found } = terms;
  // Its key's mark stays when a file goes: there was a store here.
  const known = existing || existsSync(keyMarkPath(path));
  if (known && !isThere(path)) throw storeMissing(path);
  if (access === 'writing') makePrivate(path);
  if (key.length !== KEY_BYTES) throw storeError('STORE_KEY', { detail: `${key.length} octets` });
  const checked = checkKey(path, key);
  const db = connect(path, { readonly: access === 'reading', timeout: READER_WAIT_MS });
  try {
    const version = configure(db, key, access);
    if (known && version === 0) throw storeMissing(path);
    if (access === 'reading' && version < migrations.length) throw storeError('STORE_OLDER', { detail: `schéma ${version}` });
    if (access === 'writing') migrate(db, version);
    if (access === 'writing' && !checked) noteKey(path, key);
    found?.(version);
    return db;
  } catch (thrown) {
    db.close();
    // A wrong key and a broken first page look alike to SQLite: the key's own mark tells them apart.
    if (!checked && thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_NOTADB')
      throw storeError('STORE_KEY', { cause: thrown });
    throw fromSqlite(thrown);
  }
}

/** A bare connection: neither key nor schema. */
export function connect(path: string, options: { readonly readonly?: boolean; readonly timeout: number }): Db {
  try {
    return new Database(path, options);
  } catch (thrown) {
    // Thrown without SQLite's code when the folder is missing.
    const error = fromSqlite(thrown);
    throw error === thrown ? storeError('STORE_UNAVAILABLE', { cause: thrown }) : error;
  }
}

const isThere = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

const storeMissing = (path: string): PosteError => storeError('STORE_MISSING', { values: { folder: dirname(path) } });

/** SQLite makes its log as readable as the file itself: nobody else's. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (cause) {
    throw storeError('STORE_UNAVAILABLE', { cause });
  }
}

/** @returns the version of the schema. */
function configure(db: Db, key: Uint8Array, access: 'writing' | 'reading'): number {
  db.pragma(`cipher = 'sqlcipher'`);
  db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  db.pragma('temp_store = MEMORY');
  // The first read of the file: tells a wrong key.
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length) throw storeError('STORE_NEWER', { detail: String(version) });
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${CACHE_MIB * 1024}`);
  if (access === 'reading') return version;
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${Math.max(LOG_PAGES, Math.round(Number(db.pragma('page_count', { simple: true })) / 3))}`);
  return version;
}

/** Each migration is one transaction with its version number: all of it, or none. */
function migrate(db: Db, from: number): void {
  migrations.slice(from).forEach((sql, i) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${from + i + 1}`);
    }).immediate();
  });
}

/** Mark of a key beside its file: not the key, and nothing to guess it from (it is random). */
const keyMark = (key: Uint8Array): Buffer => createHmac('sha256', key).update('poste-sante store').digest();
const keyMarkPath = (path: string): string => `${path}.key-check`;

/** Whether the key is known to be the one of the file; false when nothing says. @throws PosteError STORE_KEY when it is another one */
function checkKey(path: string, key: Uint8Array): boolean {
  const file = keyMarkPath(path);
  if (!existsSync(file) || !existsSync(path)) return false;
  const noted = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  const mark = keyMark(key);
  if (noted.length !== mark.length) return false;
  if (!timingSafeEqual(noted, mark)) throw storeError('STORE_KEY');
  return true;
}

function noteKey(path: string, key: Uint8Array): void {
  writeDurably(keyMarkPath(path), Buffer.from(keyMark(key).toString('hex')));
}

/**
 * Takes the right to write, until the answer is closed or the process ends, however it ends: a lock of the system on
 * `<path>.lock`, held by SQLite, never a stale file.
 *
 * @throws PosteError PROFILE_LOCKED
 */
export function lockForWriting(path: string): { close(): void } {
  makePrivate(`${path}.lock`);
  const lock = connect(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (thrown) {
    lock.close();
    throw fromSqlite(thrown);
  }
}
