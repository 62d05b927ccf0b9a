import type { ConflictRecord, IncomingIdentity } from '../../../shared/domain/record/conflict.ts';
import type { Store } from '../../../electron/store/types.ts';
import { DOMINIQUE } from '../../setup/patient.ts';

/** Somebody of a file, who contradicts a record; every test changes what it looks at. */
export const incoming = (changed: Partial<IncomingIdentity> = {}): IncomingIdentity => ({
  ...DOMINIQUE,
  ipp: '4711',
  authority: 'DPI-CH',
  matricule: { ...DOMINIQUE.ins, problem: null },
  reliability: [],
  from: 'patients.csv, ligne 3',
  ...changed,
});

/** A contradiction that waits; every test changes what it looks at. */
export const conflict = (changed: Partial<ConflictRecord> = {}): ConflictRecord => ({
  id: 'c1',
  at: '2026-11-20T09:00:00.000Z',
  code: 'IMPORT_CONTRADICTION',
  patientIds: ['p1'],
  message: 'Un fichier dit autre chose de ce patient.',
  incoming: null,
  settled: null,
  ...changed,
});

/** Contradictions, for somebody to look at. */
export async function waiting(store: Store, ...conflicts: readonly ConflictRecord[]): Promise<void> {
  await store.commit({ changes: conflicts.map((one) => ({ kind: 'conflict.add', conflict: one })), audit: [] });
}
