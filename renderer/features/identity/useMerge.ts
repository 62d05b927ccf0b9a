import { useCallback, useState } from 'react';
import type { CallInput } from '../../../shared/contract/index.ts';
import type { MergePlanView, MergeRowView } from '../../../shared/contract/identity.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put, useAnswer } from '../../client/queries.ts';
import { offerUndo, UNDO_MS } from '../../client/undo.ts';
import { go } from '../../client/router.ts';
import { identityActs as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { identityScreen } from './feature.ts';
import { mayMerge, mergeRequest, type MergePicks } from './merge-request.ts';

/** Two records about to be made one. */
interface Merge {
  /** Undefined before it is read. */
  readonly plan: MergePlanView | undefined;
  /** Why it cannot be read. */
  readonly unread: ErrorFacts | null;
  /** Id of the record that stays: the one chosen at once, the plan follows; undefined before there is a plan. */
  readonly survivor: string | undefined;
  readonly keep: (record: string) => void;
  readonly picks: MergePicks;
  readonly pick: (field: MergeRowView['field'], record: string) => void;
  readonly samePerson: boolean;
  readonly saySamePerson: (samePerson: boolean) => void;
  /** Null when it cannot be done as things stand. */
  readonly merge: (() => void) | null;
  readonly busy: boolean;
  readonly refused: ErrorFacts | null;
  /** Begins again with the records as they have become. */
  readonly reread: () => void;
}

/** @param first id of a record, that of the left. @param onMerged called before the record that stays is shown. */
export function useMerge(first: string, second: string, onMerged: () => void): Merge {
  const [chosen, keep] = useState<string | null>(null);
  const [picks, setPicks] = useState<MergePicks>({});
  const [samePerson, saySamePerson] = useState(false);
  const [kept, removed] = chosen === second ? [second, first] : [first, second];
  const { data, error, isPlaceholderData, refetch } = useAnswer(
    'patients.mergePlan',
    { kept, removed, chosen: chosen !== null },
    { gcTime: 0, staleTime: 0, placeholderData: (before) => before },
  );
  const act = useAction(
    useCallback(
      async (_live: () => boolean, input: CallInput<'patients.merge'>) => {
        const kept = await call('patients.merge', input);
        put('patients.get', { id: kept.id }, kept);
        tell(words.merged, 'quiet');
        offerUnmerge(kept, input.removed);
        onMerged();
        go(identityScreen, input.kept);
      },
      [onMerged],
    ),
  );
  return {
    plan: data,
    unread: error === null ? null : errorFacts(error),
    survivor: chosen ?? data?.kept,
    keep,
    picks,
    pick: (field, record) => setPicks({ ...picks, [field]: record }),
    samePerson,
    saySamePerson,
    merge:
      data !== undefined && !isPlaceholderData && mayMerge(data, samePerson)
        ? () => void act.run(mergeRequest(data, picks, samePerson))
        : null,
    busy: act.busy,
    refused: act.error,
    reread: () => {
      act.clear();
      setPicks({});
      saySamePerson(false);
      void refetch();
    },
  };
}

/** For a moment from the bar; the record itself offers it as long as the merge can be undone. */
function offerUnmerge({ id, merges }: PatientView, removed: string): void {
  const [merge] = merges;
  if (merge === undefined) return;
  offerUndo({
    about: [id, removed],
    done: words.mergedWith(merge.name),
    becomes: null,
    until: Date.now() + UNDO_MS,
    leaves: 0,
    undo: async () => put('patients.get', { id }, await call('patients.unmerge', { merge: merge.id })),
    undone: words.unmerged,
  });
}
