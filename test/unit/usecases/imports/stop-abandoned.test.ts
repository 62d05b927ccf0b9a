import { expect, it } from 'vitest';
import { stopAbandoned } from '../../../../electron/usecases/imports/stop-abandoned.ts';
import type { ImportRecord } from '../../../../shared/domain/record/import.ts';
import type { Lease } from '../../../../shared/domain/record/lease.ts';
import { workplace } from '../workplace.ts';

const run = (id: string, state: ImportRecord['state'], lease: Lease | null): ImportRecord => ({
  id,
  kind: 'csv',
  fileName: `${id}.csv`,
  size: 10,
  dryRun: false,
  state,
  startedAt: '2026-11-21T09:00:00.000Z',
  by: { idNat: '899900000017', name: 'Dr Paule DURAND' },
  fingerprint: id,
  linesHash: null,
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
  error: null,
  lease,
});

it('an import whose run is over is stopped: ours, or another’s whose lease is; nobody else’s', async () => {
  const { store, office } = workplace();
  const until = (minutes: number): string => new Date(office.now().getTime() + minutes * 60_000).toISOString();
  await store.commit({
    changes: [
      run('ours', 'running', { owner: 'poste-1', until: until(5) }),
      run('theirs', 'running', { owner: 'poste-2', until: until(5) }),
      run('theirs-over', 'running', { owner: 'poste-2', until: until(0) }),
      run('of-before', 'running', null),
      run('done', 'done', null),
    ].map((one) => ({ kind: 'import.save' as const, run: one })),
    audit: [],
  });
  await stopAbandoned(store, office.now(), 'poste-1');
  expect((await store.imports.list()).map(({ id, state, lease }) => [id, state, lease?.owner ?? null]).toSorted()).toEqual([
    ['done', 'done', null],
    ['of-before', 'stopped', null],
    ['ours', 'stopped', null],
    ['theirs', 'running', 'poste-2'],
    ['theirs-over', 'stopped', null],
  ]);
});
