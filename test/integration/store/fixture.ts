import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import { openStore } from '../../../electron/store/open.ts';
import type { Change, Store, StoreOptions } from '../../../electron/store/types.ts';
import { act, patient } from './samples.ts';

export const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
/** An error of the store: its code, and something to say and to do. */
export const code = (expected: string): unknown =>
  expect.objectContaining({ code: expected, message: expect.stringMatching(/\S/), action: expect.stringMatching(/\S/) });

/** A folder for each test, removed with the stores that it opened. */
export function stores(): { readonly path: () => string; readonly openIt: (options?: Partial<StoreOptions>) => Promise<Store> } {
  let folder = '';
  let open: Store[] = [];
  const path = (): string => join(folder, 'store.db');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'poste-store-'));
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path,
    openIt: async (options = {}) => {
      const store = await openStore({ path: path(), key, journalKey: new Uint8Array(32).fill(9), ...options });
      open.push(store);
      return store;
    },
  };
}

/** One act, traced. */
export const commit = (store: Store, ...changes: readonly Change[]): Promise<void> => store.commit({ changes, audit: [act()] });

/** A record each, of number p1, p2... */
export const records = (...changed: readonly Parameters<typeof patient>[0][]): Change[] =>
  changed.map((fields, i) => ({ kind: 'patient.save', patient: patient({ id: `p${i + 1}`, ipp: `P00000${i + 1}`, ...fields }) }));

/** Takes a store back to the schema of version 6, last migration first: its tables as they were, whatever its rows are. */
export function toSchema6(db: Db): void {
  for (const trigger of [
    'sends_counted',
    'sends_recounted',
    'sends_uncounted',
    'documents_counted',
    'documents_recounted',
    'documents_uncounted',
    'audit_counted',
    'sends_depart',
  ])
    db.exec(`DROP TRIGGER ${trigger}`);
  for (const table of ['send_counts', 'document_counts', 'audit_counts', 'departures']) db.exec(`DROP TABLE ${table}`);
  for (const index of ['sends_listed', 'sends_bound', 'sends_due']) db.exec(`DROP INDEX ${index}`);
  for (const column of ['sends DROP COLUMN urgent', 'sends DROP COLUMN kind', 'document_contents DROP COLUMN pdf_at'])
    db.exec(`ALTER TABLE ${column}`);
  db.exec('DROP INDEX imports_running');
  for (const table of ['sends', 'imports'])
    for (const column of ['lease_owner', 'lease_until']) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  db.exec('CREATE TABLE mailboxes (address TEXT PRIMARY KEY) STRICT');
  db.pragma('user_version = 6');
}
