import { describe, expect, it } from 'vitest';
import { patientRow, receivedView, requirePatient, traitsOf, viewPatient } from '../../../../electron/usecases/patients/view.ts';
import type { Change } from '../../../../electron/store/types.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import type { MergeRecord } from '../../../../shared/domain/record/merge.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { IdentityTransition } from '../../../../shared/domain/record/transition.ts';
import type { DroppedValue } from '../../../../shared/domain/identity/merge-fields.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { answered, found } from '../insi.ts';
import { places } from '../places.ts';
import { refusal } from '../refusal.ts';
import { carried, sent } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const FORMER = { ...ins, matricule: '279035121518890' };
const AT = '2026-11-20T09:00:00.000Z';
const BY = { idNat: '1', name: 'Dr Luc MARTIN' };
const QUALIFIED: Partial<PatientRecord> = { status: 'QUAL', ins };

async function viewing(...known: readonly Partial<PatientRecord>[]) {
  const place = workplace();
  await place.records(...known);
  const view = viewPatient({ ...place.common, ageOfMajority: () => 18, carried, places: () => Promise.resolve(places) });
  const commit = (changes: readonly Change[], ...audit: readonly AuditEntry[]) => place.store.commit({ changes, audit });
  return { ...place, commit, view: (id = 'p1') => view(id) };
}

const transition = (changed: Partial<IdentityTransition> = {}): Change => ({
  kind: 'identity.transition',
  transition: {
    patientId: 'p1',
    at: AT,
    by: BY,
    event: 'documentChecked',
    from: 'PROV',
    to: 'VALI',
    source: 'SM',
    insBefore: null,
    insAfter: null,
    insiAnswerId: null,
    documentType: null,
    traits: null,
    ...changed,
  },
});
const merge = (dropped: readonly DroppedValue[] = []): Change & { readonly kind: 'patient.merge'; readonly merge: MergeRecord } => ({
  kind: 'patient.merge',
  merge: {
    id: 'm1',
    kept: 'p1',
    removed: 'p2',
    at: AT,
    by: BY,
    undoneAt: null,
    name: 'PAT-TROIS DOMI',
    ipp: 'P000002',
    keptBefore: null,
    dropped,
  },
});

describe('a record on the screen', () => {
  it('says who the patient is', async () => {
    const { view } = await viewing({ phone: '115', usedName: 'Dupont', billingBirthDate: '1979-03-28', birthRank: 1, channel: 'CV' });
    expect(await view()).toMatchObject({
      id: 'p1',
      traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
      ageLabel: '47 ans',
      minor: false,
      status: 'PROV',
      strictLocked: false,
      birthPlaceName: 'Écueil (51)',
      birthDateUncertain: false,
      birthDateCarried: '1979-03-28',
      channel: 'Carte Vitale',
      representation: null,
      identityDocument: null,
      receivedProof: null,
      insiQueued: false,
      insiAt: null,
      feeding: { state: 'none', at: null, by: null, toConfirm: false },
      lookalikes: [],
      stays: [],
      merges: [],
      traitsBeforeInsi: null,
      sentUnderFormerIdentity: [],
    });
  });

  it('says nothing of what nobody said', async () => {
    const { view } = await viewing({ birthPlace: null });
    expect(await view()).toMatchObject({ birthPlaceName: null, channel: null });
  });

  it.each<[string, Partial<PatientRecord>, object | null]>([
    ['a qualified identity', QUALIFIED, { ...ins, kind: 'NIR-TEST', display: '2 79 03 51 215 189', key: '89' }],
    ['a qualified identity of another nature', { status: 'QUAL', ins: { ...ins, oid: '1.2.3' } }, { kind: '1.2.3' }],
    ['a recovered identity', { status: 'RECUP', ins }, null],
    ['an identity without matricule', {}, null],
  ])('shows the matricule of %s (EXI SI 08)', async (_what, record, shown) => {
    const { view } = await viewing(record);
    const view1 = await view();
    if (shown === null) expect(view1.ins).toBeNull();
    else expect(view1.ins).toMatchObject(shown);
    expect(view1.strictLocked).toBe(record.status !== undefined);
  });

  it.each([
    ['QUAL', [{ ...FORMER, from: '2020-01-01', to: null }]],
    ['VALI', []],
  ] as const)('of a %s identity shows the past matricules %j', async (status, history) => {
    const { view, commit } = await viewing(status === 'QUAL' ? QUALIFIED : { status });
    await commit([{ kind: 'ins.known', patientId: 'p1', periods: [{ ins: FORMER, from: '2020-01-01', to: null }] }]);
    expect((await view()).insHistory).toEqual(history);
  });

  it.each([
    [{ birthDate: '1979-00-00' }, true, '1979-12-31'],
    [{ birthDateUncertain: true }, true, '1979-03-28'],
    [{ ...QUALIFIED, birthDate: '1979-00-00' }, true, '1979-00-00'],
  ])('%j: the birth date is uncertain: %s, and leaves as %s (EXI ID 11/12)', async (record, birthDateUncertain, birthDateCarried) => {
    const { view } = await viewing(record);
    expect(await view()).toMatchObject({ birthDateUncertain, birthDateCarried });
  });

  it('R-167: says how the patient is protected, and who acts for them', async () => {
    const { view, commit } = await viewing({ birthDate: '2019-03-28' }, { protection: 'tutelle' });
    for (const patientId of ['p1', 'p2']) {
      await commit([
        {
          kind: 'representatives.set',
          patientId,
          representatives: [
            { name: 'Luc', relation: 'parent', phone: null },
            { name: 'Anne', relation: 'tuteur', phone: '115' },
          ],
        },
      ]);
    }
    const minor = await view('p1');
    expect(minor.minor).toBe(true);
    expect(minor.representation).toContain('Patient mineur');
    expect(minor.representatives).toEqual([
      { name: 'Luc', relation: 'parent', phone: null, stands: true },
      { name: 'Anne', relation: 'tuteur', phone: '115', stands: true },
    ]);
    const adult = await view('p2');
    expect(adult.minor).toBe(false);
    expect(adult.representation).toContain('Majeur représenté');
    expect(adult.representatives.map(({ stands }) => stands)).toEqual([false, true]);
  });

  it('names the records that could be taken for it', async () => {
    const { view } = await viewing(
      {},
      { birthPlace: '91228' },
      {},
      { birthFirstNames: 'LUCIE', firstBirthFirstName: 'LUCIE' },
      { birthName: 'PAT-TROIE' },
    );
    const { lookalikes } = await view();
    expect(lookalikes.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'p2', name: 'PAT-TROIS DOMINIQUE', birthDate: '1979-03-28', kind: 'homonym' },
      { id: 'p3', name: 'PAT-TROIS DOMINIQUE', birthDate: '1979-03-28', kind: 'homonym' },
      { id: 'p4', name: 'PAT-TROIS LUCIE', birthDate: '1979-03-28', kind: 'twin' },
      { id: 'p5', name: 'PAT-TROIE DOMINIQUE', birthDate: '1979-03-28', kind: 'near' },
    ]);
  });

  it('tells the stays', async () => {
    const { view, commit } = await viewing({});
    await commit([
      {
        kind: 'stay.set',
        stay: {
          patientId: 'p1',
          authority: 'DPI-CH',
          visit: 'v1',
          ward: 'Cardiologie',
          admittedAt: AT,
          dischargedAt: null,
          state: 'open',
          eventAt: null,
          updatedAt: AT,
        },
      },
    ]);
    expect((await view()).stays).toEqual([{ visit: 'v1', ward: 'Cardiologie', admittedAt: AT, dischargedAt: null, state: 'open' }]);
  });

  it('tells each change of the identity in words', async () => {
    const { view, commit } = await viewing({});
    const traits = { before: { birthPlace: null }, after: { birthPlace: '51215' } };
    await commit([
      transition({ event: 'created', from: null, to: 'PROV', source: 'IMPORT' }),
      transition({ documentType: 'CN', traits }),
      transition({ event: 'insiAccepted', from: 'VALI', to: 'QUAL', source: 'INSI' }),
      transition({ event: 'insiAccepted', from: 'QUAL', to: 'QUAL', source: 'INSI', traits: 'unknown' }),
      transition({ event: 'strictTraitEdited', from: 'PROV', to: 'PROV' }),
    ]);
    expect((await view()).transitions).toMatchObject([
      { at: AT, by: 'Dr Luc MARTIN', label: 'Dossier créé', from: null, to: 'PROV', source: 'Import', document: null, traits: [] },
      {
        label: 'Pièce d’identité vue',
        document: 'Carte nationale d’identité',
        traits: [{ trait: 'birthPlace', before: null, after: '51215' }],
      },
      { label: 'Traits INSi acceptés', source: 'INSi' },
      { label: 'Identité confirmée par INSi', traits: [] },
      { label: 'Traits modifiés' },
    ]);
  });

  it('tells the traits held before those of INSi', async () => {
    const { view, commit } = await viewing(QUALIFIED);
    const traits = { before: { birthPlace: null }, after: { birthPlace: '51215' } };
    await commit([transition({ event: 'insiAccepted', from: 'VALI', to: 'QUAL', traits })]);
    expect((await view()).traitsBeforeInsi).toMatchObject({ birthName: 'PAT-TROIS', birthPlace: null });
  });

  it('tells the merges that can be undone, and what the record does not show of them', async () => {
    const { view, commit } = await viewing({}, {});
    await commit([
      merge([
        { field: 'birthPlace', value: '91228', of: 'removed' },
        { field: 'identityDocument', value: 'CN', of: 'removed' },
        { field: 'phone', value: '115', of: 'kept' },
      ]),
    ]);
    expect((await view()).merges).toEqual([
      {
        id: 'm1',
        name: 'PAT-TROIS DOMI',
        ipp: 'P000002',
        at: AT,
        by: 'Dr Luc MARTIN',
        dropped: [
          { field: 'birthPlace', value: 'Évry-Courcouronnes (91) · 91228', of: 'removed' },
          { field: 'identityDocument', value: 'Carte nationale d’identité', of: 'removed' },
          { field: 'phone', value: '115', of: 'kept' },
        ],
      },
    ]);
    await commit([{ kind: 'patient.unmerge', mergeId: 'm1', at: AT }]);
    expect((await view()).merges).toEqual([]);
  });

  it('tells what left under another identity', async () => {
    const { view, commit, store } = await viewing(QUALIFIED);
    await sent(store, 'd1', { ins: FORMER, ipp: 'P000001' }, {});
    await commit([transition({ event: 'insiAccepted', insBefore: FORMER, insAfter: ins })]);
    expect((await view()).sentUnderFormerIdentity).toMatchObject([{ documentId: 'd1', matricule: FORMER.matricule }]);
  });

  it('tells whether INSi is still to answer, and when it did', async () => {
    const { view, commit, store, records } = await viewing({});
    await commit([{ kind: 'insi.queue', entry: { patientId: 'p1', since: AT, answerId: null } }]);
    await answered(store, 'a1', found());
    await records({ revision: 1, ...QUALIFIED, insi: { answerId: 'a1', acceptedAt: AT, by: BY } });
    expect(await view()).toMatchObject({ insiQueued: true, insiAt: AT });
  });

  it('tells which document was seen, and what another system says of its own', async () => {
    const { view } = await viewing(
      {
        status: 'VALI',
        identityDocument: { type: 'CN', seenAt: AT, by: BY },
        receivedProof: { sender: 'DPI-CH', receivedAt: AT, insiOn: '2026-01-05', document: 'PA', channel: 'AV', lunarDate: true },
      },
      { receivedProof: { sender: 'DPI-CH', receivedAt: AT, insiOn: null, document: null, channel: null, lunarDate: false } },
    );
    expect(await view()).toMatchObject({
      identityDocument: { type: 'CN', label: 'Carte nationale d’identité', seenAt: AT, by: 'Dr Luc MARTIN' },
      receivedProof: {
        sender: 'DPI-CH',
        at: AT,
        insiOn: '2026-01-05',
        document: 'Passeport',
        channel: 'Appli carte Vitale',
        lunarDate: true,
      },
    });
    expect((await view('p2')).receivedProof).toMatchObject({ document: null, channel: null });
  });

  it.each([
    ['person', false],
    ['import', true],
  ] as const)('R-006: an opposition that comes from %s is to be confirmed: %s', async (origin, toConfirm) => {
    const { view, commit } = await viewing({});
    await commit([
      {
        kind: 'information.record',
        information: { patientId: 'p1', purpose: 'feeding', episode: 'e1', state: 'opposed', at: AT, by: BY, origin },
      },
    ]);
    expect(await view()).toMatchObject({
      feeding: { state: 'opposed', at: AT, by: 'Dr Luc MARTIN', toConfirm },
      consultation: { state: 'none' },
    });
  });
});

describe('a patient that is asked for', () => {
  it('is there, and was not merged into another', async () => {
    const { store, commit } = await viewing({}, {});
    await commit([merge()]);
    expect(await requirePatient(store, 'p1')).toMatchObject({ id: 'p1' });
    await expect(requirePatient(store, 'p2')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    await expect(requirePatient(store, 'p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
  });

  it('has strict traits, and a line in lists', async () => {
    const { store } = await viewing({ phone: '115' });
    expect(traitsOf(patientRecord({ phone: '115' }))).toEqual({
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: '51215',
    });
    const [summary] = await store.patients.search('PAT-TROIS', 1);
    if (summary === undefined) throw new Error('the patient is there');
    expect(patientRow(summary)).toEqual(summary);
  });
});

describe('a matricule that others gave', () => {
  const received = { matricule: ins.matricule, oid: insOids.NIR, problem: null, sender: 'DPI-CH', receivedAt: AT };

  it.each([
    ['a right one', {}, { display: '2 79 03 51 215 189 89', kind: 'NIR', problem: null }],
    ['one whose key is wrong', { problem: 'KEY' }, { problem: 'sa clé est fausse' }],
    ['one without nature, which is no fault', { oid: null, problem: 'OID' }, { kind: null, problem: null }],
    ['one of a nature that is none here', { oid: '1.2.3', problem: 'OID' }, { kind: null, problem: 'sa nature n’est pas admise ici' }],
    ['one without nature whose key is wrong', { oid: null, problem: 'KEY' }, { kind: null, problem: 'sa clé est fausse' }],
    ['what is no matricule', { matricule: 'inconnu', problem: 'CHARACTER' }, { display: 'inconnu' }],
  ] as const)('shows %s', (_what, changed, shown) => {
    expect(receivedView({ ...received, ...changed })).toMatchObject({ ...shown, sender: 'DPI-CH', at: AT });
  });
});
