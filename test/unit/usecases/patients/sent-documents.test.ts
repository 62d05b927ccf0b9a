import { describe, expect, it } from 'vitest';
import {
  countSentUnder,
  identityMoved,
  sentDocuments,
  sentUnderFormerIdentity,
} from '../../../../electron/usecases/patients/sent-documents.ts';
import type { PatientFile } from '../../../../shared/domain/record/patient.ts';
import type { MergeRecord } from '../../../../shared/domain/record/merge.ts';
import type { IdentityTransition } from '../../../../shared/domain/record/transition.ts';
import { sendStates } from '../../../../shared/domain/record/send.ts';
import type { Ins } from '../../../../shared/domain/types.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { carried, sent } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const FORMER: Ins = { ...ins, matricule: '279035121518890' };
const IPP = 'P000001';

const transition = (insBefore: Ins | null, insAfter: Ins | null): IdentityTransition => ({
  patientId: 'p1',
  at: '2026-11-21T10:00:00.000Z',
  by: { idNat: '1', name: 'Dr Luc MARTIN' },
  event: 'insiAccepted',
  from: 'PROV',
  to: 'RECUP',
  source: 'INSI',
  insBefore,
  insAfter,
  insiAnswerId: null,
  documentType: null,
  traits: null,
});
const merge = (changed: Partial<MergeRecord> = {}): MergeRecord => ({
  id: 'm1',
  kept: 'p1',
  removed: 'p2',
  at: '2026-11-21T10:00:00.000Z',
  by: { idNat: '1', name: 'Dr Luc MARTIN' },
  undoneAt: null,
  name: 'PAT-TROIS DOMI',
  ipp: 'P000002',
  keptBefore: null,
  dropped: [],
  ...changed,
});

async function sending(status: 'QUAL' | 'VALI' = 'QUAL') {
  const place = workplace();
  await place.records(status === 'QUAL' ? { status, ins } : { status });
  const patient = async (): Promise<PatientFile> => {
    const file = await place.store.patients.get('p1');
    if (file === null) throw new Error('p1 is there');
    return file;
  };
  return { ...place, deps: { store: place.store, carried }, patient };
}

describe('what left for a patient', () => {
  it('reached somebody, or may have', async () => {
    const { store, deps } = await sending();
    await sent(store, 'd1', { ins, ipp: IPP }, ...sendStates.map((state) => ({ id: state, state })));
    const left = await sentDocuments(deps, 'p1');
    expect(left.map(({ send }) => send.state).toSorted()).toEqual(['delivered', 'read', 'sent', 'unknown']);
    expect(left[0]).toMatchObject({ ins, ipp: IPP });
  });

  it('carries an identity: a document without CDA tells none', async () => {
    const { store, deps } = await sending();
    await sent(store, 'd1', null, {});
    expect(await sentDocuments(deps, 'p1')).toEqual([]);
  });

  it('has its CDA opened once, whatever the number of sends', async () => {
    const { store } = await sending();
    await sent(store, 'd1', { ins, ipp: IPP }, {}, {}, {});
    let opened = 0;
    const left = await sentDocuments(
      {
        store,
        carried: (cda) => {
          opened += 1;
          return carried(cda);
        },
      },
      'p1',
    );
    expect([left.length, opened]).toEqual([3, 1]);
  });
});

describe('how many documents left under an identity', () => {
  it.each([
    ['its matricule', { ins, ipp: 'P000009' }, 1],
    ['another matricule', { ins: FORMER, ipp: IPP }, 0],
    ['its number, without matricule', { ins: null, ipp: IPP }, 1],
    ['another number, without matricule', { ins: null, ipp: 'P000009' }, 0],
  ])('with %s', async (_what, identity, count) => {
    const { store, deps } = await sending();
    await sent(store, 'd1', identity, {}, {});
    expect(await countSentUnder(deps, { id: 'p1', ins, ipp: IPP })).toBe(count);
  });
});

describe('an identity that moved', () => {
  it.each<[string, readonly IdentityTransition[], readonly MergeRecord[], boolean]>([
    ['nothing happened', [], [], false],
    ['a matricule came', [transition(null, ins)], [], false],
    ['a matricule was confirmed', [transition(ins, { ...ins })], [], false],
    ['a matricule went', [transition(ins, ins), transition(ins, null)], [], true],
    ['a matricule became another', [transition(FORMER, ins)], [], true],
    ['a record was merged', [], [merge()], true],
  ])('when %s', (_what, transitions, merges, moved) => {
    expect(identityMoved({ transitions, merges })).toBe(moved);
  });
});

describe('what left under a former identity', () => {
  const moved = { transitions: [transition(FORMER, ins)], merges: [merge()] };

  it('is told with where it went and under which identity', async () => {
    const { store, deps, patient } = await sending();
    await sent(store, 'd1', { ins: FORMER, ipp: IPP }, { channel: 'mss', recipient: 'luc@cabinet.mssante.fr' });
    expect(await sentUnderFormerIdentity(deps, await patient(), moved)).toEqual([
      {
        documentId: 'd1',
        title: 'Compte rendu',
        channel: 'mss',
        recipient: 'luc@cabinet.mssante.fr',
        sentAt: '2026-11-20T09:00:00.000Z',
        matricule: FORMER.matricule,
        ipp: IPP,
        name: null,
      },
    ]);
  });

  it('under the number of a record merged since is told with its name', async () => {
    const { store, deps, patient } = await sending();
    await sent(store, 'd1', { ins: null, ipp: 'P000002' }, { sentAt: null, state: 'unknown', updatedAt: '2026-11-20T08:00:00.000Z' });
    expect(await sentUnderFormerIdentity(deps, await patient(), moved)).toMatchObject([
      { documentId: 'd1', recipient: '', sentAt: '2026-11-20T08:00:00.000Z', matricule: null, ipp: 'P000002', name: 'PAT-TROIS DOMI' },
    ]);
  });

  it('is nothing of what left under the present one', async () => {
    const { store, deps, patient } = await sending();
    await sent(store, 'd1', { ins, ipp: IPP }, {});
    await sent(store, 'd2', { ins: null, ipp: IPP }, {});
    expect(await sentUnderFormerIdentity(deps, await patient(), moved)).toEqual([]);
  });

  it('is what left under a matricule that the record lost', async () => {
    const { store, deps, patient } = await sending('VALI');
    await sent(store, 'd1', { ins, ipp: IPP }, {});
    expect(await sentUnderFormerIdentity(deps, await patient(), { transitions: [transition(ins, null)], merges: [] })).toHaveLength(1);
  });

  it('is what left under a matricule that the record has but that is not qualified any more', async () => {
    const { store, deps, records, patient } = await sending();
    await records({ revision: 1, status: 'RECUP', ins });
    await sent(store, 'd1', { ins, ipp: IPP }, {});
    expect(await sentUnderFormerIdentity(deps, await patient(), moved)).toHaveLength(1);
  });

  it('is not looked for in the documents while the identity never moved', async () => {
    const { store, deps, patient } = await sending();
    await sent(store, 'd1', { ins: FORMER, ipp: IPP }, {});
    expect(await sentUnderFormerIdentity(deps, await patient(), { transitions: [], merges: [] })).toEqual([]);
  });
});
