import type { CallInput } from '../../../shared/contract/index.ts';
import type { MergePlanView, MergeRowView } from '../../../shared/contract/identity.ts';
import { contradicts } from '../../../shared/domain/identity/merge.ts';

/** Record, by its id, whose value was picked of a field. */
export type MergePicks = { readonly [F in MergeRowView['field']]?: string };

/** Whether a plan may be carried out. @param samePerson somebody said so, which traits that are those of two people ask for. */
export const mayMerge = ({ allowed, agreement }: Pick<MergePlanView, 'allowed' | 'agreement'>, samePerson: boolean): boolean =>
  allowed && (samePerson || !contradicts(agreement));

type Plan = Pick<MergePlanView, 'kept' | 'lessProven'> & {
  readonly records: Readonly<Record<'kept' | 'removed', Pick<MergePlanView['records']['kept'], 'id' | 'revision'>>>;
  readonly rows: readonly Pick<MergeRowView, 'field' | 'pick'>[];
};

/** What is asked for: each value as it is picked on the screen. */
export function mergeRequest(plan: Plan, picks: MergePicks, samePerson: boolean): CallInput<'patients.merge'> {
  const take = plan.rows.flatMap(({ field, pick }) =>
    pick === null ? [] : [[field, picks[field] === undefined ? pick : picks[field] === plan.kept ? 'kept' : 'removed'] as const],
  );
  const { kept, removed } = plan.records;
  return {
    kept: kept.id,
    removed: removed.id,
    revisions: { kept: kept.revision, removed: removed.revision },
    take: Object.fromEntries(take),
    samePerson,
    lessProven: plan.lessProven,
  };
}
