import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePlan, mergeRefusals, movedKinds, type MergedRecord } from '../../../shared/domain/identity/merge.ts';
import { identityStatuses, noAttributes } from '../../../shared/domain/identity/status.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { IdentityStatus } from '../../../shared/domain/types.ts';

const INS = { matricule: '279035121518989', oid: insOids.NIR };
const OTHER = { matricule: '297022A02077878', oid: insOids.NIR };
const noCounts = { documents: 0, sends: 0, receivedDocuments: 0, stays: 0, information: 0, correspondents: 0, representatives: 0, notes: 0 };
const record = (id: string, more: Partial<MergedRecord> = {}): MergedRecord => ({
  id, ipp: `ipp-${id}`, traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
  usedName: null, usedFirstName: null, status: 'PROV', attributes: noAttributes, ins: null, pastMatricules: [], createdAt: '2026-01-01T00:00:00Z', counts: noCounts, ...more,
});
const withStatus = (id: string, status: IdentityStatus) => record(id, { status, ins: status === 'QUAL' || status === 'RECUP' ? INS : null });

describe('merging two records', () => {
  it.each(identityStatuses.flatMap((a) => identityStatuses.map((b) => [a, b] as const)))('%s and %s: the more proven one survives, whatever the order', (a, b) => {
    const order: readonly IdentityStatus[] = ['QUAL', 'VALI', 'RECUP', 'PROV'];
    const [one, other] = [withStatus('1', a), withStatus('2', b)];
    const plan = mergePlan(one, other);
    expect(plan).toEqual(mergePlan(other, one));
    const kept = order.indexOf(a) <= order.indexOf(b) ? one : other;
    const gone = kept === one ? other : one;
    expect(plan).toMatchObject({ refusal: null, survivor: kept.id, absorbed: gone.id, status: kept.status, ins: kept.ins, ippAlias: gone.ipp, insDropped: gone.ins !== null && kept.ins === null });
  });

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
    expect(Object.values(mergeRefusals).flat().every((text) => text.endsWith('.'))).toBe(true);
  });

  it('keeps, of two equal statuses, the one nobody doubts, then the older', () => {
    expect(mergePlan(record('1', { attributes: { ...noAttributes, doubtful: true } }), record('2', { createdAt: '2026-09-01T00:00:00Z' }))).toMatchObject({ survivor: '2' });
    expect(mergePlan(record('1', { createdAt: '2026-02-01T00:00:00Z' }), record('2'))).toMatchObject({ survivor: '2' });
    expect(mergePlan(record('1', { attributes: { ...noAttributes, homonym: true } }), record('2'))).toMatchObject({ homonym: true });
  });

  it('lists what moves and which traits differ', () => {
    const gone = record('2', {
      createdAt: '2026-02-01T00:00:00Z', usedName: 'Durand', counts: { ...noCounts, documents: 3, stays: 1 },
      traits: { birthName: 'PAT TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-29', birthPlace: null },
    });
    expect(mergePlan(record('1'), gone)).toMatchObject({
      moves: [{ kind: 'documents', count: 3 }, { kind: 'stays', count: 1 }],
      differences: [
        { trait: 'birthName', kept: 'PAT-TROIS', dropped: 'PAT TROIS', serious: false },
        { trait: 'birthDate', kept: '1979-03-28', dropped: '1979-03-29', serious: true },
        { trait: 'usedName', kept: null, dropped: 'Durand', serious: false },
      ],
    });
  });

  it('never raises a status, never loses a thing, and ignores the order', () => {
    const side = fc.record({
      status: fc.constantFrom(...identityStatuses), attributes: fc.constantFrom(noAttributes, { ...noAttributes, doubtful: true }, { ...noAttributes, fictive: true }),
      ins: fc.constantFrom(null, INS, OTHER), createdAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), counts: fc.record(Object.fromEntries(movedKinds.map((kind) => [kind, fc.nat(5)])) as Record<(typeof movedKinds)[number], fc.Arbitrary<number>>),
    });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [one, other] = [record('1', a), record('2', b)];
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
