import { describe, expect, it } from 'vitest';
import { keptOppositions, mergeChanges, mergeRefusal, planMerge } from '../../../../electron/usecases/patients/merge-changes.ts';
import type { InsPeriod } from '../../../../shared/domain/record/matricule.ts';
import type { InformationRecord } from '../../../../shared/domain/record/information.ts';
import type { PatientFile, PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { Ins } from '../../../../shared/domain/types.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { informationEntry, NO_WORD } from '../../../setup/patient-word.ts';
import { refusal } from '../refusal.ts';

const AT = new Date(2026, 10, 21, 12);
const BY = { idNat: '899900000017', name: 'Dr Paule DURAND' };
const MERGE = { id: 'm1', at: AT, by: BY };
const { ins } = DOMINIQUE;
const OTHER: Ins = { ...ins, matricule: '279035121518890' };
const FICTIVE = { homonym: false, doubtful: false, fictive: true };

const kept = (changed: Partial<PatientRecord> = {}): PatientRecord => patientRecord({ revision: 3, ...changed });
const removed = (changed: Partial<PatientRecord> = {}): PatientRecord =>
  patientRecord({ id: 'p2', ipp: 'P000002', revision: 5, ...changed });
const past = (...matricules: readonly Ins[]): readonly InsPeriod[] => matricules.map((one) => ({ ins: one, from: null, to: null }));
const qualified = (one: Ins): Partial<PatientRecord> => ({ status: 'QUAL', ins: one });

describe('the plan of a merge', () => {
  it.each<[string, PatientRecord, PatientRecord, readonly InsPeriod[], readonly InsPeriod[], string | null]>([
    ['one and itself', kept(), kept(), [], [], 'MERGE_SAME_RECORD'],
    ['two matricules', kept(qualified(ins)), removed(qualified(OTHER)), [], [], 'MERGE_TWO_MATRICULES'],
    ['two matricules, one past of the kept', kept(qualified(ins)), removed(qualified(OTHER)), past(OTHER), [], null],
    ['two matricules, one past of the removed', kept(qualified(ins)), removed(qualified(OTHER)), [], past(ins), null],
    ['a fictive one', kept(), removed({ attributes: FICTIVE }), [], [], 'MERGE_FICTIVE'],
    ['two of one person', kept(), removed(), [], [], null],
  ])('of %s is refused as it must', (_what, one, other, keptPast, removedPast, code) => {
    const plan = planMerge(one, other, { kept: keptPast, removed: removedPast });
    expect(mergeRefusal(plan)).toEqual(code === null ? null : refusal(code as 'MERGE_FICTIVE'));
  });

  it('keeps the more proven of the two, unless somebody chose', () => {
    const none = { kept: [], removed: [] };
    expect(planMerge(kept(), removed(qualified(ins)), none).survivor).toBe('p2');
    expect(planMerge(kept(), removed(qualified(ins)), none, undefined, 'p1')).toMatchObject({ survivor: 'p1', lessProven: true });
  });

  it('says what moves, when it is counted', () => {
    const counts = {
      documents: 2,
      sends: 0,
      receivedDocuments: 0,
      stays: 1,
      information: 0,
      correspondents: 0,
      representatives: 0,
      receivedIns: 0,
      notes: 0,
    };
    const none = { kept: [], removed: [] };
    expect(planMerge(kept(), removed(), none, counts)).toMatchObject({
      moves: [
        { kind: 'documents', count: 2 },
        { kind: 'stays', count: 1 },
      ],
    });
    expect(planMerge(kept(), removed(), none)).toMatchObject({ moves: [] });
  });
});

describe('what a merge writes', () => {
  it('is the merge, the number that goes on designating the record that stays, and that record', () => {
    expect(mergeChanges(kept(), removed(), MERGE)).toEqual([
      {
        kind: 'patient.merge',
        removedRevision: 5,
        merge: {
          id: 'm1',
          kept: 'p1',
          removed: 'p2',
          at: AT.toISOString(),
          by: BY,
          undoneAt: null,
          name: 'PAT-TROIS DOMINIQUE',
          ipp: 'P000002',
          keptBefore: null,
          dropped: [],
        },
      },
      { kind: 'identifier.set', identifier: { patientId: 'p1', authority: 'local', value: 'P000002', eventAt: null }, mergeId: 'm1' },
      { kind: 'patient.save', patient: { ...kept(), updatedAt: AT.toISOString() } },
    ]);
  });

  it('fills what the record that stays lacks, follows the picks, and keeps the trace of what was there', () => {
    const [merged, ...rest] = mergeChanges(
      kept({ phone: '115', usedName: 'Dupont' }),
      removed({ phone: '112', usedName: 'Martin', address: '1 place du Forum, Reims' }),
      MERGE,
      { phone: 'removed' },
    );
    expect(merged).toMatchObject({
      merge: {
        keptBefore: { phone: '115', address: null },
        dropped: [
          { field: 'usedName', value: 'Martin', of: 'removed' },
          { field: 'phone', value: '115', of: 'kept' },
        ],
      },
    });
    expect(rest.at(-1)).toMatchObject({ patient: { phone: '112', usedName: 'Dupont', address: '1 place du Forum, Reims' } });
  });

  it.each([
    ['the day it was accepted', new Date(2026, 0, 5, 12), '2026-01-05'],
    ['no day, when nobody knows', null, null],
  ])('makes the matricule of the removed a past one, since %s', (_what, acceptedAt, from) => {
    const insi = acceptedAt === null ? null : { answerId: null, acceptedAt: acceptedAt.toISOString(), by: BY };
    expect(mergeChanges(kept(), removed({ ...qualified(ins), insi }), MERGE)).toContainEqual({
      kind: 'ins.known',
      patientId: 'p1',
      periods: [{ ins, from, to: null }],
      mergeId: 'm1',
    });
  });

  it('never raises the status of the record that stays', () => {
    expect(mergeChanges(kept(), removed(qualified(ins)), MERGE).at(-1)).toMatchObject({ patient: { status: 'PROV', ins: null } });
  });
});

describe('an opposition on the record that goes', () => {
  const file = (record: PatientRecord, information: Partial<Pick<PatientFile, 'feeding' | 'consultation'>>): PatientFile => ({
    ...record,
    medecinTraitant: null,
    correspondents: [],
    representatives: [],
    dmp: null,
    ...NO_WORD,
    receivedIns: [],
    ...information,
  });
  const said = (state: InformationRecord['state'], origin: InformationRecord['origin'] = 'person'): InformationRecord =>
    informationEntry({ patientId: 'p2', episode: 'e9', state, at: '2026-01-05T12:00:00.000Z', by: BY, origin });
  const opposed = (record: Partial<Pick<PatientFile, 'feeding' | 'consultation'>>, other: typeof record) =>
    keptOppositions(file(kept({ episode: 'e1' }), record), file(removed(), other), [], { at: AT, by: BY });

  it('R-006, R-072: is the person’s: recorded on the one that stays, for its follow-up', () => {
    expect(opposed({}, { feeding: said('opposed', 'import') })).toEqual([
      {
        kind: 'information.record',
        information: {
          patientId: 'p1',
          purpose: 'feeding',
          episode: 'e1',
          state: 'opposed',
          at: AT.toISOString(),
          by: BY,
          origin: 'import',
        },
      },
    ]);
  });

  it.each<[string, Parameters<typeof opposed>, readonly string[]]>([
    ['an information of the kept', [{ feeding: said('informed') }, { feeding: said('opposed') }], ['feeding']],
    ['both purposes', [{}, { feeding: said('opposed'), consultation: said('opposed') }], ['feeding', 'consultation']],
    ['an opposition of the kept', [{ feeding: said('opposed') }, { feeding: said('opposed') }], []],
    ['an information of the removed', [{}, { feeding: said('informed'), consultation: said('none') }], []],
    ['nothing', [{}, {}], []],
  ])('with %s', (_what, [record, other], purposes) => {
    expect(opposed(record, other)).toMatchObject(purposes.map((purpose) => ({ information: { purpose } })));
  });
});
