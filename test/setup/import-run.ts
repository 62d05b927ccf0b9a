import type { ImportRecord } from '../../shared/domain/record/import.ts';

/** An import under way; every test changes what it looks at. */
export const importRun = (changed: Partial<ImportRecord> = {}): ImportRecord => ({
  id: 'i1',
  kind: 'csv',
  fileName: 'patients.csv',
  size: 1,
  dryRun: false,
  state: 'running',
  startedAt: '2026-11-21T10:00:00.000Z',
  by: { idNat: '899900000017', name: 'Dr Paule DURAND' },
  fingerprint: 'f1',
  read: 0,
  lines: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  conflicts: 0,
  ignored: [],
  warnings: [],
  heading: null,
  linesHash: null,
  lease: null,
  error: null,
  ...changed,
});
