import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contradictedTraits,
  contradicts,
  mergeAgreement,
  mergePlan,
  movedKinds,
  type MergedRecord,
} from '../../../shared/domain/identity/merge.ts';
import { noAttributes } from '../../../shared/domain/identity/status.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import { identityStatuses, type IdentityStatus } from '../../../shared/domain/types.ts';
import { patientRecord } from '../../setup/patient.ts';

const INS = { matricule: '279035121518989', oid: insOids.NIR };
const OTHER = { matricule: '297022A02077878', oid: insOids.NIR };
const noCounts = {
  documents: 0,
  sends: 0,
  receivedDocuments: 0,
  stays: 0,
  information: 0,
  correspondents: 0,
  representatives: 0,
  receivedIns: 0,
  notes: 0,
};
const record = (id: string, more: Partial<MergedRecord> = {}): MergedRecord => ({
  ...patientRecord({ id, ipp: `ipp-${id}`, createdAt: '2026-01-01T00:00:00Z' }),
  pastMatricules: [],
  counts: noCounts,
  ...more,
});
const withStatus = (id: string, status: IdentityStatus) =>
  record(id, { status, ins: status === 'QUAL' || status === 'RECUP' ? INS : null });

describe('merging two records', () => {
  it.each(identityStatuses.flatMap((a) => identityStatuses.map((b) => [a, b] as const)))(
    '%s and %s: the more proven one survives, whatever the order',
    (a, b) => {
      const order: readonly IdentityStatus[] = ['QUAL', 'VALI', 'RECUP', 'PROV'];
      const [one, other] = [withStatus('1', a), { ...withStatus('2', b), createdAt: '2026-01-02T00:00:00Z' }];
      const plan = mergePlan(one, other);
      expect(plan).toEqual(mergePlan(other, one));
      const kept = order.indexOf(a) <= order.indexOf(b) ? one : other;
      const gone = kept === one ? other : one;
      expect(plan).toMatchObject({
        refusal: null,
        survivor: kept.id,
        absorbed: gone.id,
        status: kept.status,
        ins: kept.ins,
        ippAlias: gone.ipp,
        insDropped: gone.ins !== null && kept.ins === null,
      });
    },
  );

  it('refuses two different matricules, unless one is the past of the other', () => {
    const qualified = record('1', { status: 'QUAL', ins: INS });
    expect(mergePlan(qualified, record('2', { status: 'QUAL', ins: OTHER }))).toEqual({ refusal: 'TWO_MATRICULES', survivor: null });
    expect(mergePlan(qualified, record('2', { status: 'RECUP', ins: OTHER })).refusal).toBe('TWO_MATRICULES');
    const renewed = record('2', { status: 'QUAL', ins: OTHER, pastMatricules: [INS.matricule], createdAt: '2026-06-01T00:00:00Z' });
    expect(mergePlan(qualified, renewed)).toMatchObject({ refusal: null, survivor: '2', ins: OTHER });
    expect(mergePlan(renewed, qualified)).toMatchObject({ survivor: '2' });
  });

  it('refuses a record with itself, and a fictive one with a real one', () => {
    const fictive = { attributes: { ...noAttributes, fictive: true } };
    expect(mergePlan(record('1'), record('1')).refusal).toBe('SAME_RECORD');
    expect(mergePlan(record('1', fictive), record('2')).refusal).toBe('FICTIVE');
    expect(mergePlan(record('1', fictive), record('2', fictive)).refusal).toBeNull();
  });

  it('keeps, of two equal statuses, the one nobody doubts, then the older', () => {
    expect(
      mergePlan(record('1', { attributes: { ...noAttributes, doubtful: true } }), record('2', { createdAt: '2026-09-01T00:00:00Z' })),
    ).toMatchObject({ survivor: '2' });
    expect(mergePlan(record('1', { createdAt: '2026-02-01T00:00:00Z' }), record('2'))).toMatchObject({ survivor: '2' });
  });

  it('keeps the first one when nothing tells them apart', () => {
    expect([mergePlan(record('1'), record('2')).survivor, mergePlan(record('2'), record('1')).survivor]).toEqual(['1', '2']);
  });

  it('keeps, of two equal statuses, the one whose sex and date are known, however young', () => {
    const young = { createdAt: '2026-09-01T00:00:00Z' };
    expect(mergePlan(record('1', { birthDate: UNKNOWN_BIRTH_DATE }), record('2', young))).toMatchObject({ survivor: '2' });
    expect(mergePlan(record('1', { sex: 'I' }), record('2', young))).toMatchObject({ survivor: '2' });
    expect(mergePlan(record('1', { sex: 'I', status: 'VALI' }), record('2', young))).toMatchObject({ survivor: '1' });
  });

  it.each(identityStatuses.flatMap((a) => identityStatuses.map((b) => [a, b] as const)))(
    '%s chosen to stay over %s: it does, and says when it is the less proven',
    (a, b) => {
      const [one, other] = [withStatus('1', a), withStatus('2', b)];
      const rank = (status: IdentityStatus): number => (['PROV', 'RECUP', 'VALI', 'QUAL'] as const).indexOf(status);
      for (const plan of [mergePlan(one, other, '1'), mergePlan(other, one, '1')]) {
        expect(plan).toMatchObject({
          survivor: '1',
          absorbed: '2',
          status: a,
          ins: one.ins,
          ippAlias: 'ipp-2',
          lessProven: rank(a) < rank(b),
          insDropped: other.ins !== null && one.ins === null,
        });
      }
    },
  );

  it('lists what moves', () => {
    const gone = record('2', { createdAt: '2026-02-01T00:00:00Z', counts: { ...noCounts, documents: 3, stays: 1 } });
    expect(mergePlan(record('1', { counts: { ...noCounts, sends: 2 } }), gone)).toMatchObject({
      moves: [
        { kind: 'documents', count: 3 },
        { kind: 'stays', count: 1 },
      ],
    });
  });

  it.each([
    ['the same traits', {}, 'identical', []],
    ['a day', { birthDate: '1979-03-29' }, 'near', ['birthDate']],
    ['name and sex', { birthName: 'AUTRE', sex: 'M' }, 'discordant', ['birthName', 'sex']],
    ['an unknown person', { birthDate: UNKNOWN_BIRTH_DATE }, 'unknown', []],
    // The premier prénom of the one begins the list of the other, and not the reverse.
    [
      'a premier prénom of two words, with a slip',
      { firstBirthFirstName: 'DOMINIQUE MARIE-LUISE', birthFirstNames: 'DOMINIQUE MARIE-LUISE' },
      'near',
      ['birthFirstNames'],
    ],
    [
      'a first name that begins the other’s',
      { firstBirthFirstName: 'DOMINIQUE-ANNE', birthFirstNames: 'DOMINIQUE-ANNE' },
      'discordant',
      ['birthFirstNames'],
    ],
  ] as const)('says the same of their traits whichever stays: %s', (_what, changed, agreement, traits) => {
    const [one, other] = [record('1'), record('2', changed)];
    expect([mergeAgreement(one, other), mergeAgreement(other, one)]).toEqual([agreement, agreement]);
    expect([contradictedTraits(one, other), contradictedTraits(other, one)]).toEqual([traits, traits]);
    expect(contradicts(agreement)).toBe(agreement === 'discordant' || agreement === 'unknown');
  });

  it('never raises a status, never loses a thing, and ignores the order', () => {
    const side = fc.record({
      status: fc.constantFrom(...identityStatuses),
      attributes: fc.constantFrom(noAttributes, { ...noAttributes, doubtful: true }, { ...noAttributes, fictive: true }),
      ins: fc.constantFrom(null, INS, OTHER),
      createdAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      counts: fc.record(
        Object.fromEntries(movedKinds.map((kind) => [kind, fc.nat(5)])) as Record<(typeof movedKinds)[number], fc.Arbitrary<number>>,
      ),
    });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [one, other] = [record('1', a), record('2', { ...b, createdAt: `${b.createdAt.slice(0, -1)}.5Z` })];
        const plan = mergePlan(one, other);
        expect(plan).toEqual(mergePlan(other, one));
        if (plan.refusal !== null) return;
        const gone = plan.absorbed === '1' ? one : other;
        expect([one.status, other.status]).toContain(plan.status);
        expect(plan.moves.reduce((sum, { count }) => sum + count, 0)).toBe(movedKinds.reduce((sum, kind) => sum + gone.counts[kind], 0));
        if (one.ins !== null && other.ins !== null) expect(one.ins.matricule).toBe(other.ins.matricule);
      }),
    );
  });
});
