import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiscardedDrafts } from '../../../../electron/usecases/documents/discarded-drafts.ts';
import { fail } from '../../../../shared/errors.ts';
import { document, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });

const desk = async (undoMs = 30_000) => {
  const place = workplace();
  await place.records({});
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('%PDF') },
      { kind: 'document.save', document: document({ id: 'd2', status: 'validated', validated }) },
    ],
    audit: [],
  });
  const report = vi.fn();
  const drafts = new DiscardedDrafts({ ...place.common, undoMs: () => Promise.resolve(undoMs), report });
  const left = async () => (await place.store.documents.list('p1')).map(({ id }) => id).toSorted();
  const kept = async () => (await place.store.documents.discarded()).map(({ id }) => id);
  return { ...place, drafts, report, left, kept };
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a draft taken away', () => {
  it('is in no list, no count and no reading, and the journal says of whom', async () => {
    const { drafts, store, journal, left } = await desk();
    await drafts.discard('d1');
    expect(await left()).toEqual(['d2']);
    expect(await store.documents.get('d1')).toBeNull();
    expect(await store.documents.counts('p1')).toEqual({ drafts: 0, validated: 1 });
    expect([await store.documents.waiting('8'), await store.documents.waitingCounts('8')]).toEqual([
      [],
      { documents: 0, patients: 0, handed: 0 },
    ]);
    expect(await journal()).toMatchObject([{ act: 'document.removed', patientId: 'p1', objectId: 'd1', result: 'ok' }]);
  });

  it('is there again as it was when it is restored in time, with its bytes, and stays', async () => {
    const { drafts, store, journal, left } = await desk();
    const before = await store.documents.get('d1');
    await drafts.discard('d1');
    await drafts.restore('d1');
    expect(await store.documents.get('d1')).toEqual({ ...before, revision: 3 });
    expect(await store.documents.counts('p1')).toEqual({ drafts: 1, validated: 1 });
    expect(Buffer.from((await store.documents.content('d1', 'pdf')) ?? []).toString()).toBe('%PDF');
    expect((await journal()).map(({ act }) => act)).toEqual(['document.removed', 'document.restored']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await left()).toEqual(['d1', 'd2']);
  });

  it.each([
    ['as long as what is sent can be taken back', 30_000, 30_000],
    ['ten seconds when nothing can be taken back', 0, 10_000],
  ])('can be restored %s, then is gone with its bytes', async (_what, undoMs, forMs) => {
    const { drafts, store, common, kept } = await desk(undoMs);
    expect(await drafts.discard('d1')).toEqual(new Date(common.now().getTime() + forMs));
    await vi.advanceTimersByTimeAsync(forMs - 1);
    expect(await kept()).toEqual(['d1']);
    await vi.advanceTimersByTimeAsync(1);
    expect([await kept(), await store.documents.content('d1', 'pdf')]).toEqual([[], null]);
    await expect(drafts.restore('d1')).rejects.toEqual(code('DOCUMENT_UNKNOWN'));
  });

  it('is gone at its own time, whatever was taken away before it', async () => {
    const { drafts, store, kept } = await desk();
    await store.commit({ changes: [{ kind: 'document.save', document: document({ id: 'd3' }) }], audit: [] });
    await drafts.discard('d1');
    await vi.advanceTimersByTimeAsync(20_000);
    await drafts.discard('d3');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await kept()).toEqual(['d3']);
  });

  it('is a draft again when the application stopped before its time had passed', async () => {
    const { drafts, common, left, kept } = await desk();
    await drafts.discard('d1');
    const restarted = new DiscardedDrafts({ ...common, undoMs: () => Promise.resolve(0), report: vi.fn() });
    await restarted.start();
    expect([await left(), await kept()]).toEqual([['d1', 'd2'], []]);
  });

  it('is gone when the application is closed', async () => {
    const { drafts, left, kept } = await desk();
    await drafts.discard('d1');
    await drafts.close();
    expect([await left(), await kept()]).toEqual([['d2'], []]);
  });

  it('that the disk does not let go is said, and can be restored at the next start', async () => {
    const { drafts, common, store, report, left } = await desk();
    await drafts.discard('d1');
    const commit = vi.spyOn(store, 'commit').mockRejectedValue(fail('STORE_FULL'));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(report).toHaveBeenCalledWith(code('STORE_FULL'));
    commit.mockRestore();
    await new DiscardedDrafts({ ...common, undoMs: () => Promise.resolve(0), report }).start();
    expect(await left()).toEqual(['d1', 'd2']);
  });

  it.each([
    ['d2', 'DOCUMENT_VALIDATED'],
    ['d9', 'DOCUMENT_UNKNOWN'],
  ])('is no draft: %s is refused with %s, and stays', async (id, refusal) => {
    const { drafts, left, journal } = await desk();
    await expect(drafts.discard(id)).rejects.toEqual(code(refusal));
    expect(await left()).toEqual(['d1', 'd2']);
    expect(await journal()).toEqual([]);
  });

  it('is neither taken away twice, nor changed meanwhile', async () => {
    const { drafts, store, left } = await desk();
    const before = await store.documents.get('d1');
    await drafts.discard('d1');
    await expect(drafts.discard('d1')).rejects.toEqual(code('DOCUMENT_UNKNOWN'));
    await expect(store.commit({ changes: [{ kind: 'document.save', document: before ?? document() }], audit: [] })).rejects.toEqual(
      code('STORE_CONFLICT'),
    );
    expect(await left()).toEqual(['d2']);
  });

  it('is nobody’s to take away, nor to restore, without a session', async () => {
    const { drafts, logged, left, kept } = await desk();
    logged(null);
    await expect(drafts.discard('d1')).rejects.toEqual(code('SESSION_CLOSED'));
    expect(await left()).toEqual(['d1', 'd2']);
    await expect(drafts.restore('d1')).rejects.toEqual(code('SESSION_CLOSED'));
    expect(await kept()).toEqual([]);
  });
});
