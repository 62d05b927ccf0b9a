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
    'patients_counted',
    'patients_recounted',
    'patients_uncounted',
    'audit_actor_known',
    'audit_act_known',
    'documents_validated_kept',
    'documents_patient',
    'documents_retitled',
    'information_unchanged',
    'information_chosen',
    'information_corrects_own',
    'episodes_told',
    'episodes_added',
    'episodes_validated',
  ])
    db.exec(`DROP TRIGGER ${trigger}`);
  for (const table of [
    'episode_correspondents',
    'episode_moves',
    'episodes',
    'agreements',
    'collective_information',
    'notices',
    'send_counts',
    'document_counts',
    'audit_counts',
    'departures',
    'patient_counts',
    'audit_actors',
    'audit_acts',
    'document_readings',
    'document_search',
    'delegations',
    'colleagues',
    'declared_people',
  ])
    db.exec(`DROP TABLE ${table}`);
  for (const index of [
    'sends_listed',
    'sends_bound',
    'sends_due',
    'patients_born',
    'patients_placed',
    'patients_status',
    'patients_changed',
    'documents_waiting',
    'documents_discarded',
    'information_corrects',
  ])
    db.exec(`DROP INDEX ${index}`);
  for (const column of [
    ...['corrects', 'notice', 'collector', 'act', 'means', 'team'].map((column) => `information DROP COLUMN ${column}`),
    'sends DROP COLUMN urgent',
    'sends DROP COLUMN kind',
    'document_contents DROP COLUMN pdf_at',
    'documents DROP COLUMN prepared_for',
    'documents DROP COLUMN prepared_by',
    'documents DROP COLUMN prepared',
    'documents DROP COLUMN returned',
    'sends DROP COLUMN bound_delegation',
    'sends DROP COLUMN bound_for',
    'sends DROP COLUMN bound_for_name',
    'documents DROP COLUMN discarded_until',
    'documents DROP COLUMN proposal',
    'documents DROP COLUMN other_person',
    'dmp_knowledge DROP COLUMN asked_by',
    'dmp_knowledge DROP COLUMN opposed_break_glass',
    'dmp_knowledge DROP COLUMN opposed_regulation',
    'documents ADD COLUMN proposed_type TEXT',
    'documents ADD COLUMN recognised_in TEXT',
  ])
    db.exec(`ALTER TABLE ${column}`);
  db.exec(
    `CREATE TRIGGER information_unchanged BEFORE UPDATE OF state ON information BEGIN SELECT RAISE(ABORT, 'information is written once'); END;`,
  );
  db.exec(`CREATE TRIGGER documents_validated_kept BEFORE UPDATE OF title ON documents WHEN old.status = 'validated'
    BEGIN SELECT RAISE(ABORT, 'a validated document is not modified'); END;
    CREATE TRIGGER documents_patient BEFORE UPDATE OF patient_id ON documents BEGIN SELECT RAISE(ABORT, 'another record'); END;`);
  db.exec('DROP INDEX imports_running; CREATE INDEX patients_opened ON patients (opened_at)');
  for (const table of ['sends', 'imports'])
    for (const column of ['lease_owner', 'lease_until']) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  db.exec('CREATE TABLE mailboxes (address TEXT PRIMARY KEY) STRICT');
  db.pragma('user_version = 6');
}
