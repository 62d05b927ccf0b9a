import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { code, commit, records } from './fixture.ts';
import { AT, delegation, document, later, paule, prepared, send, validated } from './samples.ts';

const LUC = '899900000025';

describe.each(engines)('delegations in %s', (_name, opened) => {
  const { openIt } = opened();

  it('are told to who made them and to who received them, the latest first, those that are over too', async () => {
    const store = await openIt();
    const second = delegation({ id: 'g2', acts: ['prepare', 'TD2.2'], types: ['11488-4'], since: later(5), until: later(9) });
    const others = delegation({ id: 'g3', from: { ...delegation().from, idNat: LUC }, to: paule });
    await commit(store, ...[delegation(), second, others].map((one) => ({ kind: 'delegation.add' as const, delegation: one })));
    const kept = (one: ReturnType<typeof delegation>) => ({ ...one, revision: 1 });
    expect(await store.delegations.of(delegation().to.idNat)).toEqual([kept(second), kept(delegation())]);
    expect((await store.delegations.of(paule.idNat)).map(({ id }) => id)).toEqual(['g2', 'g3', 'g1']);
    expect(await store.delegations.of(LUC)).toEqual([kept(others)]);
    expect(await store.delegations.get('g2')).toEqual(kept(second));
    expect(await store.delegations.get('g9')).toBeNull();
  });

  it('are revoked once, by who read them as they are', async () => {
    const store = await openIt();
    await commit(store, { kind: 'delegation.add', delegation: delegation() });
    await expect(commit(store, { kind: 'delegation.revoke', id: 'g1', revision: 2, at: later(1) })).rejects.toThrow(code('STORE_CONFLICT'));
    await commit(store, { kind: 'delegation.revoke', id: 'g1', revision: 1, at: later(1) });
    expect(await store.delegations.get('g1')).toEqual(delegation({ revision: 2, revokedAt: later(1) }));
    await expect(commit(store, { kind: 'delegation.revoke', id: 'g1', revision: 2, at: later(2) })).rejects.toThrow(code('STORE_REFUSED'));
  });

  it('know who works for a structure, once each, by name', async () => {
    const store = await openIt();
    const seen = (idNat: string, name: string, structure = 's1') =>
      commit(store, { kind: 'colleague.seen', structure, colleague: { idNat, name, staff: name.startsWith('A') } });
    await seen('2', 'Zoé');
    await seen('1', 'Alix');
    await seen('2', 'Zoé PAT');
    await seen('3', 'Ailleurs', 's2');
    expect(await store.delegations.colleagues('s1')).toEqual([
      { idNat: '1', name: 'Alix', staff: true },
      { idNat: '2', name: 'Zoé PAT', staff: false },
    ]);
  });

  it('keep who prepared a document and for whom, why it was given back, and in whose name a send leaves', async () => {
    const store = await openIt();
    const returned = { at: later(1), by: paule, reason: 'type' } as const;
    await commit(
      store,
      ...records({}),
      { kind: 'document.save', document: document({ prepared }) },
      { kind: 'document.save', document: document({ id: 'd2', returned }) },
    );
    expect(await store.documents.get('d1')).toMatchObject({ prepared, returned: null });
    expect(await store.documents.get('d2')).toMatchObject({ prepared: null, returned });
    const bound = { ...send().bound, delegation: { id: 'g1', from: paule } };
    await commit(store, { kind: 'send.save', send: send({ bound }) });
    expect((await store.outbox.list({}))[0]?.bound).toEqual(bound);
  });

  it('show what was prepared to the two of them, and count it for who validates it', async () => {
    const store = await openIt();
    await commit(
      store,
      ...records({}, {}),
      { kind: 'document.save', document: document() },
      { kind: 'document.save', document: document({ id: 'd2', patientId: 'p2', prepared }) },
    );
    const shown = async (person: string) => [
      (await store.documents.waiting(person)).map(({ document: { id } }) => id),
      await store.documents.waitingCounts(person),
    ];
    expect(await shown(paule.idNat)).toEqual([['d1', 'd2'], { documents: 2, patients: 2, handed: 0 }]);
    expect(await shown(prepared.by.idNat)).toEqual([['d1', 'd2'], { documents: 1, patients: 1, handed: 1 }]);
    expect(await shown(LUC)).toEqual([['d1'], { documents: 1, patients: 1, handed: 0 }]);
  });

  it('show what was given back to everybody but who gave it back, until it is handed over again', async () => {
    const store = await openIt();
    const returned = { at: AT, by: paule, reason: 'type' } as const;
    await commit(store, ...records({}), { kind: 'document.save', document: document({ returned }) });
    expect([await store.documents.waiting(paule.idNat), await store.documents.waitingCounts(paule.idNat)]).toEqual([
      [],
      { documents: 0, patients: 0, handed: 0 },
    ]);
    expect((await store.documents.waiting(prepared.by.idNat)).map(({ document: { id } }) => id)).toEqual(['d1']);
    await commit(store, { kind: 'document.save', document: document({ revision: 1, prepared }) });
    expect((await store.documents.waiting(paule.idNat)).map(({ document: { id } }) => id)).toEqual(['d1']);
  });

  it('close who prepared a document with its validation, which a delegate’s own undoes with it', async () => {
    const store = await openIt();
    const byDelegate = { ...validated, by: { idNat: prepared.by.idNat, name: prepared.byName }, cda: { ...validated.cda, id: '2.25.7' } };
    await commit(
      store,
      ...records({}),
      { kind: 'document.save', document: document({ prepared, status: 'validated', validated }) },
      { kind: 'document.save', document: document({ id: 'd2', prepared, status: 'validated', validated: byDelegate }) },
    );
    await expect(
      commit(store, { kind: 'document.save', document: document({ revision: 1, status: 'validated', validated }) }),
    ).rejects.toThrow(code('STORE_REFUSED'));
    await commit(
      store,
      { kind: 'document.reopen', documentId: 'd1', revision: 1 },
      { kind: 'document.reopen', documentId: 'd2', revision: 1 },
    );
    expect(await store.documents.get('d1')).toMatchObject({ status: 'draft', prepared });
    expect(await store.documents.get('d2')).toMatchObject({ status: 'draft', prepared: null });
    expect((await store.documents.waiting(paule.idNat)).map(({ document: { id } }) => id)).toEqual(['d1', 'd2']);
  });

  it('never go away', async () => {
    const store = await openIt();
    await commit(store, { kind: 'delegation.add', delegation: delegation() });
    await expect(commit(store, { kind: 'delegation.add', delegation: delegation() })).rejects.toThrow(code('STORE_REFUSED'));
    expect((await store.delegations.get('g1'))?.since).toBe(AT);
  });
});
