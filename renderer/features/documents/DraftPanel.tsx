import { Check, Clock, FileText, FolderUp, Info, Mail, Minus, OctagonX, Send, Trash2, X, type LucideIcon } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Label, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { DocumentPlan, DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { MAX_DRAFT_TITLE, MAX_TITLE, titleLength } from '../../../shared/domain/documents/title.ts';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import type { DocumentForm, Visibility } from '../../../shared/domain/record/document.ts';
import type { ChannelPlan } from '../../../shared/domain/sending/channels.ts';
import { call } from '../../client/client.ts';
import { put, queryClient, useAnswer } from '../../client/queries.ts';
import { common, visibilityWords } from '../../text/common.ts';
import { documentsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDate, frenchSize, isoDate, typeDate } from '../../ui/format.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { SearchSelect } from '../../ui/Select.tsx';
import { draftMark, visibilityMarks, type Tone } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useLater } from '../../ui/useLater.ts';
import { AddressField } from './AddressField.tsx';
import { putRow, useDraft } from './useDraft.ts';

const VISIBILITIES = ['visible', 'invisible-patient', 'masked', 'professionals-only', 'invisible-representatives'] as const satisfies readonly Visibility[];

/** What is decided about a document before it leaves. Validating sends it on every channel that is ready. */
export function DraftPanel({ row, patient, onDiscard }: { readonly row: DocumentRow; readonly patient: PatientView; readonly onDiscard: () => void }) {
  const draft = useDraft(row);
  const { form, change, rest, settle } = draft;
  const [typedDate, setTypedDate] = useState(() => frenchDate(form.date));
  const [pendingAddress, setPendingAddress] = useState('');
  const [touched, setTouched] = useState(false);
  const [proposed] = useState(row.form.type);
  const types = useAnswer('documents.types', null).data ?? [];
  const planned = useLater(form, 250);
  const plan = useAnswer('documents.plan', { id: row.id, form: planned }, { placeholderData: (before) => before, gcTime: 10_000 });
  const length = titleLength(form.title);
  const over = length - MAX_TITLE;
  // What is typed in the address field and is no address yet: never dropped in silence.
  const half = pendingAddress !== '' && parseAddress(pendingAddress) === null;
  const errors = fieldErrors(form, typedDate, over, touched, plan.data);
  const doctorKnown = patient.medecinTraitant !== null && patient.medecinTraitant.address !== null;
  const rememberDoctor = useCallback(async (address: string) => {
    const name = patient.medecinTraitant?.name ?? address;
    put('patients.get', { id: patient.id }, await call('patients.setMedecinTraitant', { id: patient.id, medecinTraitant: { name, address } }));
  }, [patient.id, patient.medecinTraitant]);
  const validate = useAction(useCallback(async (_live: () => boolean, decided: DocumentForm, doctor: string | null) => {
    await rest();
    if (doctor !== null) await rememberDoctor(doctor);
    const validated = await call('documents.validate', { id: row.id, form: decided });
    settle();
    putRow(validated);
    tell(words.validated(validated.sends.some(({ leavesAt }) => leavesAt !== null)));
    await queryClient.invalidateQueries({ queryKey: ['outbox.list'] });
  }, [row.id, rest, settle, rememberDoctor]));
  const { run } = validate;
  const discard = useAction(useCallback(async () => {
    await rest();
    await call('documents.remove', { id: row.id });
    settle();
    onDiscard();
    tell(words.discarded);
    await queryClient.invalidateQueries({ queryKey: ['documents.list', { patientId: row.patientId }] });
  }, [row.id, row.patientId, onDiscard, rest, settle]));
  const blocked = form.type === null || form.title.trim() === '' || over > 0 || isoDate(typedDate) === null || half;
  const submit = useCallback(() => {
    setTouched(true);
    if (blocked) return;
    // An address typed but not added counts, whoever it is.
    const typed = pendingAddress !== '' && !form.recipients.includes(pendingAddress) ? [pendingAddress] : [];
    void run({ ...form, recipients: [...form.recipients, ...typed] }, doctorKnown ? null : typed[0] ?? null);
  }, [blocked, form, pendingAddress, doctorKnown, run]);
  useCtrlEnter(submit);
  const female = patient.traits.sex === 'F';
  return (
    <section className="panel draft" aria-label={words.panelTitle}>
      <header className="panel-head">
        <h2>{words.panelTitle}</h2>
        <div className="panel-aside">
          <span className="save-state" role="status">{draft.saving ? words.saving : ''}</span>
          <Badge mark={draftMark} strong />
        </div>
      </header>
      <div className="panel-body draft-body">
        <div className="stack">
          <SearchSelect
            label={words.type}
            placeholder={words.typeChoose}
            choices={types.map((type) => ({ id: type.code, label: type.label, note: type.code }))}
            key={types.length === 0 ? 'waiting' : 'ready'}
            value={form.type}
            aside={row.recognisedIn === null || form.type !== proposed ? undefined : words.recognised[row.recognisedIn]}
            error={errors.type}
            onChange={(code) => {
              const chosen = types.find((type) => type.code === code);
              if (chosen === undefined || code === form.type) return;
              // A type with its own default visibility brings it only while the default was not changed by hand.
              const before = types.find((type) => type.code === form.type);
              change({ type: code, ...(before === undefined || before.defaultVisibility === form.visibility ? { visibility: chosen.defaultVisibility } : {}) });
            }}
          />
          <div className="title-date">
            <Field
              label={words.titleField}
              value={form.title}
              onChange={(title) => change({ title })}
              maxLength={MAX_DRAFT_TITLE}
              wraps
              error={errors.title}
              aside={<span className="tabular" data-over={over > 0 || undefined}>{length} / {MAX_TITLE}</span>}
            />
            <Field
              label={words.date}
              value={typedDate}
              inputMode="numeric"
              placeholder="jj/mm/aaaa"
              error={errors.date}
              onChange={(typed) => {
                const next = typeDate(typedDate, typed);
                setTypedDate(next);
                const date = isoDate(next);
                if (date !== null) change({ date });
              }}
            />
          </div>
          <VisibilityField value={form.visibility} minor={patient.minor} error={errors.visibility} onChange={(visibility) => change({ visibility })} />
          <div className="sees" aria-live="polite">
            <p><strong>{words.sees(female)}</strong></p>
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
            absent={plan.data?.channels.find((channel) => channel.channel === 'mss' && channel.outcome === 'absent')?.reason?.message ?? null}
            onTyping={setPendingAddress}
            onAdd={async (address, doctor) => {
              if (!form.recipients.includes(address)) change({ recipients: [...form.recipients, address] });
              if (doctor) await rememberDoctor(address);
            }}
          />
          <p className="note"><FileText size={14} />{row.fileName} · {words.pages(row.pages)}, {frenchSize(row.size)}</p>
          {row.warnings.map((warning) => <p key={warning.code} className="note"><Info size={14} />{warning.message}</p>)}
        </div>
      </div>
      <footer className="draft-foot">
        {draft.error === null ? null : <ErrorBox error={draft.error} />}
        {plan.error === null ? null : <ErrorBox error={{ code: 'PLAN', message: plan.error.message, action: '' }} />}
        {validate.error === null ? null : <ErrorBox error={validate.error} />}
        {discard.error === null ? null : <ErrorBox error={discard.error} />}
        <div className="draft-buttons">
          <Button variant="primary" wide icon={Send} keys="Ctrl ↵" pending={validate.busy} isDisabled={plan.data !== undefined && !plan.data.canValidate && !blocked && !plan.isPlaceholderData} onPress={submit} aria-keyshortcuts="Control+Enter">
            {validate.busy ? words.validating : words.validate}
          </Button>
          <Discard busy={discard.busy} onDiscard={() => void discard.run()} />
        </div>
      </footer>
    </section>
  );
}

/** What is wrong with each field; nothing is said of an empty field before the user tried. An address is judged on its own line. */
function fieldErrors(form: DocumentForm, typedDate: string, over: number, touched: boolean, plan: DocumentPlan | undefined) {
  const said = (field: DocumentPlan['problems'][number]['field']): string | undefined => {
    const problem = plan?.problems.find((known) => known.field === field);
    return problem === undefined ? undefined : `${problem.error.message} ${problem.error.action}`.trim();
  };
  return {
    type: form.type === null ? (touched ? words.typeMissing : undefined) : said('type'),
    title: over > 0 ? words.titleLong(over) : form.title.trim() === '' ? (touched ? words.titleMissing : undefined) : said('title'),
    date: isoDate(typedDate) === null ? words.dateWrong : said('date'),
    visibility: said('visibility'),
  };
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

function VisibilityField({ value, minor, error, onChange }: {
  readonly value: Visibility;
  readonly minor: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: Visibility) => void;
}) {
  return (
    <div className="field">
      <Label>{words.visibility}</Label>
      <ToggleButtonGroup
        className="visibility"
        aria-label={words.visibility}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const chosen = VISIBILITIES.find((known) => keys.has(known));
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {VISIBILITIES.filter((known) => minor || known !== 'invisible-representatives' || value === known).map((known) => {
          const Icon = visibilityMarks[known].icon;
          return (
            <ToggleButton key={known} id={known} className="visibility-choice" data-tone={visibilityMarks[known].tone}>
              <Icon size={16} />
              <span>{visibilityWords[known]}</span>
            </ToggleButton>
          );
        })}
      </ToggleButtonGroup>
      {error === undefined ? null : <p className="field-error">{error}</p>}
    </div>
  );
}

const outcomes: Readonly<Record<ChannelPlan['outcome'], { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  ready: { icon: Check, tone: 'ok' },
  waiting: { icon: Clock, tone: 'wait' },
  blocked: { icon: OctagonX, tone: 'bad' },
  absent: { icon: Minus, tone: 'off' },
};

/** A médecin traitant of whom only the address is known is named by it: it is not said twice. */
const roleBeside = (recipient: string, role: string): string => (role.startsWith(`${recipient}, `) ? role.slice(recipient.length + 2) : role);

/** One line per channel: whether it leaves, else why not and what to do. */
function Channels({ plan, form, error, hidesAbsent, onRemove }: {
  readonly plan: DocumentPlan | undefined;
  readonly form: DocumentForm;
  readonly error: string | undefined;
  /** The address field below says it: no line for the mail that nobody is to receive. */
  readonly hidesAbsent: boolean;
  readonly onRemove: (address: string) => void;
}) {
  return (
    <div className="field">
      <h3 className="field-title">{words.send}</h3>
      {plan === undefined ? <Waiting>{words.checking}</Waiting> : (
        <ul className="channels" aria-label={words.send}>
          {plan.channels.filter((channel) => !hidesAbsent || channel.channel === 'dmp' || channel.outcome !== 'absent').map((channel) => {
            const Icon = channel.channel === 'dmp' ? FolderUp : Mail;
            const mark = outcomes[channel.outcome];
            const removable = channel.channel === 'mss' && form.recipients.includes(channel.recipient);
            return (
              <li key={`${channel.channel} ${channel.recipient}`} className="channel" data-outcome={channel.outcome}>
                <Icon size={16} />
                <span className="channel-who">
                  <span>{channel.recipient}</span>
                  {channel.role === null ? null : <span className="quiet">{roleBeside(channel.recipient, channel.role)}</span>}
                </span>
                <span className="mark" data-tone={mark.tone}><mark.icon size={15} /><span>{words.outcomes[channel.outcome]}</span></span>
                {removable ? <Button variant="ghost" icon={X} aria-label={words.remove(channel.recipient)} onPress={() => onRemove(channel.recipient)} /> : null}
                {channel.reason === null ? null : <p className="channel-reason" data-tone={mark.tone}>{channel.reason.message} {channel.reason.action}</p>}
              </li>
            );
          })}
        </ul>
      )}
      {error === undefined ? null : <p className="field-error">{error}</p>}
    </div>
  );
}

/** Deleting a draft asks once, with the consequence in the button. */
function Discard({ busy, onDiscard }: { readonly busy: boolean; readonly onDiscard: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return <Button icon={Trash2} aria-label={words.discard} onPress={() => setAsked(true)} />;
  return (
    <>
      <Button onPress={() => setAsked(false)} autoFocus>{common.cancel}</Button>
      <Button variant="danger" pending={busy} onPress={onDiscard}>{words.discardConfirm}</Button>
    </>
  );
}
