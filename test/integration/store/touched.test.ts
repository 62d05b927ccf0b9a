import { describe, expect, it } from 'vitest';
import type { Change, Store } from '../../../electron/store/types.ts';
import type { Touched } from '../../../shared/domain/record/touched.ts';
import { engines } from './engines.ts';
import { act, AT, document, later, patient, paule, send, validated } from './samples.ts';

describe.each(engines)('what commits touched, told by %s', (_engine, opened) => {
  const { openIt } = opened();
  const heard = async (): Promise<{ readonly store: Store; readonly told: Touched[] }> => {
    const store = await openIt();
    await store.commit({
      changes: [
        ...['p1', 'p2'].map((id, i): Change => ({ kind: 'patient.save', patient: patient({ id, ipp: `P00000${i + 1}` }) })),
        { kind: 'document.save', document: document() },
        { kind: 'send.save', send: send() },
      ],
      audit: [],
    });
    const told: Touched[] = [];
    store.onTouched((touched) => told.push(touched));
    return { store, told };
  };

  it.each<[string, Change, Partial<Touched>]>([
    ['a record', { kind: 'patient.save', patient: patient({ revision: 1 }) }, { patients: ['p1'] }],
    [
      'its correspondents',
      { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: null },
      { patients: ['p1'] },
    ],
    [
      'its stays',
      {
        kind: 'stay.set',
        stay: {
          patientId: 'p1',
          authority: 'A',
          visit: '1',
          ward: null,
          admittedAt: AT,
          dischargedAt: null,
          state: 'open',
          eventAt: AT,
          updatedAt: AT,
        },
      },
      { patients: ['p1'] },
    ],
    ['a question that waits', { kind: 'insi.queue', entry: { patientId: 'p1', since: AT, answerId: null } }, { patients: ['p1'] }],
    ['a document', { kind: 'document.save', document: document({ revision: 1 }) }, { documents: ['p1'] }],
    ['a document removed', { kind: 'document.remove', documentId: 'd2', revision: 1 }, { documents: ['p2'] }],
    ['a send', { kind: 'send.save', send: send({ revision: 1, state: 'sending' }) }, { documents: ['p1'] }],
    [
      'two records put together',
      {
        kind: 'patient.merge',
        merge: {
          id: 'm1',
          kept: 'p1',
          removed: 'p2',
          at: later(1),
          by: paule,
          undoneAt: null,
          name: 'B',
          ipp: 'P000002',
          keptBefore: null,
          dropped: [],
        },
      },
      { patients: ['p2', 'p1'], documents: ['p2', 'p1'] },
    ],
    ['a setting', { kind: 'setting.set', name: 'window', value: {} }, {}],
  ])('%s', async (_what, change, touched) => {
    const { store, told } = await heard();
    await store.commit({ changes: [{ kind: 'document.save', document: document({ id: 'd2', patientId: 'p2' }) }], audit: [] });
    told.length = 0;
    await store.commit({ changes: [change], audit: [] });
    const all = { patients: [], documents: [], ...touched };
    expect(told).toEqual(Object.keys(touched).length === 0 ? [] : [all]);
  });

  it('the record of an act that changed nothing, not of what was only read', async () => {
    const { store, told } = await heard();
    const audit = [act({ patientId: 'p1', act: 'insi.asked' }), act({ patientId: null })];
    await store.commit({ changes: [], audit });
    await store.commit({ quiet: true, changes: [], audit });
    await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: {} }], audit });
    expect(told).toEqual([{ patients: ['p1'], documents: [] }]);
  });

  it('a document that becomes a draft again', async () => {
    const { store, told } = await heard();
    await store.commit({
      changes: [{ kind: 'document.save', document: document({ revision: 1, status: 'validated', validated }) }],
      audit: [],
    });
    await store.commit({ changes: [{ kind: 'document.reopen', documentId: 'd1', revision: 2 }], audit: [] });
    expect(told).toEqual([
      { patients: [], documents: ['p1'] },
      { patients: [], documents: ['p1'] },
    ]);
  });

  it('once for a commit, each record once; nothing for one that is refused; nobody once they stopped listening', async () => {
    const { store, told } = await heard();
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient({ revision: 1 }) },
        { kind: 'ins.known', patientId: 'p1', periods: [] },
        { kind: 'document.save', document: document({ id: 'd3' }) },
      ],
      audit: [],
    });
    expect(told).toEqual([{ patients: ['p1'], documents: ['p1'] }]);
    await expect(store.commit({ changes: [{ kind: 'patient.save', patient: patient({ revision: 1 }) }], audit: [] })).rejects.toMatchObject(
      { code: 'STORE_CONFLICT' },
    );
    expect(told).toHaveLength(1);
    const others: Touched[] = [];
    store.onTouched((touched) => others.push(touched))();
    await store.commit({ changes: [{ kind: 'patient.save', patient: patient({ revision: 2 }) }], audit: [] });
    expect([told.length, others]).toEqual([2, []]);
  });

  it('deferred ones even when the next that is not is refused', async () => {
    const { store, told } = await heard();
    const conflicting: Change = { kind: 'patient.save', patient: patient({ revision: 9 }) };
    await store.commit({ deferred: true, changes: [{ kind: 'patient.save', patient: patient({ revision: 1 }) }], audit: [] });
    await expect(store.commit({ deferred: true, changes: [conflicting], audit: [] })).rejects.toThrow();
    expect(told).toEqual([]);
    await expect(store.commit({ changes: [conflicting], audit: [] })).rejects.toThrow();
    expect(told).toEqual([{ patients: ['p1'], documents: [] }]);
  });

  it('deferred ones with the next that is not, « many » beyond a hundred', async () => {
    const { store, told } = await heard();
    const made = (count: number, from: number): Change[] =>
      Array.from({ length: count }, (_, i) => ({ kind: 'patient.save', patient: patient({ id: `n${from + i}`, ipp: `N${from + i}` }) }));
    await store.commit({ deferred: true, changes: made(2, 0), audit: [] });
    expect(told).toEqual([]);
    await store.commit({ changes: [], audit: [] });
    expect(told.splice(0)).toEqual([{ patients: ['n0', 'n1'], documents: [] }]);
    await store.commit({ deferred: true, changes: made(60, 10), audit: [] });
    await store.commit({ deferred: true, changes: made(60, 100), audit: [] });
    await store.commit({ changes: made(1, 200), audit: [] });
    await store.commit({ changes: made(1, 201), audit: [] });
    expect(told).toEqual([
      { patients: 'many', documents: [] },
      { patients: ['n201'], documents: [] },
    ]);
  });
});
