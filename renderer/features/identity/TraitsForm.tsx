import { PencilLine } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { isoDate, typeDate } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';
import { newPatientText, PlaceField, SexField } from '../patients/public.ts';
import type { TypedTraits } from './typed-traits.ts';
import { useDocumentTypes } from './useDocumentTypes.ts';
import { useTraitsForm } from './useTraitsForm.ts';

/** The strict traits typed over, and the document that they are copied from. @param onSaved instead of `onClose` once they are kept. */
export function TraitsForm({
  patient,
  onClose,
  onSaved = onClose,
}: {
  readonly patient: PatientView;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}) {
  const { typed, change, save, busy, errorOf, error } = useTraitsForm(patient, onSaved);
  return (
    <Dialog
      open
      size="m"
      title={words.editTitle}
      icon={PencilLine}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={save}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <CopiedFrom patient={patient} document={typed.document} onChange={(document) => change({ document })} />
        <NameFields typed={typed} onChange={change} errorOf={errorOf} />
        <BirthFields typed={typed} onChange={change} errorOf={errorOf} />
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}

/** The document seen now, or none; what saving costs the identity changes with it. */
function CopiedFrom({
  patient,
  document,
  onChange,
}: {
  readonly patient: PatientView;
  readonly document: string | null;
  readonly onChange: (document: string | null) => void;
}) {
  const types = useDocumentTypes(patient.minor);
  const cost = useAnswer('patients.unlocking', { id: patient.id }, { gcTime: 0, staleTime: 0 }).data;
  const message = cost?.[document === null ? 'hand' : 'document'].message ?? '';
  return (
    <>
      <Select
        label={words.fromDocument}
        placeholder={words.fromDocumentNone}
        choices={[{ id: '', label: words.fromDocumentNone }, ...types]}
        value={document ?? ''}
        onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      />
      {message === '' ? null : (
        <p className="field-help" role="status">
          {message}
        </p>
      )}
    </>
  );
}

interface FieldsProps {
  readonly typed: TypedTraits;
  readonly onChange: (part: Partial<TypedTraits>) => void;
  readonly errorOf: (field: keyof TypedTraits) => string | undefined;
}

function NameFields({ typed, onChange, errorOf }: FieldsProps) {
  return (
    <>
      <Field
        label={traitWords.birthName}
        value={typed.birthName}
        onChange={(birthName) => onChange({ birthName })}
        error={errorOf('birthName')}
        autoComplete="off"
        spellCheck="false"
        autoFocus
      />
      <Field
        label={traitWords.birthFirstNames}
        value={typed.birthFirstNames}
        onChange={(birthFirstNames) => onChange({ birthFirstNames })}
        error={errorOf('birthFirstNames')}
        autoComplete="off"
        spellCheck="false"
      />
      <Field
        label={words.firstName}
        value={typed.firstBirthFirstName}
        onChange={(firstBirthFirstName) => onChange({ firstBirthFirstName })}
        error={errorOf('firstBirthFirstName')}
        description={words.firstNameHelp}
        autoComplete="off"
        spellCheck="false"
      />
    </>
  );
}

function BirthFields({ typed, onChange, errorOf }: FieldsProps) {
  return (
    <>
      <SexField value={typed.sex} onChange={(sex) => onChange({ sex })} error={errorOf('sex')} />
      <Field
        label={traitWords.birthDate}
        value={typed.birthDate}
        onChange={(date) => onChange({ birthDate: typeDate(typed.birthDate, date) })}
        error={errorOf('birthDate')}
        inputMode="numeric"
        autoComplete="off"
      />
      <Checkbox
        className="checkbox"
        isSelected={typed.birthDateUncertain}
        onChange={(birthDateUncertain) => onChange({ birthDateUncertain })}
      >
        <span className="checkbox-box" aria-hidden="true" />
        <span>{newPatientText.uncertain}</span>
      </Checkbox>
      <PlaceField
        label={traitWords.birthPlace}
        value={typed.birthPlace}
        name={typed.birthPlaceName}
        on={isoDate(typed.birthDate)}
        onChange={(birthPlace, birthPlaceName) => onChange({ birthPlace, birthPlaceName })}
        error={errorOf('birthPlace')}
      />
    </>
  );
}
