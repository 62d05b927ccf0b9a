import { describe, expect, it } from 'vitest';
import type { ImportedPatient } from '../../../../electron/import/types.ts';
import {
  consentChanges,
  NOTHING_IN_FORCE,
  incomingOf,
  insiOf,
  receivedIns,
  receivedProofOf,
  receivedRecord,
  senderActor,
  type InForce,
  type NewRecord,
} from '../../../../electron/usecases/imports/received-record.ts';
import { receivedStatus } from '../../../../shared/domain/identity/received.ts';
import { imported, importDesk, INS, OTHER, OWN, received, SETTINGS } from './kit.ts';

const AT = '2026-11-21T10:00:00.000Z';
const MADE: NewRecord = {
  id: 'n1',
  ipp: 'P000009',
  episode: 'e9',
  at: new Date(AT),
  by: { idNat: '899900000017', name: 'Dr Paule DURAND' },
  sender: 'CHU',
};
const PROOF = { lunarDate: false, channel: 'SM', insiOn: '2026-01-02', document: 'CN' } as const;
const PROVED = { authorities: [OWN], reliability: ['VALI'], matricule: received(INS), proof: PROOF } as const;

const made = (changed: Partial<ImportedPatient> = {}) => {
  const patient = imported(changed);
  return receivedRecord(patient, receivedStatus(patient, { ...SETTINGS, today: '2026-11-21' }), MADE);
};
const stored = async (changed: Partial<ImportedPatient> = {}) => {
  const { store, save } = importDesk();
  await save(...made(changed).changes);
  return { file: await store.patients.get('n1'), transitions: await store.identity.transitions('n1') };
};

describe('a record made of what another system says', () => {
  it('of nobody trusted is provisional: nothing proves it, its matricule is kept apart', async () => {
    const { file, transitions } = await stored({
      ...PROVED,
      authorities: [OTHER],
      usedName: 'ROUX',
      phone: '01',
      medecinTraitant: 'Dr Luc MARTIN',
    });
    expect(file).toMatchObject({
      ipp: 'P000009',
      status: 'PROV',
      ins: null,
      insi: null,
      channel: null,
      identityDocument: null,
      birthName: 'PAT-TROIS',
      usedName: 'ROUX',
      phone: '01',
      episode: 'e9',
      medecinTraitant: { name: 'Dr Luc MARTIN', address: null },
      receivedIns: [{ matricule: INS.matricule, sender: 'CHU', receivedAt: AT }],
      receivedProof: { ...PROOF, sender: 'CHU', receivedAt: AT },
    });
    expect(transitions).toMatchObject([
      { event: 'created', from: null, to: 'PROV', source: 'IMPORT', insAfter: null, documentType: null, by: MADE.by },
    ]);
  });

  it('of the own domain with its proof is qualified, by whom it says', async () => {
    const { file, transitions } = await stored(PROVED);
    const by = { idNat: '', name: 'CHU' };
    expect(file).toMatchObject({
      status: 'QUAL',
      ins: INS,
      insi: { answerId: null, acceptedAt: '2026-01-02T12:00:00.000Z', by },
      channel: 'SM',
      identityDocument: { type: 'CN', seenAt: AT, by },
      medecinTraitant: null,
      receivedIns: [],
    });
    expect(transitions).toMatchObject([{ to: 'QUAL', insAfter: INS, documentType: 'CN' }]);
  });

  it.each<readonly [string, Partial<ImportedPatient>, object]>([
    ['validated, without matricule', { ...PROVED, matricule: null }, { status: 'VALI', insi: null, identityDocument: { type: 'CN' } }],
    ['of ours, not validated', { ...PROVED, reliability: [] }, { status: 'PROV', channel: 'SM', identityDocument: null }],
    [
      'of ours, without its document',
      { ...PROVED, proof: { ...PROOF, channel: 'AV', document: null } },
      { status: 'QUAL', identityDocument: null },
    ],
    ['of ours, without proof', { ...PROVED, proof: null }, { status: 'VALI', channel: null, receivedProof: null, identityDocument: null }],
    ['of an incomplete date', { birthDate: '1979-00-00' }, { birthDateUncertain: true }],
    ['of a date said « lunaire »', { proof: { ...PROOF, lunarDate: true } }, { birthDateUncertain: true }],
    ['of a whole date', {}, { birthDateUncertain: false }],
  ])('%s', (_what, changed, expected) => expect(made(changed).record).toMatchObject(expected));

  it('holds the consent that was told (R-006)', async () => {
    const { file } = await stored({ consent: { feeding: { state: 'opposed', on: '2026-11-02' }, consultation: null } });
    expect(file?.feeding).toMatchObject({
      state: 'opposed',
      origin: 'import',
      episode: 'e9',
      at: AT,
      by: { idNat: '', name: 'CHU (02/11/2026)' },
    });
    expect(file?.consultation).toBeNull();
  });
});

describe('what is told of a proof', () => {
  it('is when INSi answered, at its noon, and for whom', () => {
    expect(insiOf({ proof: PROOF }, 'CHU')).toEqual({ answerId: null, acceptedAt: '2026-01-02T12:00:00.000Z', by: senderActor('CHU') });
    expect([insiOf({ proof: null }, 'CHU'), insiOf({ proof: { ...PROOF, insiOn: null } }, 'CHU')]).toEqual([null, null]);
  });

  it('is kept with who told it and when', () => {
    expect([receivedProofOf({ proof: null }, 'CHU', AT), receivedProofOf({ proof: PROOF }, 'CHU', AT)]).toEqual([
      null,
      { ...PROOF, sender: 'CHU', receivedAt: AT },
    ]);
    expect(receivedIns(received(INS), 'CHU', AT)).toEqual({ ...received(INS), sender: 'CHU', receivedAt: AT });
  });
});

describe('the consent that another system recorded (R-006)', () => {
  const said = (state: 'informed' | 'opposed', inForce: InForce['feeding'], earlierOppositions: InForce['earlierOppositions'] = []) =>
    consentChanges(
      { consent: { feeding: { state, on: null }, consultation: null } },
      { id: 'p1', episode: 'e1' },
      { feeding: inForce, consultation: null, earlierOppositions },
      { at: new Date(AT), sender: 'CHU' },
    ).map((change) => (change.kind === 'information.record' ? `${change.information.purpose} ${change.information.state}` : change.kind));

  it.each([
    ['informed', null, ['feeding informed']],
    ['opposed', null, ['feeding opposed']],
    ['opposed', 'informed', ['feeding opposed']],
    ['informed', 'none', ['feeding informed']],
    ['informed', 'informed', []],
    ['opposed', 'opposed', []],
    ['informed', 'opposed', []],
  ] as const)('%s beside %s records %j', (state, held, expected) =>
    expect(said(state, held === null ? null : { state: held })).toEqual(expected),
  );

  it('is nothing when it told nothing', () => {
    const told = { at: new Date(AT), sender: 'CHU' };
    expect(consentChanges({ consent: null }, { id: 'p1', episode: 'e1' }, NOTHING_IN_FORCE, told)).toEqual([]);
  });

  it('R-006: an information lifts no opposition of another episode, which waits for an answer; an opposition is taken', () => {
    for (const held of [null, { state: 'informed' } as const]) {
      expect(said('informed', held, [{ purpose: 'feeding' }])).toEqual([]);
      expect(said('opposed', held, [{ purpose: 'feeding' }])).toEqual(['feeding opposed']);
    }
    expect(said('informed', null, [{ purpose: 'consultation' }])).toEqual(['feeding informed']);
  });
});

describe('what is kept beside the record that it contradicts', () => {
  it.each([
    ['H1', OTHER],
    [null, null],
  ])('of number %s is of %s', (ipp, authority) => {
    const patient = imported({ ipp, matricule: received(INS), reliability: ['DOUT'], usedName: 'ROUX' });
    expect(incomingOf(patient, 'patients.csv, ligne 2', OTHER)).toEqual({
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      firstBirthFirstName: 'DOMINIQUE',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: '51215',
      usedName: 'ROUX',
      usedFirstName: null,
      ipp,
      authority,
      matricule: received(INS),
      reliability: ['DOUT'],
      from: 'patients.csv, ligne 2',
    });
  });
});
