import { describe, expect, it } from 'vitest';
import { conflictOnce, conflictsOnce, type Contradiction } from '../../../../electron/usecases/patients/conflict.ts';
import { incoming } from '../conflicts.ts';
import { workplace, type Workplace } from '../workplace.ts';

const AT = new Date('2026-11-21T10:00:00.000Z');
const BY = { idNat: '899900000017', name: 'Dr Paule DURAND' };

const contradiction = (changed: Partial<Contradiction> = {}): Contradiction => ({
  code: 'IMPORT_CONTRADICTION',
  patientIds: ['p1', 'p2'],
  message: 'Deux dossiers se contredisent.',
  ...changed,
});

/** Three records, and the contradictions that are said of them one after the other. */
async function said(...contradictions: readonly Contradiction[]): Promise<Workplace> {
  const place = workplace();
  await place.records({}, {}, {});
  for (const one of contradictions) {
    await place.store.commit({ changes: await conflictOnce(place.common, { at: AT, ...one }), audit: [] });
  }
  return place;
}

describe('a contradiction', () => {
  it('waits for somebody, with what contradicts the record', async () => {
    const { store } = await said(contradiction({ incoming: incoming() }));
    expect(await store.worklists.waiting()).toEqual([
      {
        id: 'id-1',
        at: AT.toISOString(),
        code: 'IMPORT_CONTRADICTION',
        patientIds: ['p1', 'p2'],
        message: 'Deux dossiers se contredisent.',
        incoming: incoming(),
        settled: null,
      },
    ]);
  });

  it.each([
    ['the same one', {}, {}],
    ['the records the other way round', {}, { patientIds: ['p2', 'p1'] }],
    [
      'the same person said by another file',
      { incoming: incoming() },
      { incoming: incoming({ from: 'autre.csv, ligne 9', reliability: ['VALI'] }) },
    ],
    ['nothing incoming, said so', {}, { incoming: null }],
  ])('is said once while it waits: %s', async (_what, first, second) => {
    const { store } = await said(contradiction(first), contradiction(second));
    expect(await store.worklists.waiting()).toHaveLength(1);
  });

  it.each<[string, Partial<Contradiction>]>([
    ['another kind', { code: 'IMPORT_OTHER_INS' }],
    ['one record alone', { patientIds: ['p1'] }],
    ['another pair', { patientIds: ['p1', 'p3'] }],
    ['records that contradict each other', { incoming: null }],
    ...(
      [
        { birthName: 'PAT-QUATRE' },
        { birthFirstNames: 'LUCIE' },
        { sex: 'M' },
        { birthDate: '1980-03-28' },
        { birthPlace: null },
        { ipp: '4712' },
        { authority: 'DPI-CLINIQUE' },
        { matricule: null },
      ] as const
    ).map((changed): [string, Partial<Contradiction>] => [`another ${Object.keys(changed).join()}`, { incoming: incoming(changed) }]),
  ])('waits besides when it is of %s', async (_what, other) => {
    const one = contradiction({ incoming: incoming() });
    const { store } = await said(one, { ...one, ...other });
    expect(await store.worklists.waiting()).toHaveLength(2);
  });

  it('between records waits, and so does what comes from outside besides', async () => {
    const { store } = await said(contradiction(), contradiction({ incoming: incoming() }));
    expect(await store.worklists.waiting()).toHaveLength(2);
  });

  it('that was settled is said again', async () => {
    const { store, common } = await said(contradiction());
    await store.commit({ changes: [{ kind: 'conflict.settle', conflictId: 'id-1', at: AT.toISOString(), by: BY }], audit: [] });
    expect(await conflictOnce(common, { at: AT, ...contradiction() })).toHaveLength(1);
  });
});

describe('many contradictions', () => {
  it('are asked of the store once, and wait as soon as they are said', async () => {
    const { store, common } = await said(contradiction());
    let asked = 0;
    const many = conflictsOnce({
      store: () => {
        asked += 1;
        return Promise.resolve(store);
      },
      uuid: common.uuid,
      at: AT,
    });
    expect(await many.add(contradiction())).toEqual([]);
    expect(await many.add(contradiction({ patientIds: ['p1'] }))).toHaveLength(1);
    expect(await many.add(contradiction({ patientIds: ['p1'] }))).toEqual([]);
    expect(asked).toBe(1);
  });

  it('between two records are over together, and may be said again', async () => {
    const { store, common } = await said(
      contradiction(),
      contradiction({ patientIds: ['p1'] }),
      contradiction({ code: 'IMPORT_LOOKALIKE' }),
    );
    const many = conflictsOnce({ store: () => Promise.resolve(store), uuid: common.uuid, at: AT });
    expect(await many.settle(['p2', 'p1'], BY)).toEqual([
      { kind: 'conflict.settle', conflictId: 'id-1', at: AT.toISOString(), by: BY },
      { kind: 'conflict.settle', conflictId: 'id-3', at: AT.toISOString(), by: BY },
    ]);
    expect(await many.settle(['p2', 'p1'], BY)).toEqual([]);
    expect(await many.add(contradiction({ patientIds: ['p1'] }))).toEqual([]);
    expect(await many.add(contradiction())).toHaveLength(1);
  });
});
