import { FileText, Info, Send, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { MAX_TITLE, titleLength } from '../../../shared/domain/documents/title.ts';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchSize, isoDate } from '../../ui/format.ts';
import { draftMark } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useLater } from '../../ui/useLater.ts';
import { AddressField } from './AddressField.tsx';
import { Channels } from './Channels.tsx';
import { DraftFields } from './DraftFields.tsx';
import { fieldErrors } from './field-errors.ts';
import { documentsText as words } from './text.ts';
import { useDecision } from './useDecision.ts';
import { useDraft } from './useDraft.ts';
import { VisibilityField } from './VisibilityField.tsx';

/** What is decided about a document before it leaves. Validating sends it on every channel that is ready. */
export function DraftPanel({
  row,
  patient,
  onDiscard,
}: {
  readonly row: DocumentRow;
  readonly patient: PatientView;
  readonly onDiscard: () => void;
}) {
  const draft = useDraft(row);
  const { form, change } = draft;
  const [typedDate, setTypedDate] = useState(() => frenchDate(form.date));
  const [pendingAddress, setPendingAddress] = useState('');
  const [touched, setTouched] = useState(false);
  const planned = useLater(form, 250);
  const plan = useAnswer('documents.plan', { id: row.id, form: planned }, { placeholderData: (before) => before, gcTime: 10_000 });
  const over = titleLength(form.title) - MAX_TITLE;
  // What is typed in the address field and is no address yet: never dropped in silence.
  const half = pendingAddress !== '' && parseAddress(pendingAddress) === null;
  const errors = fieldErrors(form, typedDate, over, touched, plan.data);
  const doctorKnown = patient.medecinTraitant !== null && patient.medecinTraitant.address !== null;
  const { validate, discard, rememberDoctor } = useDecision(row, patient, draft, onDiscard);
  const { run } = validate;
  const blocked = form.type === null || form.title.trim() === '' || over > 0 || isoDate(typedDate) === null || half;
  const submit = useCallback(() => {
    setTouched(true);
    if (blocked) return;
    // An address typed but not added counts, whoever it is.
    const typed = pendingAddress !== '' && !form.recipients.includes(pendingAddress) ? [pendingAddress] : [];
    void run({ ...form, recipients: [...form.recipients, ...typed] }, doctorKnown ? null : (typed[0] ?? null));
  }, [blocked, form, pendingAddress, doctorKnown, run]);
  useCtrlEnter(submit);
  const female = patient.traits.sex === 'F';
  return (
    <section className="panel draft" aria-label={words.panelTitle}>
      <header className="panel-head">
        <h2>{words.panelTitle}</h2>
        <div className="panel-aside">
          <span className="save-state" role="status">
            {draft.saving ? words.saving : ''}
          </span>
          <Badge mark={draftMark} strong />
        </div>
      </header>
      <div className="panel-body draft-body">
        <div className="stack">
          <DraftFields row={row} form={form} typedDate={typedDate} errors={errors} onChange={change} onDate={setTypedDate} />
          <VisibilityField
            value={form.visibility}
            minor={patient.minor}
            error={errors.visibility}
            onChange={(visibility) => change({ visibility })}
          />
          <div className="sees" aria-live="polite">
            <p>
              <strong>{words.sees(female)}</strong>
            </p>
            {plan.data === undefined ? <p>{words.checking}</p> : plan.data.patientSees.map((sentence) => <p key={sentence}>{sentence}</p>)}
          </div>
          <Channels
            plan={plan.data}
            form={form}
            error={half && touched ? words.addressWrong : undefined}
            hidesAbsent={!doctorKnown}
            onRemove={(address) => change({ recipients: form.recipients.filter((known) => known !== address) })}
          />
          <AddressField
            doctorKnown={doctorKnown}
            absent={
              plan.data?.channels.find((channel) => channel.channel === 'mss' && channel.outcome === 'absent')?.reason?.message ?? null
            }
            onTyping={setPendingAddress}
            onAdd={async (address, doctor) => {
              if (!form.recipients.includes(address)) change({ recipients: [...form.recipients, address] });
              if (doctor) await rememberDoctor(address);
            }}
          />
          <p className="note">
            <FileText size={14} />
            {row.fileName} · {words.pages(row.pages)}, {frenchSize(row.size)}
          </p>
          {row.warnings.map((warning) => (
            <p key={warning.code} className="note">
              <Info size={14} />
              {warning.message}
            </p>
          ))}
        </div>
      </div>
      <footer className="draft-foot">
        {draft.error === null ? null : <ErrorBox error={draft.error} />}
        {plan.error === null ? null : <ErrorBox error={{ code: 'PLAN', message: plan.error.message, action: '' }} />}
        {validate.error === null ? null : <ErrorBox error={validate.error} />}
        {discard.error === null ? null : <ErrorBox error={discard.error} />}
        <div className="draft-buttons">
          <Button
            variant="primary"
            wide
            icon={Send}
            keys="Ctrl ↵"
            pending={validate.busy}
            isDisabled={plan.data !== undefined && !plan.data.canValidate && !blocked && !plan.isPlaceholderData}
            onPress={submit}
            aria-keyshortcuts="Control+Enter"
          >
            {validate.busy ? words.validating : words.validate}
          </Button>
          <Discard busy={discard.busy} onDiscard={() => void discard.run()} />
        </div>
      </footer>
    </section>
  );
}

function useCtrlEnter(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.ctrlKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
}

/** Deleting a draft asks once, with the consequence in the button. */
function Discard({ busy, onDiscard }: { readonly busy: boolean; readonly onDiscard: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return <Button icon={Trash2} aria-label={words.discard} onPress={() => setAsked(true)} />;
  return (
    <>
      <Button onPress={() => setAsked(false)} autoFocus>
        {common.cancel}
      </Button>
      <Button variant="danger" pending={busy} onPress={onDiscard}>
        {words.discardConfirm}
      </Button>
    </>
  );
}
