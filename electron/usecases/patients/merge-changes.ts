import { mergePlan, mergeRefusals, type MergedRecord, type MergePlan, type MovedKind } from '../../../shared/domain/identity/merge.ts';
import { PosteError } from '../../../shared/errors.ts';
import type { Actor, Change, InsPeriod, PatientFile, PatientRecord } from '../../store/types.ts';
import { localDay } from './local-day.ts';
import { recordOf } from './identity-change.ts';
import { traitsOf } from './view.ts';

/** Who gives the numbers of this workstation, for those that go on designating a record after a merge. */
export const LOCAL_NUMBERS = 'local';

const NOTHING: Readonly<Record<MovedKind, number>> = { documents: 0, sends: 0, receivedDocuments: 0, stays: 0, information: 0, correspondents: 0, representatives: 0, notes: 0 };

/** The plan of the domain for two records. */
export function planMerge(
  kept: PatientRecord,
  removed: PatientRecord,
  past: { readonly kept: readonly InsPeriod[]; readonly removed: readonly InsPeriod[] },
  counts: Readonly<Record<MovedKind, number>> = NOTHING,
): MergePlan {
  const merged = (record: PatientRecord, periods: readonly InsPeriod[]): MergedRecord => ({
    id: record.id,
    ipp: record.ipp,
    traits: traitsOf(record),
    usedName: record.usedName,
    usedFirstName: record.usedFirstName,
    status: record.status,
    attributes: record.attributes,
    ins: record.ins,
    pastMatricules: periods.map(({ ins }) => ins.matricule),
    createdAt: record.createdAt,
    counts,
  });
  return mergePlan(merged(kept, past.kept), merged(removed, past.removed));
}

/** The refusal of a plan as an error: MERGE_SAME_RECORD, MERGE_TWO_MATRICULES, MERGE_FICTIVE; null when it is allowed. */
export function mergeRefusal(plan: MergePlan): PosteError | null {
  if (plan.refusal === null) return null;
  const [message, action] = mergeRefusals[plan.refusal];
  return new PosteError(`MERGE_${plan.refusal}`, message, action);
}

/**
 * What a merge writes. The identity of the kept record stays as it is: a merge never raises a status. The matricule of
 * the removed one becomes a past one, its number goes on designating the kept one; both come back when it is undone.
 */
export function mergeChanges(kept: PatientRecord, removed: PatientRecord, merge: { readonly id: string; readonly at: Date; readonly by: Actor }): readonly Change[] {
  const at = merge.at.toISOString();
  const homonym = kept.attributes.homonym || (removed.attributes.homonym && !kept.attributes.fictive);
  return [
    { kind: 'identifier.set', identifier: { patientId: removed.id, authority: LOCAL_NUMBERS, value: removed.ipp } },
    ...(removed.ins === null
      ? []
      : [{ kind: 'ins.known' as const, patientId: removed.id, periods: [{ ins: removed.ins, from: removed.insi === null ? null : localDay(new Date(removed.insi.acceptedAt)), to: null }] }]),
    { kind: 'insi.unqueue', patientId: removed.id },
    {
      kind: 'patient.merge',
      merge: { id: merge.id, kept: kept.id, removed: removed.id, at, by: merge.by, undoneAt: null, name: `${removed.birthName} ${removed.firstBirthFirstName}`, ipp: removed.ipp },
    },
    { kind: 'patient.save', patient: { ...recordOf(kept), attributes: { ...kept.attributes, homonym }, updatedAt: at } },
  ];
}

/**
 * An opposition in force on the removed record is the person's: it is recorded on the kept one, and stays there should
 * the merge be undone.
 */
export function keptOppositions(kept: PatientFile, removed: PatientFile, merge: { readonly at: Date; readonly by: Actor }): readonly Change[] {
  return (['feeding', 'consultation'] as const).flatMap((purpose): Change[] =>
    removed[purpose]?.state === 'opposed' && kept[purpose]?.state !== 'opposed'
      ? [{ kind: 'information.record', information: { patientId: kept.id, purpose, episode: kept.episode, state: 'opposed', at: merge.at.toISOString(), by: merge.by } }]
      : [],
  );
}
