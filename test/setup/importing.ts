import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkConfig, merge } from '../../electron/config/load.ts';
import { defaults } from '../../electron/config/defaults.ts';
import { openStore } from '../../electron/store/open.ts';
import type { OpenSession } from '../../electron/session/session.ts';
import type { Store } from '../../electron/store/types.ts';
import { Imports } from '../../electron/usecases/imports/imports.ts';
import type { Acting } from '../../electron/usecases/acting.ts';
import type { CommonPorts } from '../../electron/usecases/common-ports.ts';
import { importPorts } from '../../electron/wiring/imports.ts';
import type { ImportRun } from '../../shared/contract/imports.ts';
import type { ImportErrorRecord } from '../../shared/domain/record/import.ts';
import type { PatientFile } from '../../shared/domain/record/patient.ts';

/** Imports on a store of their own, without window, card or services: whose record it is, message after message. */

const PAULE: Acting = {
  pro: { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: 'MME', suffix: 'DR', speciality: null, structure: null },
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'CABINET DURAND', sector: 'SA07' },
};

export interface Importing {
  readonly store: Store;
  readonly office: CommonPorts;
  readonly imports: Imports;
  /** Clock of what happens next. */
  at(now: string): void;
  /** @returns how it ended. */
  give(kind: 'csv' | 'hl7', text: string, options?: { readonly dryRun?: boolean; readonly fileName?: string }): Promise<ImportRun>;
  errors(run: ImportRun): Promise<readonly ImportErrorRecord[]>;
  /** The only record found by these words. */
  single(words: string): Promise<PatientFile>;
  found(words: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** @param identity changes of the configuration of the identity (own domain). */
export async function importing(identity: object = {}, imports: object = {}): Promise<Importing> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-import-'));
  const config = checkConfig(merge(defaults, { profile: 'sandbox', dataFolder: folder, identity, imports }), '');
  const store = await openStore({
    path: join(folder, 'poste.db'),
    key: new Uint8Array(32).fill(7),
    journalKey: new Uint8Array(32).fill(9),
  });
  let clock = new Date('2026-11-29T10:00:00.000Z');
  const now = (): Date => clock;
  // Cast: what these use cases ask of a session is who acts.
  const session = (): OpenSession => PAULE as OpenSession;
  const office: CommonPorts = { store, session, now, uuid: randomUUID };
  const work = new Imports({
    ...office,
    owner: 'poste-1',
    ...importPorts(config, now),
    changed: () => undefined,
    report: (thrown) => {
      throw thrown;
    },
  });
  const found = async (words: string): Promise<readonly string[]> => (await store.patients.search(words, 50)).map(({ id }) => id);
  return {
    store,
    office,
    imports: work,
    at: (next) => {
      clock = new Date(next);
    },
    give: async (kind, text, { dryRun = false, fileName = kind === 'csv' ? 'patients.csv' : 'adt.hl7' } = {}) => {
      const bytes = Buffer.from(text);
      const { id } = await work.begin({ kind, fileName, size: bytes.byteLength, dryRun, head: bytes.subarray(0, 64 * 1024) });
      await work.push(id, bytes);
      return await work.end(id);
    },
    errors: async ({ id }) => await store.imports.errors(id, 0, 500),
    found,
    single: async (words) => {
      const [id, ...others] = await found(words);
      const file = id === undefined ? null : await store.patients.get(id);
      if (file === null || others.length > 0) throw new Error(`${others.length + (file === null ? 0 : 1)} records for ${words}`);
      return file;
    },
    close: async () => {
      await work.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
