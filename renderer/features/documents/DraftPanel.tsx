import type { LocalSex } from '../../../shared/domain/types.ts';
import { FileText, Info } from 'lucide-react';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { DocumentPlan, DocumentRow } from '../../../shared/contract/documents.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useAnswer } from '../../client/queries.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { frenchSize } from '../../ui/format.ts';
import { draftMark, prepareMark, verifyMark } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useHeadingFocus } from '../../ui/useHeadingFocus.ts';
import { Decide } from './Decide.tsx';
import { decisionsOf } from './decisions.ts';
import { DraftFields } from './DraftFields.tsx';
import { GiveBack } from './GiveBack.tsx';
import { OtherPerson } from './OtherPerson.tsx';
import { Prepared } from './Prepared.tsx';
import { Recipients } from './Recipients.tsx';
import { documentsText as words } from './text.ts';
import { useDecision } from './useDecision.ts';
import { useDraft } from './useDraft.ts';
import { useHanding } from './useHanding.ts';
import { useEntry } from './useEntry.ts';
import { usePlan } from './usePlan.ts';
import { VisibilityField } from './VisibilityField.tsx';

/** A field whose value is refused: the address that is no address among them, whose line is below. */
const FAULTY = '[aria-invalid=true], .address input:not([value=""])';

/** An address that was being typed, by the document's identifier. */
const leftAddress = leftForms<string>(words.addressLeft, common.resumed);

/** What is decided about a document before it leaves. Validating sends it on every channel that is ready. */
export function DraftPanel({
  row,
  patient,
  tried = false,
  onShow,
}: {
  readonly row: DocumentRow;
  readonly patient: PatientView;
  /** It was just refused: what is wrong is said at once. */
  readonly tried?: boolean;
  /** Shows this draft (it was restored), or nothing (it was discarded). */
  readonly onShow: (id: string | null) => void;
}) {
  const { doctorKnown, ...decided } = useDecided(row, patient, tried, onShow);
  const { draft, address, plan, entry, rememberDoctor, error } = decided;
  const { form, change } = draft;
  const prepares = plan.data !== undefined && plan.data.refusal !== null;
  const secret = useAnswer('patients.rights', { id: patient.id }).data?.secret.open === true;
  return (
    <section
      className="panel draft"
      aria-label={prepares ? words.prepareTitle : words.panelTitle}
      ref={useFaultyFocus(entry.refused, error)}
    >
      <Head saving={draft.saving} verify={row.otherPerson !== null} prepares={prepares} />
      <div className="panel-body draft-body">
        <div className="stack">
          <Prepared row={row} />
          {row.otherPerson === null ? null : (
            <OtherPerson row={row} other={row.otherPerson} patient={patient} save={draft.save} onShow={onShow} />
          )}
          <DraftFields row={row} form={form} date={entry.date} errors={entry.errors} onChange={change} onDate={entry.typeDate} />
          {row.otherPerson === null ? (
            <>
              <VisibilityField
                value={form.visibility}
                minor={patient.minor}
                hidden={secret}
                error={entry.errors.visibility}
                onChange={(visibility) => change({ visibility })}
              />
              <Sees plan={plan.data} sex={patient.traits.sex} />
              <Recipients
                documentId={row.id}
                plan={plan.data}
                form={form}
                typed={address.typed}
                doctorKnown={doctorKnown}
                wrong={entry.wrongAddress}
                onChange={(recipients) => change({ recipients })}
                onType={address.type}
                onDoctor={rememberDoctor}
              />
            </>
          ) : (
            <p className="quiet">{words.proposedLater}</p>
          )}
          <Origin row={row} />
        </div>
      </div>
      <Decisions row={row} doctorKnown={doctorKnown} {...decided} />
    </section>
  );
}

/** What may be decided of it, by whoever is logged in. */
function Decisions({
  row,
  doctorKnown,
  draft,
  plan,
  entry,
  validate,
  discard,
  handing: { prepare, feedFor, giveBack, takeOver },
}: { readonly row: DocumentRow } & Pick<
  ReturnType<typeof useDecided>,
  'doctorKnown' | 'draft' | 'plan' | 'entry' | 'validate' | 'discard' | 'handing'
>) {
  const planError = plan.error === null ? null : { code: 'PLAN', message: plan.error.message, action: '' };
  return (
    <Decide
      errors={[draft.error, planError, ...[validate, prepare, feedFor, giveBack, takeOver, discard].map(({ error }) => error)]}
      decisions={decisionsOf(plan.data)}
      busy={validate.busy || prepare.busy || feedFor.busy}
      discarding={discard.busy}
      blocked={row.otherPerson === null ? null : words.whoFirst}
      refusal={plan.data?.refusal ?? null}
      refused={entry.complete && plan.data?.canValidate === false && plan.settled}
      aside={
        row.prepared === null ? undefined : (
          <GiveBack
            pending={giveBack.busy || takeOver.busy}
            onGiveBack={(reason) => void giveBack.run(reason)}
            onTakeOver={() => void takeOver.run()}
          />
        )
      }
      onDecide={({ act, professional }) =>
        entry.submit((decided, typed) => {
          if (act === 'validate' || professional === null) void validate.run(decided, doctorKnown ? null : typed);
          else void { prepare, feedFor }[act].run(decided, professional);
        })
      }
      onDiscard={() => void discard.run()}
    />
  );
}

/** The draft, what is typed beside it, and what may be decided of it. */
function useDecided(row: DocumentRow, patient: PatientView, tried: boolean, onShow: (id: string | null) => void) {
  const draft = useDraft(row);
  const { form, change, settle } = draft;
  const address = useTyped(
    leftAddress,
    row.id,
    () => '',
    () => onShow(row.id),
  );
  const { settle: settleAddress } = address;
  const plan = usePlan(row.id, form);
  const settleAll = useCallback(() => {
    settle();
    settleAddress();
  }, [settle, settleAddress]);
  const decision = useDecision(row, patient, { ...draft, settle: settleAll }, onShow);
  const handing = useHanding(row, patient, { ...draft, settle: settleAll });
  const doctorKnown = patient.medecinTraitant !== null && patient.medecinTraitant.address !== null;
  const entry = useEntry(form, address.typed, change, plan.data, tried);
  const { validate } = decision;
  const error = validate.error ?? handing.prepare.error ?? handing.feedFor.error;
  return { draft, address, plan, ...decision, handing, error, doctorKnown, entry };
}

/** Once what is wrong is drawn, the first field of which it is takes the focus, at each refusal. @returns of the panel */
function useFaultyFocus(refused: number, error: ErrorFacts | null): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (refused > 0 || error !== null) panel.current?.querySelector<HTMLElement>(FAULTY)?.focus();
  }, [refused, error]);
  return panel;
}

function Head({ saving, verify, prepares }: { readonly saving: boolean; readonly verify: boolean; readonly prepares: boolean }) {
  const heading = useHeadingFocus();
  return (
    <header className="panel-head">
      <h2 ref={heading} tabIndex={-1}>
        {prepares ? words.prepareTitle : words.panelTitle}
      </h2>
      <div className="panel-aside">
        <span className="save-state" role="status">
          {saving ? words.saving : ''}
        </span>
        <Badge mark={verify ? verifyMark : prepares ? prepareMark : draftMark} strong />
      </div>
    </header>
  );
}

/** What the patient will see of it in Mon espace santé. */
function Sees({ plan, sex }: { readonly plan: DocumentPlan | undefined; readonly sex: LocalSex }) {
  return (
    <div className="sees" aria-live="polite">
      <p>
        <strong>{words.sees(sex)}</strong>
      </p>
      {plan === undefined ? <p>{words.checking}</p> : plan.patientSees.map((sentence) => <p key={sentence}>{sentence}</p>)}
    </div>
  );
}

/** The file that it was made from, and what was noticed in it. */
function Origin({ row: { fileName, pages, size, warnings } }: { readonly row: DocumentRow }) {
  return (
    <>
      <p className="note">
        <FileText size={14} />
        {fileName} · {words.pages(pages)}, {frenchSize(size)}
      </p>
      {warnings.map(({ code, message }) => (
        <p key={code} className="note">
          <Info size={14} />
          {message}
        </p>
      ))}
    </>
  );
}
