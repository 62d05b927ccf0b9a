import { mergePlan, type MergedRecord, type MergePlan, type MergeRefusal, type MovedKind } from '../../../shared/domain/identity/merge.ts';
import { droppedValues, fieldsBefore, mergedFields, type Picks } from '../../../shared/domain/identity/merge-fields.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import { informationPurposes, type InformationPurpose, type InformationRecord } from '../../../shared/domain/record/information.ts';
import { earlierOpposition } from '../../../shared/domain/consent/information.ts';
import type { InsPeriod } from '../../../shared/domain/record/matricule.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import { fail, type ErrorCode, type PosteError } from '../../../shared/errors.ts';
import type { Change, Store } from '../../store/types.ts';
import { localDay } from './local-day.ts';
import { recordOf } from './identity-change.ts';

/** Who gives the numbers of this workstation, for those that go on designating a record after a merge. */
export const LOCAL_NUMBERS = 'local';

const NOTHING: Readonly<Record<MovedKind, number>> = {
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

/**
 * The plan of the domain for two records.
 *
 * @param chosen id of the record that somebody wants to stay.
 */
export function planMerge(
  kept: PatientRecord,
  removed: PatientRecord,
  past: { readonly kept: readonly InsPeriod[]; readonly removed: readonly InsPeriod[] },
  counts: Readonly<Record<MovedKind, number>> = NOTHING,
  chosen: string | null = null,
): MergePlan {
  const merged = (record: PatientRecord, periods: readonly InsPeriod[]): MergedRecord => ({
    ...record,
    pastMatricules: periods.map(({ ins }) => ins.matricule),
    counts,
  });
  return mergePlan(merged(kept, past.kept), merged(removed, past.removed), chosen);
}

const REFUSALS: Readonly<Record<MergeRefusal, ErrorCode>> = {
  SAME_RECORD: 'MERGE_SAME_RECORD',
  TWO_MATRICULES: 'MERGE_TWO_MATRICULES',
  FICTIVE: 'MERGE_FICTIVE',
};

/** The refusal of a plan as an error: MERGE_SAME_RECORD, MERGE_TWO_MATRICULES, MERGE_FICTIVE; null when it is allowed. */
export function mergeRefusal(plan: MergePlan): PosteError | null {
  if (plan.refusal === null) return null;
  return fail(REFUSALS[plan.refusal]);
}

/**
 * What a merge writes. The status and the verified traits of the kept record stay as they are: a merge never raises a
 * status. What it lacks is filled from the removed one, what differs follows the picks, and what is not kept stays in the
 * trace. The matricule of the removed one becomes a past one, its number goes on designating the kept one; everything
 * comes back when it is undone.
 *
 * @param picks what somebody picked; without them the kept record's values stay where the two differ.
 */
export function mergeChanges(
  kept: PatientRecord,
  removed: PatientRecord,
  merge: { readonly id: string; readonly at: Date; readonly by: Actor },
  picks: Picks = {},
): readonly Change[] {
  const at = merge.at.toISOString();
  const fields = mergedFields(kept, removed, picks);
  return [
    {
      kind: 'patient.merge',
      removedRevision: removed.revision,
      merge: {
        id: merge.id,
        kept: kept.id,
        removed: removed.id,
        at,
        by: merge.by,
        undoneAt: null,
        name: `${removed.birthName} ${removed.firstBirthFirstName}`,
        ipp: removed.ipp,
        keptBefore: Object.keys(fields).length === 0 ? null : fieldsBefore(kept, fields),
        dropped: droppedValues(kept, removed, picks),
      },
    },
    {
      kind: 'identifier.set',
      identifier: { patientId: kept.id, authority: LOCAL_NUMBERS, value: removed.ipp, eventAt: null },
      mergeId: merge.id,
    },
    ...(removed.ins === null
      ? []
      : [
          {
            kind: 'ins.known' as const,
            patientId: kept.id,
            periods: [{ ins: removed.ins, from: removed.insi === null ? null : localDay(new Date(removed.insi.acceptedAt)), to: null }],
            mergeId: merge.id,
          },
        ]),
    { kind: 'patient.save', patient: { ...recordOf(kept), ...fields, updatedAt: at } },
  ];
}

/**
 * An opposition that stands on either record, in force or to be answered, is the person's: the one that no longer would, once the
 * entries of both are together, is recorded on the kept one, and stays there should the merge be undone.
 *
 * @param entries of both records.
 */
export function keptOppositions(
  kept: PatientFile,
  removed: PatientFile,
  entries: readonly InformationRecord[],
  merge: { readonly at: Date; readonly by: Actor },
): readonly Change[] {
  return informationPurposes.flatMap((purpose): Change[] => {
    if (kept[purpose]?.state === 'opposed') return [];
    const own = standing(kept, purpose);
    const lost = removed[purpose]?.state === 'opposed' ? removed[purpose] : (standing(removed, purpose) ?? own);
    // What waits for an answer on the one goes on waiting, unless a later word of the other would hide it.
    const waits = removed[purpose]?.state !== 'opposed' && earlierOpposition(entries, purpose, kept.episode) !== null;
    if (lost === null || waits) return [];
    return [
      {
        kind: 'information.record',
        information: {
          patientId: kept.id,
          purpose,
          episode: kept.episode,
          state: 'opposed',
          at: merge.at.toISOString(),
          by: merge.by,
          origin: lost.origin,
        },
      },
    ];
  });
}

/** What was told and answered on these records. */
export const entriesOf = async (store: Pick<Store, 'information'>, ids: readonly string[]): Promise<readonly InformationRecord[]> =>
  (await Promise.all(ids.map((id) => store.information.list(id)))).flat();

/** An opposition that is to be answered on a record. */
const standing = ({ earlierOppositions }: PatientFile, purpose: InformationPurpose): InformationRecord | null =>
  earlierOppositions.find((entry) => entry.purpose === purpose) ?? null;
