import { expect, it, vi } from 'vitest';
import { stopAbandoned } from '../../../../electron/usecases/imports/stop-abandoned.ts';
import { importDesk, run } from './kit.ts';

it.each([
  ['whose run is over', 'poste-2', '2026-11-21T09:59:00.000Z', 'stopped'],
  ['of another workstation at work', 'poste-2', '2026-11-21T10:01:00.000Z', 'running'],
  ['of the workstation that begins again', 'poste-1', '2026-11-21T10:01:00.000Z', 'stopped'],
])('an import %s', async (_what, owner, until, state) => {
  const { common, store, save } = importDesk();
  await save({ kind: 'import.save', run: run({ lease: { owner, until } }) });
  await stopAbandoned(store, common.now(), 'poste-1');
  expect(await store.imports.get('i1')).toMatchObject({ state, lease: state === 'stopped' ? null : { owner, until } });
});

it('nothing is written when no import was left', async () => {
  const { common, store } = importDesk();
  const commit = vi.fn(store.commit);
  await stopAbandoned({ imports: store.imports, commit }, common.now(), 'poste-1');
  expect(commit).not.toHaveBeenCalled();
});
