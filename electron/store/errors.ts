import { fail, PosteError, type Fail } from '../../shared/errors.ts';
import type { StoreCode } from '../../shared/errors/store.ts';

export const storeError: Fail<StoreCode | 'PATIENT_SAME_INS' | 'SEND_DOUBTED' | 'SEND_INTERRUPTED'> = fail;

/** What SQLite's result codes mean for the user; anything else is ours. */
const BY_SQLITE_CODE: readonly (readonly [RegExp, StoreCode])[] = [
  [/^SQLITE_FULL$|^SQLITE_IOERR_SHMSIZE$/, 'STORE_FULL'],
  [/^SQLITE_(CORRUPT|NOTADB)|^SQLITE_IOERR_(SHORT_READ|DATA|CORRUPTFS)$/, 'STORE_CORRUPT'],
  [/^SQLITE_(CANTOPEN|PERM|IOERR)/, 'STORE_UNAVAILABLE'],
  [/^SQLITE_(BUSY|LOCKED)/, 'PROFILE_LOCKED'],
  [/^SQLITE_READONLY/, 'STORE_READ_ONLY'],
  [/^SQLITE_CONSTRAINT/, 'STORE_REFUSED'],
];

/**
 * The error of the store behind an error of SQLite; any other value passes as it is. The detail keeps SQLite's code
 * alone: its message may name columns, never values.
 */
export function fromSqlite(thrown: unknown): unknown {
  if (thrown instanceof PosteError || !(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  const sqlite = thrown.code;
  if (thrown.message.includes('patients.ins_matricule')) return storeError('PATIENT_SAME_INS', { cause: thrown });
  const known = BY_SQLITE_CODE.find(([pattern]) => pattern.test(sqlite))?.[1];
  return known === undefined ? thrown : storeError(known, { cause: thrown, detail: sqlite });
}
