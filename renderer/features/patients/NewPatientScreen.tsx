import { ArrowLeft } from 'lucide-react';
import { useRef } from 'react';
import { Checkbox, Form } from 'react-aria-components';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { go } from '../../client/router.ts';
import { offerUndo, UNDO_MS } from '../../client/undo.ts';
import { newPatientText as words } from './text.ts';
import { common } from '../../text/common.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { isoDate, typeDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { hasPatientDraft, type PatientDraft } from './draft.ts';
import { newPatientScreen, patientsScreen } from './feature.ts';
import { PlaceField } from './PlaceField.tsx';
import { SexField } from './SexField.tsx';
import { Similar } from './Similar.tsx';
import { useNewPatient } from './useNewPatient.ts';
import './patients.css';

/** Its list is open. */
const isOpenList = (target: EventTarget): boolean => target instanceof Element && target.getAttribute('aria-expanded') === 'true';

/** Closes the form: what is typed in it is kept, and it is one key away for a moment. */
function leave(): void {
  go(patientsScreen);
  if (!hasPatientDraft()) return;
  offerUndo({
    about: [newPatientScreen.id],
    done: words.left,
    becomes: null,
    until: Date.now() + UNDO_MS,
    leaves: 0,
    undo: () => Promise.resolve(go(newPatientScreen)),
    undone: common.resumed,
  });
}

/** Creates a record from the strict traits. Leaving keeps what was typed. */
export function NewPatientScreen() {
  /** A list was open when the key went down: Esc closes that, and nothing more. */
  const listOpen = useRef(false);
  const { draft, change, errorOf, phoneError, error, similar, asked, busy, create, createOther, back } = useNewPatient();
  return (
    <div
      className="page"
      data-split
      onKeyDownCapture={(event) => (listOpen.current = isOpenList(event.target))}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !listOpen.current) leave();
      }}
    >
      <Panel
        title={words.title}
        level={1}
        aside={
          <Button variant="ghost" icon={ArrowLeft} onPress={leave}>
            {words.back}
          </Button>
        }
      >
        <Form
          className="form-grid"
          validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            create();
          }}
        >
          <Intro title={words.strict} help={words.strictHelp} />
          <NameFields draft={draft} onChange={change} errorOf={errorOf} />
          <BirthFields draft={draft} onChange={change} errorOf={errorOf} />
          {draft.scanned === null ? null : <Scanned matricule={draft.scanned.matricule} />}
          <Intro title={words.more} help={words.moreHelp} />
          <UsedFields draft={draft} onChange={change} phoneError={phoneError} />
          {error === null ? null : (
            <div className="form-wide">
              <ErrorBox error={error} />
            </div>
          )}
          <div className="form-foot">
            <p className="quiet">{words.kept}</p>
            <Button variant="primary" type="submit" pending={busy}>
              {busy ? words.creating : words.create}
            </Button>
          </div>
        </Form>
      </Panel>
      <Similar similar={similar} sexless={draft.sex === null} confirming={asked} busy={busy} onBack={back} onOther={createOther} />
    </div>
  );
}

function Intro({ title, help }: { readonly title: string; readonly help: string }) {
  return (
    <div className="form-intro">
      <h2>{title}</h2>
      <p>{help}</p>
    </div>
  );
}

interface DraftProps {
  readonly draft: PatientDraft;
  readonly onChange: (part: Partial<PatientDraft>) => void;
}
interface TraitProps extends DraftProps {
  readonly errorOf: (trait: keyof StrictTraits) => string | undefined;
}

function NameFields({ draft, onChange, errorOf }: TraitProps) {
  return (
    <>
      <Field
        label={traitWords.birthName}
        value={draft.birthName}
        onChange={(birthName) => onChange({ birthName })}
        error={errorOf('birthName')}
        autoFocus
        autoComplete="off"
        isRequired
        spellCheck="false"
      />
      <Field
        label={traitWords.birthFirstNames}
        value={draft.birthFirstNames}
        onChange={(birthFirstNames) => onChange({ birthFirstNames })}
        error={errorOf('birthFirstNames')}
        description={words.firstNamesHelp}
        autoComplete="off"
        isRequired
        spellCheck="false"
      />
    </>
  );
}

function BirthFields({ draft, onChange, errorOf }: TraitProps) {
  return (
    <>
      <SexField value={draft.sex} onChange={(sex) => onChange({ sex })} error={errorOf('sex')} />
      <Field
        label={traitWords.birthDate}
        value={draft.birthDate}
        onChange={(typed) => onChange({ birthDate: typeDate(draft.birthDate, typed) })}
        error={errorOf('birthDate')}
        description={words.dateHelp}
        placeholder="jj/mm/aaaa"
        inputMode="numeric"
        autoComplete="off"
        isRequired
      />
      <PlaceField
        label={traitWords.birthPlace}
        value={draft.birthPlace}
        name={draft.birthPlaceName}
        on={isoDate(draft.birthDate)}
        onChange={(birthPlace, birthPlaceName) => onChange({ birthPlace, birthPlaceName })}
        error={errorOf('birthPlace')}
      />
      <Checkbox
        className="checkbox form-wide"
        isSelected={draft.birthDateUncertain}
        onChange={(birthDateUncertain) => onChange({ birthDateUncertain })}
      >
        <span className="checkbox-box" aria-hidden="true" />
        <span>
          {words.uncertain}
          <span className="facts-note">{words.uncertainHelp}</span>
        </span>
      </Checkbox>
    </>
  );
}

/** The matricule of the datamatrix that gave the traits. */
function Scanned({ matricule }: { readonly matricule: string }) {
  return <p className="quiet form-wide tabular">{words.scanned(checkMatricule(matricule, null, { test: true }).display ?? matricule)}</p>;
}

/** What decides no identity. */
function UsedFields({ draft, onChange, phoneError }: DraftProps & { readonly phoneError: string | undefined }) {
  return (
    <>
      <Field
        label={words.usedName}
        value={draft.usedName}
        onChange={(usedName) => onChange({ usedName })}
        autoComplete="off"
        spellCheck="false"
      />
      <Field
        label={words.usedFirstName}
        value={draft.usedFirstName}
        onChange={(usedFirstName) => onChange({ usedFirstName })}
        autoComplete="off"
        spellCheck="false"
      />
      <Field
        label={words.phone}
        value={draft.phone}
        onChange={(phone) => onChange({ phone })}
        error={phoneError}
        inputMode="tel"
        autoComplete="off"
      />
    </>
  );
}
