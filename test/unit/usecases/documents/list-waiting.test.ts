import { describe, expect, it } from 'vitest';
import { findDocument, listWaiting } from '../../../../electron/usecases/documents/view.ts';
import { document, later, paule, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const desk = async () => {
  const place = workplace();
  await place.records({ birthName: 'PAT-UN', birthDate: '1979-03-28' }, { birthName: 'PAT-DEUX' }, { birthName: 'PAT-TROIS' });
  const added = (id: string, patientId: string, minutes: number) => ({
    kind: 'document.save' as const,
    document: document({ id, patientId, addedAt: later(minutes) }),
  });
  await place.store.commit({
    changes: [
      added('a', 'p1', 3),
      added('b', 'p2', 1),
      added('c', 'p1', 5),
      added('d', 'p2', 4),
      { kind: 'document.save', document: document({ id: 'e', patientId: 'p3', status: 'validated', validated }) },
    ],
    audit: [],
  });
  const waiting = listWaiting(place.store, () => '2026-11-21');
  return { ...place, waiting, added };
};

describe('what waits for a validation', () => {
  it('is every draft, patient by patient, whose first one waits for the longest first; nothing validated', async () => {
    const { waiting, store } = await desk();
    expect((await waiting({}, paule.idNat)).map(({ id, patientId }) => [id, patientId])).toEqual([
      ['b', 'p2'],
      ['d', 'p2'],
      ['a', 'p1'],
      ['c', 'p1'],
    ]);
    expect(await store.documents.waitingCounts(paule.idNat)).toEqual({ documents: 4, patients: 2, handed: 0 });
  });

  it('says of whom, how old they are, and who brought it', async () => {
    const { waiting } = await desk();
    const rows = await waiting({}, paule.idNat);
    expect(rows.find(({ id }) => id === 'a')).toMatchObject({
      addedBy: 'Dr Paule DURAND',
      patient: { name: expect.stringMatching(/^PAT-UN /), birthDate: '1979-03-28', age: '47 ans' },
    });
  });

  it('is read part after part, each row once', async () => {
    const { waiting } = await desk();
    const whole = await waiting({}, paule.idNat);
    const read = await waiting({ limit: 1 }, paule.idNat);
    while (read.length < whole.length) read.push(...(await waiting({ after: read.at(-1)?.id, limit: 1 }, paule.idNat)));
    expect(read).toEqual(whole);
    expect(await waiting({ after: whole.at(-1)?.id, limit: 1 }, paule.idNat)).toEqual([]);
  });

  it('that arrives comes after what was there', async () => {
    const { waiting, store, added } = await desk();
    await store.commit({ changes: [added('f', 'p3', 9)], audit: [] });
    expect((await waiting({}, paule.idNat)).map(({ id }) => id)).toEqual(['b', 'd', 'a', 'c', 'f']);
  });
});

describe('one document of a list', () => {
  it('is read by itself, and is null once it is gone or another patient’s', async () => {
    const { store } = await desk();
    const find = findDocument(store, (send) => send);
    expect(await find({ patientId: 'p1', id: 'a' }, paule.idNat)).toMatchObject({ id: 'a', status: 'draft' });
    expect(await find({ patientId: 'p2', id: 'a' }, paule.idNat)).toBeNull();
    expect(await find({ patientId: 'p1', id: 'z' }, paule.idNat)).toBeNull();
  });
});
