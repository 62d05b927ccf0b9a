import { FileText, Info } from 'lucide-react';
import type { DocumentPlan, DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { frenchSize } from '../../ui/format.ts';
import { draftMark } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useLater } from '../../ui/useLater.ts';
import { Decide } from './Decide.tsx';
import { DraftFields } from './DraftFields.tsx';
import { Recipients } from './Recipients.tsx';
import { documentsText as words } from './text.ts';
import { useDecision } from './useDecision.ts';
import { useDraft } from './useDraft.ts';
import { useEntry } from './useEntry.ts';
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
  const { form, change, saving } = draft;
  const plan = useAnswer(
    'documents.plan',
    { id: row.id, form: useLater(form, 250) },
    { placeholderData: (before) => before, gcTime: 10_000 },
  );
  const { validate, discard, rememberDoctor } = useDecision(row, patient, draft, onDiscard);
  const doctorKnown = patient.medecinTraitant !== null && patient.medecinTraitant.address !== null;
  const entry = useEntry(form, change, plan.data, (decided, typed) => void validate.run(decided, doctorKnown ? null : typed));
  return (
    <section className="panel draft" aria-label={words.panelTitle}>
      <Head saving={saving} />
      <div className="panel-body draft-body">
        <div className="stack">
          <DraftFields row={row} form={form} date={entry.date} errors={entry.errors} onChange={change} onDate={entry.typeDate} />
          <VisibilityField
            value={form.visibility}
            minor={patient.minor}
            error={entry.errors.visibility}
            onChange={(visibility) => change({ visibility })}
          />
          <Sees plan={plan.data} female={patient.traits.sex === 'F'} />
          <Recipients
            plan={plan.data}
            form={form}
            doctorKnown={doctorKnown}
            wrong={entry.wrongAddress}
            onChange={(recipients) => change({ recipients })}
            onTyping={entry.typeAddress}
            onDoctor={rememberDoctor}
          />
          <Origin row={row} />
        </div>
      </div>
      <Decide
        saveError={draft.error}
        planError={plan.error}
        validate={validate}
        discard={discard}
        refused={entry.complete && plan.data?.canValidate === false && !plan.isPlaceholderData}
        onValidate={entry.submit}
      />
    </section>
  );
}

function Head({ saving }: { readonly saving: boolean }) {
  return (
    <header className="panel-head">
      <h2>{words.panelTitle}</h2>
      <div className="panel-aside">
        <span className="save-state" role="status">
          {saving ? words.saving : ''}
        </span>
        <Badge mark={draftMark} strong />
      </div>
    </header>
  );
}

/** What the patient will see of it in Mon espace santé. */
function Sees({ plan, female }: { readonly plan: DocumentPlan | undefined; readonly female: boolean }) {
  return (
    <div className="sees" aria-live="polite">
      <p>
        <strong>{words.sees(female)}</strong>
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
