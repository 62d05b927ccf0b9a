import { LockOpen, PencilLine } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put, queryClient, useAnswer } from '../../client/queries.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDate, isoDate, typeDate } from '../../ui/format.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { newPatientText, PlaceField, SexField } from '../patients/public.ts';

/** Strict traits by hand. Those of INSi are unlocked first, by an act that says what is lost. */
export function EditTraits({ patient }: { readonly patient: PatientView }) {
  const [step, setStep] = useState<'closed' | 'unlock' | 'form'>('closed');
  const close = (): void => setStep('closed');
  return (
    <>
      <Button
        variant="ghost"
        icon={patient.strictLocked ? LockOpen : PencilLine}
        onPress={() => setStep(patient.strictLocked ? 'unlock' : 'form')}
      >
        {words.edit}
      </Button>
      {step === 'unlock' ? <Unlock patient={patient} onClose={close} onUnlock={() => setStep('form')} /> : null}
      {step === 'form' ? <TraitsForm patient={patient} onClose={close} /> : null}
    </>
  );
}

function Unlock({
  patient,
  onClose,
  onUnlock,
}: {
  readonly patient: PatientView;
  readonly onClose: () => void;
  readonly onUnlock: () => void;
}) {
  const cost = useAnswer('patients.unlocking', { id: patient.id }, { gcTime: 0, staleTime: 0 }).data;
  return (
    <Dialog
      open
      title={words.unlockTitle}
      icon={LockOpen}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button variant="danger" isDisabled={cost === undefined} onPress={onUnlock}>
            {words.unlock(statusLabels[patient.status].toLowerCase())}
          </Button>
        </>
      }
    >
      {cost === undefined ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <>
          <p>{cost.hand.message}</p>
          <p>{words.withDocument(statusLabels[cost.document.statusAfter].toLowerCase())}</p>
          {cost.sent === 0 ? <p>{words.sent(0)}</p> : null}
        </>
      )}
    </Dialog>
  );
}

type Errors = Partial<Record<keyof StrictTraits | 'firstBirthFirstName', string>>;

function TraitsForm({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const { id } = patient;
  const [traits, setTraits] = useState({
    ...patient.traits,
    birthDate: frenchDate(patient.traits.birthDate),
    birthPlace: patient.traits.birthPlace ?? '',
  });
  const [placeName, setPlaceName] = useState(patient.birthPlaceName ?? '');
  const [first, setFirst] = useState(patient.firstBirthFirstName);
  const [uncertain, setUncertain] = useState(patient.birthDateUncertain);
  const [document, setDocument] = useState<string | null>(null);
  const [wrongDate, setWrongDate] = useState(false);
  const cost =
    useAnswer('patients.unlocking', { id }, { gcTime: 0, staleTime: 0 }).data?.[document === null ? 'hand' : 'document'].message ?? '';
  const types = useAnswer('patients.identityDocumentTypes', null).data ?? [];
  const save = useAction(
    useCallback(
      async (_live: () => boolean, typed: StrictTraits, firstBirthFirstName: string, birthDateUncertain: boolean, from: string | null) => {
        put(
          'patients.get',
          { id },
          await call('patients.editTraits', { id, traits: typed, firstBirthFirstName, birthDateUncertain, document: from }),
        );
        // What INSi said of the former traits says nothing of these.
        queryClient.setQueryData(['insi', id], null);
        tell(words.saved);
        onClose();
      },
      [id, onClose],
    ),
  );
  const at = save.error?.path?.split('/').at(-1);
  const errors: Errors = at !== undefined && save.error !== null ? { [at]: `${save.error.message} ${save.error.action}` } : {};
  const submit = (): void => {
    const birthDate = isoDate(traits.birthDate);
    setWrongDate(birthDate === null);
    if (birthDate !== null)
      void save.run(
        { ...traits, birthDate, birthPlace: traits.birthPlace === '' ? null : traits.birthPlace },
        first.trim(),
        uncertain,
        document,
      );
  };
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
          <Button variant="primary" pending={save.busy} onPress={submit}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Select
          label={words.fromDocument}
          placeholder={words.fromDocumentNone}
          choices={[
            { id: '', label: words.fromDocumentNone },
            ...types.filter(({ minorOnly }) => patient.minor || !minorOnly).map(({ code, label }) => ({ id: code, label })),
          ]}
          value={document ?? ''}
          onChange={(chosen) => setDocument(chosen === '' ? null : chosen)}
        />
        {cost === '' ? null : (
          <p className="field-help" role="status">
            {cost}
          </p>
        )}
        <Field
          label={traitWords.birthName}
          value={traits.birthName}
          onChange={(birthName) => setTraits({ ...traits, birthName })}
          error={errors.birthName}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
        <Field
          label={traitWords.birthFirstNames}
          value={traits.birthFirstNames}
          onChange={(birthFirstNames) => setTraits({ ...traits, birthFirstNames })}
          error={errors.birthFirstNames}
          autoComplete="off"
          spellCheck="false"
        />
        <Field
          label={words.firstName}
          value={first}
          onChange={setFirst}
          error={errors.firstBirthFirstName}
          description={words.firstNameHelp}
          autoComplete="off"
          spellCheck="false"
        />
        <SexField value={traits.sex} onChange={(sex) => setTraits({ ...traits, sex })} error={errors.sex} />
        <Field
          label={traitWords.birthDate}
          value={traits.birthDate}
          onChange={(typed) => setTraits({ ...traits, birthDate: typeDate(traits.birthDate, typed) })}
          error={wrongDate ? newPatientText.missing.birthDate : errors.birthDate}
          inputMode="numeric"
          autoComplete="off"
        />
        <Checkbox className="checkbox" isSelected={uncertain} onChange={setUncertain}>
          <span className="checkbox-box" aria-hidden="true" />
          <span>{newPatientText.uncertain}</span>
        </Checkbox>
        <PlaceField
          label={traitWords.birthPlace}
          value={traits.birthPlace}
          name={placeName}
          on={isoDate(traits.birthDate)}
          onChange={(birthPlace, name) => {
            setTraits({ ...traits, birthPlace });
            setPlaceName(name);
          }}
          error={errors.birthPlace}
        />
        {save.error !== null && at === undefined ? <ErrorBox error={save.error} /> : null}
      </div>
    </Dialog>
  );
}
