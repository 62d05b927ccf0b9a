import { describe, expect, it } from 'vitest';
import { mergePatients, unmergePatients } from '../../../../electron/usecases/patients/merge-patients.ts';
import type { CallReceived } from '../../../../shared/contract/index.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail, type ErrorCode } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { sendRecord, documentRecord } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const OTHER = { ...ins, matricule: '279035121518890' };
const BY = { idNat: '1', name: 'Dr Luc MARTIN' };

interface Asked {
  readonly kept?: string;
  readonly removed?: string;
  readonly revisions?: { readonly kept: number; readonly removed: number };
  readonly take?: CallReceived<'patients.merge'>['take'];
  readonly samePerson?: boolean;
  readonly lessProven?: boolean;
}

/** Two records, compared by somebody who then asks for their merge. */
async function merging(one: Partial<PatientRecord> = {}, other: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records(one, other, { birthName: 'PAT-QUATRE' });
  const merge = (asked: Asked = {}, common = place.common) =>
    mergePatients(common)({
      kept: 'p1',
      removed: 'p2',
      revisions: { kept: 1, removed: 1 },
      take: {},
      samePerson: false,
      lessProven: false,
      ...asked,
    });
  return { ...place, merge, unmerge: unmergePatients(place.common) };
}
type Place = Awaited<ReturnType<typeof merging>>;

/** Nothing of a merge was stored, nor told. */
async function untouched({ store, journal }: Place): Promise<void> {
  expect(await store.patients.get('p1')).toMatchObject({ revision: 1, mergedInto: null });
  expect(await store.patients.get('p2')).toMatchObject({ revision: 1, mergedInto: null });
  expect(await journal()).toEqual([]);
}

describe('two records made one', () => {
  it('the one named stays, with what the other held; both say so in the journal', async () => {
    const { store, merge, journal } = await merging({ phone: '115' }, { phone: '112', address: '1 place du Forum, Reims' });
    await store.commit({
      changes: [
        { kind: 'document.save', document: documentRecord({ patientId: 'p2' }) },
        { kind: 'send.save', send: sendRecord({ patientId: 'p2' }) },
      ],
      audit: [],
    });
    expect(await merge({ take: { phone: 'removed' } })).toBe('p1');
    expect(await store.patients.get('p1')).toMatchObject({ phone: '112', address: '1 place du Forum, Reims', status: 'PROV' });
    expect(await store.patients.get('p2')).toMatchObject({ mergedInto: 'p1' });
    expect(await store.documents.get('d1')).toMatchObject({ patientId: 'p1' });
    expect(await store.patients.byIdentifier('local', 'P000002')).toMatchObject({ patientId: 'p1' });
    const details = { keptStatus: 'PROV', removedStatus: 'PROV' };
    expect(await journal()).toMatchObject([
      { act: 'patient.merged', label: 'Dossier P000002 fusionné dans celui-ci', patientId: 'p1', objectId: 'p2', result: 'ok', details },
      { act: 'patient.merged', label: 'Dossier fusionné dans P000001', patientId: 'p2', objectId: 'p1', result: 'ok', details },
    ]);
  });

  it('R-006, R-072: the opposition of the one that goes is the person’s, though of another follow-up', async () => {
    const { store, merge } = await merging({}, { episode: 'e2' });
    await store.commit({
      changes: [
        {
          kind: 'information.record',
          information: {
            patientId: 'p2',
            purpose: 'feeding',
            episode: 'e2',
            state: 'opposed',
            at: '2026-11-20T10:00:00.000Z',
            by: BY,
            origin: 'person',
          },
        },
      ],
      audit: [],
    });
    await merge();
    expect(await store.patients.get('p1')).toMatchObject({ feeding: { state: 'opposed' } });
  });

  it('what waited between the two is settled, nothing else', async () => {
    const { store, merge, common } = await merging();
    const conflict = (id: string, ...patientIds: readonly string[]) =>
      ({
        kind: 'conflict.add',
        conflict: { id, at: common.now().toISOString(), code: 'IMPORT_LOOKALIKE', patientIds, message: '', incoming: null, settled: null },
      }) as const;
    await store.commit({
      changes: [
        conflict('c1', 'p1', 'p2'),
        conflict('c2', 'p2', 'p1'),
        conflict('c3', 'p1'),
        conflict('c4', 'p1', 'p3'),
        conflict('c5', 'p3', 'p2'),
      ],
      audit: [],
    });
    await merge();
    expect((await store.worklists.waiting()).map(({ id }) => id).toSorted()).toEqual(['c3', 'c4', 'c5']);
  });

  it.each<[string, ErrorCode, Partial<PatientRecord>, Partial<PatientRecord>, Asked, Asked | null]>([
    ['one and itself', 'MERGE_SAME_RECORD', {}, {}, { removed: 'p1' }, null],
    ['two matricules', 'MERGE_TWO_MATRICULES', { status: 'QUAL', ins }, { status: 'QUAL', ins: OTHER }, { samePerson: true }, null],
    ['other traits', 'MERGE_OTHER_PERSON', {}, { birthName: 'PAT-QUATRE', sex: 'M' }, { lessProven: true }, { samePerson: true }],
    ['an unknown person', 'MERGE_OTHER_PERSON', {}, { birthDate: '0000-00-00' }, {}, { samePerson: true }],
    ['a less proven one that would stay', 'MERGE_LESS_PROVEN', {}, { status: 'VALI' }, { samePerson: true }, { lessProven: true }],
    [
      'what cannot be picked',
      'MERGE_PICK',
      { status: 'VALI' },
      { birthPlace: '51454' },
      { take: { birthPlace: 'removed' }, samePerson: true },
      null,
    ],
    ['another version of the kept', 'STORE_CONFLICT', {}, {}, { revisions: { kept: 0, removed: 1 } }, {}],
    ['another version of the removed', 'STORE_CONFLICT', {}, {}, { revisions: { kept: 1, removed: 2 } }, {}],
    ['nobody', 'PATIENT_UNKNOWN', {}, {}, { removed: 'p9' }, null],
  ])('not of %s: %s, and nothing changes, unless somebody says so', async (_what, code, one, other, asked, confirmed) => {
    const place = await merging(one, other);
    await expect(place.merge(asked)).rejects.toEqual(refusal(code));
    await untouched(place);
    if (confirmed !== null) expect(await place.merge(confirmed)).toBe('p1');
  });

  it('not when one was merged meanwhile, in the words of a merge', async () => {
    const { merge } = await merging();
    await merge();
    await expect(merge()).rejects.toThrow('L’un des deux dossiers a changé pendant que vous les compariez : rien n’a été fusionné');
    await expect(merge({ kept: 'p3', removed: 'p2' })).rejects.toEqual(refusal('STORE_CONFLICT'));
  });

  it.each([
    ['STORE_CONFLICT', 'pendant que vous les compariez'],
    ['STORE_FULL', fail('STORE_FULL').message],
  ] as const)('not when the store answers %s', async (code, words) => {
    const place = await merging();
    const common = {
      ...place.common,
      store: { ...place.store, commit: () => Promise.reject(fail(code, { values: { what: 'Ce dossier a changé' } })) },
    };
    await expect(place.merge({}, common)).rejects.toThrow(words);
    await untouched(place);
  });

  it('not without a session', async () => {
    const place = await merging();
    place.logged(null);
    await expect(place.merge()).rejects.toEqual(refusal('SESSION_CLOSED'));
    await untouched(place);
  });
});

describe('a merge undone', () => {
  it('gives back both records; both say so in the journal', async () => {
    const { store, merge, unmerge, journal } = await merging({}, { address: '1 place du Forum, Reims' });
    await merge();
    const [made] = await store.patients.merges('p1');
    expect(await unmerge(made?.id ?? '')).toBe('p1');
    expect(await store.patients.get('p1')).toMatchObject({ address: null });
    expect(await store.patients.get('p2')).toMatchObject({ mergedInto: null, address: '1 place du Forum, Reims' });
    expect((await journal()).slice(2)).toMatchObject([
      { act: 'patient.unmerged', label: 'Fusion du dossier P000002 annulée', patientId: 'p1', objectId: 'p2', result: 'ok' },
      { act: 'patient.unmerged', label: 'Fusion annulée : dossier rétabli', patientId: 'p2', objectId: 'p1', result: 'ok' },
    ]);
    await expect(unmerge(made?.id ?? '')).rejects.toEqual(refusal('MERGE_UNKNOWN'));
  });

  it('is a merge that was made', async () => {
    const { unmerge, journal } = await merging();
    await expect(unmerge('m9')).rejects.toEqual(refusal('MERGE_UNKNOWN'));
    expect(await journal()).toEqual([]);
  });

  it('is refused once the record that stayed was merged itself', async () => {
    const { store, merge, unmerge, journal } = await merging();
    await merge();
    const [made] = await store.patients.merges('p1');
    await merge({ kept: 'p3', removed: 'p1', revisions: { kept: 1, removed: 2 }, samePerson: true });
    const told = (await journal()).length;
    await expect(unmerge(made?.id ?? '')).rejects.toEqual(refusal('MERGE_CHANGED', { detail: 'STORE_CONFLICT' }));
    expect(await store.patients.get('p2')).toMatchObject({ mergedInto: 'p1' });
    expect(await journal()).toHaveLength(told);
  });

  it('is refused while another record has the matricule that comes back', async () => {
    const { store, merge, unmerge, records } = await merging({}, { status: 'QUAL', ins });
    await merge({ lessProven: true });
    await records({ id: 'p4', ipp: 'P000004', status: 'QUAL', ins });
    const [made] = await store.patients.merges('p1');
    await expect(unmerge(made?.id ?? '')).rejects.toEqual(refusal('MERGE_CHANGED', { detail: 'PATIENT_SAME_INS' }));
  });

  it('tells any other refusal of the store as it is', async () => {
    const { store, merge, common } = await merging();
    await merge();
    const [made] = await store.patients.merges('p1');
    const full = { ...common, store: { ...store, commit: () => Promise.reject(fail('STORE_FULL')) } };
    await expect(unmergePatients(full)(made?.id ?? '')).rejects.toEqual(refusal('STORE_FULL'));
  });

  it('is nobody’s to undo without a session', async () => {
    const { unmerge, logged } = await merging();
    logged(null);
    await expect(unmerge('m1')).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
