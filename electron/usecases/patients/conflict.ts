import type { Change } from '../../store/types.ts';
import type { Office } from '../office.ts';

/** A contradiction for somebody to look at, unless the same one already waits. */
export async function conflictOnce(
  office: Pick<Office, 'store' | 'uuid'>,
  conflict: { readonly at: Date; readonly code: string; readonly patientIds: readonly string[]; readonly message: string },
): Promise<Change[]> {
  const same = (ids: readonly string[]): boolean => ids.length === conflict.patientIds.length && ids.every((id) => conflict.patientIds.includes(id));
  const waiting = await office.store.worklists.conflicts();
  if (waiting.some(({ code, patientIds }) => code === conflict.code && same(patientIds))) return [];
  return [{ kind: 'conflict.add', conflict: { ...conflict, id: office.uuid(), at: conflict.at.toISOString(), settled: null } }];
}
