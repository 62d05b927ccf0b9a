import { describe, expect, it } from 'vitest';
import { createApart } from '../../../../electron/usecases/worklists/create-apart.ts';
import type { ConflictRecord } from '../../../../shared/domain/record/conflict.ts';
import { fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { conflict, incoming, waiting } from '../conflicts.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

async function contradicted(changed: Partial<ConflictRecord> = {}) {
  const place = workplace();
  await place.records({});
  await waiting(place.store, conflict({ incoming: incoming({ birthFirstNames: 'LUCIE', firstBirthFirstName: 'LUCIE' }), ...changed }));
  return { ...place, create: createApart(place.common) };
}

describe('whoever contradicted a record and is another person', () => {
  it('has a provisional record of their own, under the number they came with', async () => {
    const { store, create, journal } = await contradicted();
    const id = await create('c1');
    expect(await store.patients.get(id)).toMatchObject({
      ipp: 'P000002',
      birthFirstNames: 'LUCIE',
      status: 'PROV',
      attributes: { homonym: false, doubtful: false, fictive: false },
      ins: null,
      receivedIns: [{ matricule: DOMINIQUE.ins.matricule, sender: 'DPI-CH' }],
    });
    expect(await store.patients.byIdentifier('DPI-CH', '4711')).toEqual({ patientId: id, eventAt: null });
    expect(await store.identity.transitions(id)).toMatchObject([{ event: 'created', to: 'PROV', by: { name: 'Dr Paule DURAND' } }]);
    expect(await store.patients.get('p1')).toMatchObject({ revision: 1 });
    expect(await store.worklists.waiting()).toEqual([]);
    const details = { code: 'IMPORT_CONTRADICTION' };
    expect(await journal()).toMatchObject([
      { act: 'patient.created', patientId: id, objectId: 'c1', result: 'ok', details },
      { act: 'conflict.settled', patientId: 'p1', objectId: id, result: 'ok', details },
    ]);
  });

  it.each([
    ['number', { ipp: null }],
    ['authority', { authority: null }],
  ])('without %s is told by none', async (_what, changed) => {
    const { store, create } = await contradicted({ incoming: incoming(changed) });
    const id = await create('c1');
    expect(await store.patients.identifiers(id)).toEqual([]);
  });

  it('that no authority sent was sent by their file', async () => {
    const { store, create } = await contradicted({ incoming: incoming({ authority: null }) });
    expect(await store.patients.get(await create('c1'))).toMatchObject({ receivedIns: [{ sender: 'patients.csv, ligne 3' }] });
  });

  it('has the next number when another act took theirs', async () => {
    const { store, common } = await contradicted();
    let tries = 0;
    const racing = createApart({
      ...common,
      store: {
        ...store,
        commit: (commit) => {
          tries += 1;
          return tries === 1 ? Promise.reject(fail('STORE_CONFLICT')) : store.commit(commit);
        },
      },
    });
    expect(await store.patients.get(await racing('c1'))).toMatchObject({ ipp: 'P000002' });
  });

  it.each<[string, Partial<ConflictRecord>, string]>([
    ['a contradiction that is not there', {}, 'c9'],
    ['records that contradict each other', { incoming: null }, 'c1'],
  ])('is not made of %s', async (_what, changed, id) => {
    const { store, create, journal } = await contradicted(changed);
    await expect(create(id)).rejects.toEqual(refusal('CONFLICT_UNKNOWN'));
    expect(await store.patients.count()).toBe(1);
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to make without a session', async () => {
    const { store, create, logged } = await contradicted();
    logged(null);
    await expect(create('c1')).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await store.worklists.waiting()).toHaveLength(1);
  });
});
