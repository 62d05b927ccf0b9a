import { ArrowLeft, Merge as MergeIcon } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import type { MergePlanView } from '../../../shared/contract/identity.ts';
import { contradicts } from '../../../shared/domain/identity/merge.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { common } from '../../text/common.ts';
import { identityActs, mergeText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { MergeAgreement, MergeMoves } from './MergeNotices.tsx';
import { MergeTable } from './MergeTable.tsx';
import { useMerge } from './useMerge.ts';

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
  const { plan, unread, survivor, keep, picks, pick, samePerson, saySamePerson, merge, busy, refused, reread } = useMerge(
    first,
    second,
    onClose,
  );
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
          {plan?.allowed === true && contradicts(plan.agreement) ? <SamePerson said={samePerson} onSay={saySamePerson} /> : null}
          <Button onPress={onClose}>{common.cancel}</Button>
          <DoMerge plan={plan} busy={busy} onMerge={merge} />
        </>
      }
    >
      {plan === undefined || survivor === undefined ? (
        unread === null ? (
          <Waiting>{common.loading}</Waiting>
        ) : (
          <ErrorBox error={unread} />
        )
      ) : (
        <>
          {plan.error === null ? null : <ErrorBox error={plan.error} />}
          <MergeAgreement plan={plan} />
          <MergeTable plan={plan} first={first} survivor={survivor} picks={picks} onPick={pick} onSurvivor={keep} />
          <MergeMoves plan={plan} />
        </>
      )}
      {refused === null ? null : <Refused error={refused} onReread={reread} />}
    </Dialog>
  );
}

/** Traits that are those of two people ask for one more word. */
function SamePerson({ said, onSay }: { readonly said: boolean; readonly onSay: (said: boolean) => void }) {
  return (
    <Checkbox className="checkbox" isSelected={said} onChange={onSay}>
      <span className="checkbox-box" aria-hidden="true" />
      <span>{words.samePerson}</span>
    </Checkbox>
  );
}

/** The act, in the words of what it loses. */
function DoMerge({
  plan,
  busy,
  onMerge,
}: {
  readonly plan: MergePlanView | undefined;
  readonly busy: boolean;
  readonly onMerge: (() => void) | null;
}) {
  const dangerous = plan !== undefined && (plan.lessProven || contradicts(plan.agreement));
  return (
    <Button variant={dangerous ? 'danger' : 'primary'} isDisabled={onMerge === null} pending={busy} onPress={() => onMerge?.()}>
      {plan?.lessProven === true ? words.doLess(statusLabels[plan.records.removed.status].toLowerCase()) : words.do}
    </Button>
  );
}

/** A refusal comes below a long table: it is brought in sight. */
const inSight = (box: HTMLElement | null): void => box?.scrollIntoView({ block: 'nearest' });

function Refused({ error, onReread }: { readonly error: ErrorFacts; readonly onReread: () => void }) {
  return (
    <div ref={inSight}>
      <ErrorBox error={error}>{error.code === 'STORE_CONFLICT' ? <Button onPress={onReread}>{words.reread}</Button> : undefined}</ErrorBox>
    </div>
  );
}
