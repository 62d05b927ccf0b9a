import type { PatientView } from '../../shared/contract/patients.ts';
import type { Client } from './client.ts';

/** Merges one record into another as somebody does who compared them and accepted what the plan says. */
export async function mergeRecords(client: Client, kept: string, removed: string): Promise<PatientView> {
  const { records, lessProven } = await client.call('patients.mergePlan', { kept, removed, chosen: true });
  return await client.call('patients.merge', {
    kept,
    removed,
    revisions: { kept: records.kept.revision, removed: records.removed.revision },
    samePerson: true,
    lessProven,
  });
}
