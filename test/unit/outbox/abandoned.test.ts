import { beforeEach, describe, expect, it, vi } from 'vitest';
import { doubtAbandoned } from '../../../electron/outbox/abandoned.ts';
import type { Store } from '../../../electron/store/types.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { doubtActions } from '../../../shared/errors/sending.ts';
import { memoryStore } from '../../setup/memory-store.ts';
import { AT, document, later, patient, send } from '../../integration/store/samples.ts';

const taken = (id: string, owner: string, until: string): SendRecord => send({ id, state: 'sending', lease: { owner, until } });

describe('a send whose request was under way', () => {
  let store: Store;
  const states = async (): Promise<unknown> =>
    (await store.outbox.list()).map(({ id, state, lease }) => [id, state, lease?.owner ?? null]).toSorted();
  beforeEach(async () => {
    store = memoryStore();
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient() },
        { kind: 'document.save', document: document() },
        ...[
          taken('ours', 'poste-1', later(5)),
          taken('theirs', 'poste-2', later(5)),
          taken('theirs-over', 'poste-2', AT),
          send({ id: 'queued', state: 'queued', lease: null }),
        ].map((row) => ({ kind: 'send.save' as const, send: row })),
      ],
      audit: [],
    });
  });

  it('by a former run of this workstation, or by another whose lease is over, is in doubt; another’s that goes on is not', async () => {
    await doubtAbandoned(store, new Date(later(1)), 'poste-1');
    expect(await states()).toEqual([
      ['ours', 'unknown', null],
      ['queued', 'queued', null],
      ['theirs', 'sending', 'poste-2'],
      ['theirs-over', 'unknown', null],
    ]);
    expect((await store.audit.page({ before: null, limit: 9 })).entries.map(({ act, objectId }) => [act, objectId])).toEqual([
      ['outbox.interrupted', 'theirs-over'],
      ['outbox.interrupted', 'ours'],
    ]);
  });

  it('by this very run is not, however long it takes', async () => {
    await doubtAbandoned(store, new Date(later(9)), null, ({ lease }) => lease?.owner === 'poste-1');
    expect(await states()).toEqual([
      ['ours', 'sending', 'poste-1'],
      ['queued', 'queued', null],
      ['theirs', 'unknown', null],
      ['theirs-over', 'unknown', null],
    ]);
  });

  it('has no hour any more, and says what to look at by its channel', async () => {
    const rows = [
      { ...taken('again', 'poste-1', later(5)), nextAt: later(3) },
      { ...taken('mail', 'poste-1', later(5)), channel: 'mss' as const, recipient: 'a@x.mssante.fr', nextAt: later(3) },
      // As an earlier version left it.
      { ...taken('unowned', 'poste-1', later(5)), lease: null },
    ];
    await store.commit({ changes: rows.map((row) => ({ kind: 'send.save', send: row })), audit: [] });
    await doubtAbandoned(store, new Date(later(1)), null);
    const left = await Promise.all(rows.map(({ id }) => store.outbox.get(id)));
    expect(left.map((row) => [row?.state, row?.nextAt])).toEqual([
      ['sending', later(3)],
      ['sending', later(3)],
      ['unknown', null],
    ]);
    await doubtAbandoned(store, new Date(later(1)), 'poste-1');
    for (const [id, channel] of [
      ['again', 'dmp'],
      ['mail', 'mss'],
    ] as const) {
      expect(await store.outbox.get(id)).toMatchObject({ state: 'unknown', nextAt: null });
      expect((await store.outbox.get(id))?.error?.action).toContain(doubtActions[channel]);
    }
  });

  it('is no commit when there is none', async () => {
    const commit = vi.fn(store.commit);
    await doubtAbandoned({ outbox: store.outbox, commit }, new Date(AT), null, () => true);
    expect(commit).not.toHaveBeenCalled();
  });

  it('is told once', async () => {
    await doubtAbandoned(store, new Date(later(1)), 'poste-1');
    await doubtAbandoned(store, new Date(later(1)), 'poste-1');
    expect(await store.audit.head()).toMatchObject({ length: 2 });
  });
});
