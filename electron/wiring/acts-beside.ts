import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import { dataFiles } from '../data-folder.ts';
import { writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Secrets } from '../platform/types.ts';
import type { Store } from '../store/types.ts';

const actor = z.strictObject({ idNat: z.string(), name: z.string() }).nullable();
const entrySchema = z.strictObject({
  at: z.iso.datetime(),
  actor,
  onBehalfOf: actor,
  situation: z.string().nullable(),
  act: z.string(),
  label: z.string(),
  patientId: z.string().nullable(),
  objectId: z.string().nullable(),
  result: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/**
 * Leaves an act beside a store that somebody else has open to write: one sealed file, taken into the journal by whoever writes
 * there next.
 *
 * @throws what the file system says: an act that leaves no trace is not done.
 */
export function leaveAct(folder: string, secrets: Secrets, entry: AuditEntry): void {
  const { acts } = dataFiles(folder);
  makeFolder(acts);
  writeDurably(join(acts, `${entry.at.replaceAll(':', '')}-${randomUUID()}`), secrets.protect(Buffer.from(JSON.stringify(entry))));
}

/** Takes what was left beside the store into its journal, in the order of time. What cannot be read is said there too. */
export async function takeActs(folder: string, secrets: Secrets, store: Store, now: Date): Promise<void> {
  const { acts } = dataFiles(folder);
  const names = filesOf(acts);
  if (names.length === 0) return;
  await store.commit({ quiet: true, changes: [], audit: names.map((name) => readAct(join(acts, name), secrets) ?? unreadable(now)) });
  for (const name of names) rmSync(join(acts, name), { force: true });
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.endsWith('.tmp'))
      .toSorted();
  } catch {
    return [];
  }
}

function readAct(file: string, secrets: Secrets): AuditEntry | null {
  try {
    return entrySchema.parse(JSON.parse(Buffer.from(secrets.unprotect(readFileSync(file))).toString('utf8')));
  } catch {
    return null;
  }
}

const unreadable = (now: Date): AuditEntry => ({
  at: now.toISOString(),
  actor: null,
  onBehalfOf: null,
  situation: null,
  act: 'journal.unreadable-act',
  label: 'Acte de la ligne de commande illisible',
  patientId: null,
  objectId: null,
  result: 'JOURNAL_ACT_UNREADABLE',
  details: {},
});
