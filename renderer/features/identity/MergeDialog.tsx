import { ArrowLeft, Merge as MergeIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { CallInput } from '../../../shared/contract/index.ts';
import type { MergePlanView } from '../../../shared/contract/identity.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { contradicts } from '../../../shared/domain/identity/merge.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put, queryClient, useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { identityActs, mergeText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { identityScreen } from './feature.ts';
import { MergeCompare, type MergePicks } from './MergeCompare.tsx';
import { MergeOther } from './MergeOther.tsx';

/** Two records made one: the other one is chosen, both are compared, what stays is picked. */
export function MergeDialog({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const [other, setOther] = useState<string | null>(null);
  if (other !== null) return <MergeTwo key={other} first={patient.id} second={other} onBack={() => setOther(null)} onClose={onClose} />;
  return (
    <Dialog
      open
      size="m"
      title={identityActs.mergeTitle}
      icon={MergeIcon}
      onClose={onClose}
      buttons={<Button onPress={onClose}>{common.cancel}</Button>}
    >
      <MergeOther patient={patient} onChoose={setOther} />
    </Dialog>
  );
}

/** A refusal comes below a long table: it is brought in sight. */
const inSight = (box: HTMLElement | null): void => box?.scrollIntoView({ block: 'nearest' });

/** What is asked for: each value as it is picked on the screen. */
function asked(plan: MergePlanView, picks: MergePicks, samePerson: boolean): CallInput<'patients.merge'> {
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

/** The two records side by side. @param onBack to the choice of the other one; null when it was not chosen here. */
export function MergeTwo({
  first,
  second,
  onBack,
  onClose,
}: {
  readonly first: string;
  readonly second: string;
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
}) {
  const [survivor, setSurvivor] = useState<string | null>(null);
  const [picks, setPicks] = useState<MergePicks>({});
  const [samePerson, setSamePerson] = useState(false);
  const [kept, removed] = survivor === second ? [second, first] : [first, second];
  const {
    data: plan,
    error,
    isPlaceholderData: waits,
    refetch,
  } = useAnswer(
    'patients.mergePlan',
    { kept, removed, chosen: survivor !== null },
    { gcTime: 0, staleTime: 0, placeholderData: (before) => before },
  );
  const merge = useAction(
    useCallback(
      async (_live: () => boolean, input: CallInput<'patients.merge'>) => {
        put('patients.get', { id: input.kept }, await call('patients.merge', input));
        tell(identityActs.merged);
        onClose();
        go(identityScreen, input.kept);
        await queryClient.invalidateQueries({ queryKey: ['documents.list'] });
      },
      [onClose],
    ),
  );
  const reread = async (): Promise<void> => {
    merge.clear();
    setPicks({});
    setSamePerson(false);
    await refetch();
  };
  const doubted = plan !== undefined && contradicts(plan.agreement);
  return (
    <Dialog
      open
      size="l"
      title={identityActs.mergeTitle}
      icon={MergeIcon}
      onClose={onClose}
      buttons={
        <>
          {onBack === null ? null : (
            <Button variant="ghost" icon={ArrowLeft} onPress={onBack}>
              {words.back}
            </Button>
          )}
          <span className="grow" />
          {plan?.allowed === true && doubted ? (
            <Checkbox className="checkbox" isSelected={samePerson} onChange={setSamePerson}>
              <span className="checkbox-box" aria-hidden="true" />
              <span>{words.samePerson}</span>
            </Checkbox>
          ) : null}
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button
            variant={doubted || plan?.lessProven === true ? 'danger' : 'primary'}
            isDisabled={plan?.allowed !== true || waits || (doubted && !samePerson)}
            pending={merge.busy}
            onPress={() => {
              if (plan !== undefined) void merge.run(asked(plan, picks, samePerson));
            }}
          >
            {plan?.lessProven === true ? words.doLess(statusLabels[plan.records.removed.status].toLowerCase()) : words.do}
          </Button>
        </>
      }
    >
      {plan === undefined ? (
        error === null ? (
          <Waiting>{common.loading}</Waiting>
        ) : (
          <ErrorBox error={errorFacts(error)} />
        )
      ) : (
        <>
          {plan.error === null ? null : <ErrorBox error={plan.error} />}
          <MergeCompare
            plan={plan}
            first={first}
            survivor={survivor ?? plan.kept}
            picks={picks}
            onPick={(field, record) => setPicks({ ...picks, [field]: record })}
            onSurvivor={setSurvivor}
          />
        </>
      )}
      {merge.error === null ? null : (
        <div ref={inSight}>
          <ErrorBox error={merge.error}>
            {merge.error.code === 'STORE_CONFLICT' ? <Button onPress={() => void reread()}>{words.reread}</Button> : undefined}
          </ErrorBox>
        </div>
      )}
    </Dialog>
  );
}
