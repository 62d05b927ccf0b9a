import { describe, expect, it } from 'vitest';
import { plannedMerge, previewMerge } from '../../../../electron/usecases/patients/merge-plan.ts';
import type { MergePlanView } from '../../../../shared/contract/identity.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { places } from '../places.ts';
import { refusal } from '../refusal.ts';
import { carried, documentRecord, sendRecord, sent } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const OTHER = { ...ins, matricule: '279035121518890' };
const BY = { idNat: '1', name: 'Dr Luc MARTIN' };
const QUALIFIED: Partial<PatientRecord> = {
  status: 'QUAL',
  ins,
  identityDocument: { type: 'CN', seenAt: '2026-01-05T11:00:00.000Z', by: BY },
};

async function comparing(one: Partial<PatientRecord> = {}, other: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records(one, other);
  const preview = previewMerge({ store: place.store, carried, places: () => Promise.resolve(places) });
  return { ...place, preview: (kept = 'p1', removed = 'p2', chosen = false) => preview({ kept, removed, chosen }) };
}
const rowOf = ({ rows }: MergePlanView, field: string) => rows.find((row) => row.field === field);

describe('the record that stays', () => {
  it.each([
    ['the first, when nothing tells them apart', {}, {}, false, 'p1'],
    ['the more proven', {}, QUALIFIED, false, 'p2'],
    ['the one that somebody chose', {}, QUALIFIED, true, 'p1'],
  ] as const)('is %s', async (_what, one, other, chosen, stays) => {
    const { store, preview } = await comparing(one, other);
    const { kept, removed } = await plannedMerge(store, { kept: 'p1', removed: 'p2', chosen });
    expect([kept.id, removed.id]).toEqual(stays === 'p1' ? ['p1', 'p2'] : ['p2', 'p1']);
    expect(await preview('p1', 'p2', chosen)).toMatchObject({ kept: kept.id, removed: removed.id });
  });

  it.each([
    ['the kept', 'p1'],
    ['the removed', 'p2'],
  ])('may have another matricule when it is a past one of %s', async (_what, patientId) => {
    const { store } = await comparing({ status: 'QUAL', ins }, { status: 'QUAL', ins: OTHER });
    const known = patientId === 'p1' ? OTHER : ins;
    await store.commit({ changes: [{ kind: 'ins.known', patientId, periods: [{ ins: known, from: null, to: null }] }], audit: [] });
    expect((await plannedMerge(store, { kept: 'p1', removed: 'p2', chosen: false })).plan.refusal).toBeNull();
  });

  it('is one of two that are there', async () => {
    const { store, preview } = await comparing();
    await expect(plannedMerge(store, { kept: 'p1', removed: 'p9', chosen: false })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    await expect(preview('p9', 'p1')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
  });
});

describe('what merging two records would do', () => {
  it('is said of both side by side', async () => {
    const { store, preview } = await comparing(QUALIFIED, { phone: '112', birthPlace: '91228', usedName: 'Dupont' });
    await store.commit({
      changes: [
        { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: { name: 'Dr Luc MARTIN', address: null } },
      ],
      audit: [],
    });
    const plan = await preview();
    expect(plan.records).toMatchObject({
      kept: {
        id: 'p1',
        revision: 1,
        ipp: 'P000001',
        name: 'PAT-TROIS DOMINIQUE',
        status: 'QUAL',
        ins: { display: '2 79 03 51 215 189', key: '89' },
        document: { label: 'Carte nationale d’identité', seenAt: '2026-01-05T11:00:00.000Z' },
        medecinTraitant: 'Dr Luc MARTIN',
      },
      removed: { id: 'p2', ins: null, document: null, medecinTraitant: null, holds: [] },
    });
    expect(rowOf(plan, 'birthPlace')).toEqual({
      field: 'birthPlace',
      kept: 'Écueil (51) · 51215',
      removed: 'Évry (91) · 91228',
      likeness: 'different',
      pick: null,
    });
    expect(rowOf(plan, 'phone')).toEqual({ field: 'phone', kept: null, removed: '112', likeness: 'missing', pick: 'removed' });
    expect(rowOf(plan, 'birthName')).toEqual({ field: 'birthName', kept: 'PAT-TROIS', removed: 'PAT-TROIS', likeness: 'same', pick: null });
    expect(plan).toMatchObject({ allowed: true, error: null, agreement: 'near', contradicted: ['birthPlace'], lessProven: false });
  });

  it('leaves nothing to pick of what tells who somebody is', async () => {
    const { preview } = await comparing({}, { birthName: 'PAT-QUATRE', birthPlace: null });
    const plan = await preview();
    expect(rowOf(plan, 'birthName')).toMatchObject({ removed: 'PAT-QUATRE', likeness: 'different', pick: null });
    expect(plan).toMatchObject({ agreement: 'near', contradicted: ['birthName'] });
  });

  it.each([
    [{ on: '2026-10-01' }, '2026-10-01'],
    [{ on: null }, ''],
    [null, null],
  ])('shows the death %j as %j', async (death, shown) => {
    const { preview } = await comparing({ death, birthPlace: null });
    const plan = await preview();
    expect(rowOf(plan, 'death')?.kept).toBe(shown);
    expect(rowOf(plan, 'birthPlace')?.kept).toBeNull();
  });

  it('shows no matricule that is not qualified (EXI SI 08)', async () => {
    const { preview } = await comparing({ status: 'RECUP', ins });
    expect((await preview()).records.kept.ins).toBeNull();
  });

  it('is to say what hangs from the record that goes, and that moves', async () => {
    const { store, preview } = await comparing();
    const stay = {
      patientId: 'p2',
      authority: '',
      ward: null,
      admittedAt: null,
      dischargedAt: null,
      state: 'open',
      eventAt: null,
      updatedAt: '2026-11-20T09:00:00.000Z',
    } as const;
    await store.commit({
      changes: [
        { kind: 'document.save', document: documentRecord({ patientId: 'p2' }) },
        {
          kind: 'document.save',
          document: documentRecord({
            id: 'd2',
            patientId: 'p2',
            status: 'validated',
            validated: { at: '2026-11-20T09:00:00.000Z', by: BY, situation: '4', cda: { id: 'c', setId: 'c', version: 1 } },
          }),
        },
        { kind: 'send.save', send: sendRecord({ patientId: 'p2', state: 'held' }) },
        { kind: 'stay.set', stay: { ...stay, visit: 'v1' } },
        { kind: 'stay.set', stay: { ...stay, visit: 'v2' } },
        {
          kind: 'information.record',
          information: {
            patientId: 'p2',
            purpose: 'feeding',
            episode: 'e1',
            state: 'informed',
            at: '2026-11-20T09:00:00.000Z',
            by: BY,
            origin: 'person',
          },
        },
        { kind: 'correspondent.set', patientId: 'p2', role: 'medecinTraitant', correspondent: { name: 'Dr Luc MARTIN', address: null } },
        { kind: 'correspondents.set', patientId: 'p2', correspondents: [{ name: 'Dr Anne PETIT', address: null }] },
        { kind: 'representatives.set', patientId: 'p2', representatives: [{ name: 'Luc', relation: 'parent', phone: null }] },
        {
          kind: 'ins.received',
          patientId: 'p2',
          received: { ...ins, problem: null, sender: 'DPI-CH', receivedAt: '2026-11-20T09:00:00.000Z' },
        },
      ],
      audit: [],
    });
    const plan = await preview();
    expect(plan.records.removed.holds).toEqual([
      '2 documents',
      '1 envoi',
      '2 séjours',
      '1 information enregistrée',
      '2 correspondants',
      '1 représentant',
      '1 matricule reçu à vérifier',
    ]);
    expect(plan.moves).toEqual([
      'Le dossier P000001 reste, avec son identité ; le numéro P000002 le désignera aussi.',
      '2 documents passent au dossier qui reste.',
      '1 envoi passe au dossier qui reste.',
      '2 séjours passent au dossier qui reste.',
      '1 information enregistrée passe au dossier qui reste.',
      '2 correspondants passent au dossier qui reste.',
      '1 représentant passe au dossier qui reste.',
      '1 matricule reçu à vérifier passe au dossier qui reste.',
    ]);
    expect(plan.costs).toEqual([]);
  });

  it('is to say what is lost, and what left under the identity that goes', async () => {
    const { store, preview } = await comparing(QUALIFIED, {});
    await sent(store, 'd1', { ins, ipp: 'P000001' }, {});
    expect(await preview('p2', 'p1', true)).toMatchObject({
      kept: 'p2',
      lessProven: true,
      costs: [
        'L’identité qualifiée du dossier P000001 est perdue : celle qui reste est provisoire.',
        'Le matricule INS du dossier P000001 n’est pas repris : interrogez INSi après la fusion.',
      ],
      sent: 1,
    });
  });

  it('that is refused is nothing but why', async () => {
    const { preview } = await comparing({ status: 'QUAL', ins }, { status: 'QUAL', ins: OTHER });
    expect(await preview()).toMatchObject({
      allowed: false,
      error: { code: 'MERGE_TWO_MATRICULES' },
      lessProven: false,
      costs: [],
      moves: [],
      sent: 0,
    });
  });
});
