import { CreditCard, FolderOpen, UserPlus } from 'lucide-react';
import type { VitaleView } from '../../../shared/contract/identity.ts';
import { call } from '../../client/client.ts';
import { put, useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { attempt } from '../../client/session.ts';
import { captureText as words } from './text.ts';
import { identityScreen } from '../identity/feature.ts';
import { newPatientText } from '../patients/public.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { useVitalePick } from './useVitalePick.ts';
import './capture.css';

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
  const { pick, busy, error, similar, pickOther } = useVitalePick(read.id);
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
            <Beneficiary key={one.index} one={one} busy={busy} onPick={(patient) => pick(one.index, patient)} />
          ))}
        </ul>
        {busy ? <Waiting>{words.picking}</Waiting> : null}
        {error === null ? null : (
          <ErrorBox error={error}>{similar === null ? null : <SimilarRecord id={similar} onOther={pickOther} />}</ErrorBox>
        )}
        <p className="quiet">{read.source === 'vitale' ? words.vitaleOnly : words.apcvOnly}</p>
      </div>
    </Dialog>
  );
}

/** A person of the card, the records that may be theirs, or a new one. @param onPick with the id of the record; null: a new one. */
function Beneficiary({
  one: { birthName, usedName, firstName, birthDate, holder, rank, matches },
  busy,
  onPick,
}: {
  readonly one: VitaleView['beneficiaries'][number];
  readonly busy: boolean;
  readonly onPick: (patient: string | null) => void;
}) {
  return (
    <li className="beneficiary">
      <span className="two-lines">
        <strong>
          {birthName}
          {usedName === null ? '' : ` (${usedName})`} {firstName}
        </strong>
        <span className="tabular">
          {frenchDate(birthDate)} · {holder ? words.holder : words.rank(rank)}
        </span>
      </span>
      <span className="row-actions">
        {matches.map((row) => (
          <Button
            key={row.id}
            icon={FolderOpen}
            isDisabled={busy}
            aria-label={`${words.pick} ${firstName} : ${words.known(`${row.birthName} ${row.firstName}`, row.ipp)}`}
            onPress={() => onPick(row.id)}
          >
            {words.known(row.firstName, row.ipp)}
          </Button>
        ))}
        <Button
          variant={matches.length === 0 ? 'primary' : 'secondary'}
          icon={UserPlus}
          isDisabled={busy}
          aria-label={`${words.pick} ${firstName} : ${words.fresh}`}
          onPress={() => onPick(null)}
        >
          {words.fresh}
        </Button>
      </span>
    </li>
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
