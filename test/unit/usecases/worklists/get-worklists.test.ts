import { describe, expect, it } from 'vitest';
import { getWorklists } from '../../../../electron/usecases/worklists/get-worklists.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { conflict, waiting } from '../conflicts.ts';
import { answered, found, foundNot } from '../insi.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const NOW = '2026-11-21T10:00:00.000Z';

async function working(...known: readonly Partial<PatientRecord>[]) {
  const place = workplace();
  await place.records(...known);
  return { ...place, get: getWorklists({ ...place.common, recheckYears: 3 }) };
}

describe('what asks for somebody’s work', () => {
  it('is nothing when there is nothing', async () => {
    const { get } = await working({});
    expect(await get()).toEqual({ toQualify: [], doubtful: [], conflicts: [], received: [], stale: [], recheckYears: 3 });
  });

  it('is whom to qualify today, with what INSi answered meanwhile', async () => {
    const { store, get, wait } = await working({}, {}, {});
    await answered(store, 'a2', found({ birthPlace: null }), 'p2');
    await store.commit({
      changes: [
        { kind: 'patient.opened', patientId: 'p1', at: NOW },
        { kind: 'insi.queue', entry: { patientId: 'p2', since: NOW, answerId: 'a2' } },
        { kind: 'insi.queue', entry: { patientId: 'p3', since: NOW, answerId: null } },
      ],
      audit: [],
    });
    const { toQualify } = await get();
    expect(toQualify.map(({ row, why, answer }) => [row.id, why, answer?.code ?? null]).toSorted()).toEqual([
      ['p1', 'opened', null],
      ['p2', 'queued', '00'],
      ['p3', 'queued', null],
    ]);
    expect(toQualify.find(({ row }) => row.id === 'p2')).toMatchObject({ since: NOW, answer: { proposal: { id: 'a2' } } });
    wait(24 * 60);
    expect((await get()).toQualify.map(({ row }) => row.id)).toEqual(['p2']);
  });

  it('is an answer that found nobody too', async () => {
    const { store, get } = await working({});
    await answered(store, 'a1', foundNot('01'));
    await store.commit({ changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: NOW, answerId: 'a1' } }], audit: [] });
    expect((await get()).toQualify).toMatchObject([{ answer: { code: '01', proposal: null } }]);
  });

  it('is whoever is doubted, and what contradicts', async () => {
    const { store, get } = await working({ attributes: { homonym: false, doubtful: true, fictive: false } }, {});
    await waiting(store, conflict({ patientIds: ['p2'] }));
    expect(await get()).toMatchObject({ doubtful: [{ id: 'p1' }], conflicts: [{ id: 'c1', rows: [{ id: 'p2' }] }] });
  });

  it('is a matricule that others gave', async () => {
    const { store, get } = await working({});
    await store.commit({
      changes: [{ kind: 'ins.received', patientId: 'p1', received: { ...ins, problem: 'KEY', sender: 'DPI-CH', receivedAt: NOW } }],
      audit: [],
    });
    expect((await get()).received).toMatchObject([{ row: { id: 'p1' }, matricules: [{ problem: 'sa clé est fausse', sender: 'DPI-CH' }] }]);
  });

  it('is an identity qualified longer ago than the setting', async () => {
    const { store, get } = await working({ status: 'QUAL', ins }, { status: 'QUAL', ins: { ...ins, matricule: '279035121518890' } });
    const qualified = (patientId: string, at: string) =>
      ({
        kind: 'identity.transition',
        transition: {
          patientId,
          at,
          by: { idNat: '1', name: 'Dr Luc MARTIN' },
          event: 'documentChecked',
          from: 'RECUP',
          to: 'QUAL',
          source: 'SM',
          insBefore: ins,
          insAfter: ins,
          insiAnswerId: null,
          documentType: 'CN',
          traits: null,
        },
      }) as const;
    await store.commit({ changes: [qualified('p1', '2023-11-21T09:59:59.000Z'), qualified('p2', '2023-11-21T10:00:01.000Z')], audit: [] });
    expect((await get()).stale).toMatchObject([{ row: { id: 'p1' }, qualifiedAt: '2023-11-21T09:59:59.000Z' }]);
  });
});
