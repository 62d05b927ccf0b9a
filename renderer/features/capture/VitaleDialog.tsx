import { CreditCard, FolderOpen, UserPlus } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { VitaleView } from '../../../shared/contract/identity.ts';
import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put, queryClient, useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { attempt } from '../../client/session.ts';
import { captureText as words } from './text.ts';
import { identityScreen } from '../identity/feature.ts';
import { identityText } from '../identity/public.ts';
import { newPatientText } from '../patients/public.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

const forget = (): Promise<void> =>
  attempt(async () => {
    await call('vitale.forget', null);
    put('vitale.current', null, null);
  });

/** A carte Vitale was read: somebody says which of its persons is the patient. */
export function VitaleDialog() {
  const read = useAnswer('vitale.current', null).data ?? null;
  return read === null ? null : <Beneficiaries key={read.id} read={read} />;
}

function Beneficiaries({ read }: { readonly read: VitaleView }) {
  const [asked, setAsked] = useState<{ readonly beneficiary: number; readonly seen: readonly string[] }>({ beneficiary: 0, seen: [] });
  const pick = useAction(
    useCallback(
      async (_live: () => boolean, beneficiary: number, patient: string | null, seen: readonly string[] = []) => {
        setAsked({ beneficiary, seen });
        const picked = await call('vitale.pick', { read: read.id, beneficiary, patient, seen: [...seen] });
        put('patients.get', { id: picked.patient.id }, picked.patient);
        queryClient.setQueryData<InsiOutcome | null>(['insi', picked.patient.id], picked.insi);
        put('vitale.current', null, null);
        if (picked.insiError !== null) tell(`${picked.insiError.message} ${picked.insiError.action}`, 'bad');
        if (picked.warnings.length > 0) tell(`${identityText.unusual} : ${picked.warnings.join(' ')}`, 'bad');
        go(identityScreen, picked.patient.id);
      },
      [read.id],
    ),
  );
  const similar = pick.error?.code === 'PATIENT_SIMILAR' ? pick.error.detail : null;
  return (
    <Dialog
      open
      size="m"
      title={words.vitaleTitle[read.source]}
      icon={CreditCard}
      onClose={() => void forget()}
      buttons={<Button onPress={() => void forget()}>{words.forget}</Button>}
    >
      <div className="stack">
        <p>{words.vitaleHelp}</p>
        <ul className="near" aria-label={words.vitaleTitle[read.source]}>
          {read.beneficiaries.map((one) => (
            <li key={one.index} className="beneficiary">
              <span className="two-lines">
                <strong>
                  {one.birthName}
                  {one.usedName === null ? '' : ` (${one.usedName})`} {one.firstName}
                </strong>
                <span className="tabular">
                  {frenchDate(one.birthDate)} · {one.holder ? words.holder : words.rank(one.rank)}
                </span>
              </span>
              <span className="row-actions">
                {one.matches.map((row) => (
                  <Button
                    key={row.id}
                    icon={FolderOpen}
                    isDisabled={pick.busy}
                    aria-label={`${words.pick} ${one.firstName} : ${words.known(`${row.birthName} ${row.firstName}`, row.ipp)}`}
                    onPress={() => void pick.run(one.index, row.id)}
                  >
                    {words.known(row.firstName, row.ipp)}
                  </Button>
                ))}
                <Button
                  variant={one.matches.length === 0 ? 'primary' : 'secondary'}
                  icon={UserPlus}
                  isDisabled={pick.busy}
                  aria-label={`${words.pick} ${one.firstName} : ${words.fresh}`}
                  onPress={() => void pick.run(one.index, null)}
                >
                  {words.fresh}
                </Button>
              </span>
            </li>
          ))}
        </ul>
        {pick.busy ? <Waiting>{words.picking}</Waiting> : null}
        {pick.error === null ? null : (
          <ErrorBox error={pick.error}>
            {similar === null ? null : (
              <SimilarRecord id={similar} onOther={() => void pick.run(asked.beneficiary, null, [...asked.seen, similar])} />
            )}
          </ErrorBox>
        )}
        <p className="quiet">{read.source === 'vitale' ? words.vitaleOnly : words.apcvOnly}</p>
      </div>
    </Dialog>
  );
}

/** A record that looks like the one to make: it is opened, or said to be somebody else's. */
function SimilarRecord({ id, onOther }: { readonly id: string; readonly onOther: () => void }) {
  return (
    <>
      <Button
        icon={FolderOpen}
        onPress={() => {
          void forget();
          go(identityScreen, id);
        }}
      >
        {newPatientText.nearOpen}
      </Button>
      <Button icon={UserPlus} onPress={onOther}>
        {newPatientText.nearOther(1)}
      </Button>
    </>
  );
}
