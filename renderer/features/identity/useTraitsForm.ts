import { useCallback, useState } from 'react';
import type { CallInput } from '../../../shared/contract/index.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { fieldError } from '../../text/field-error.ts';
import { identityActs as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { newPatientText } from '../patients/public.ts';
import { editedTraits, typedTraits, type TypedTraits } from './typed-traits.ts';
import { keepInsi } from './useInsi.ts';

/** The form of the strict traits. */
interface TraitsForm {
  readonly typed: TypedTraits;
  readonly change: (part: Partial<TypedTraits>) => void;
  readonly save: () => void;
  readonly busy: boolean;
  /** What is wrong with a field. */
  readonly errorOf: (field: keyof TypedTraits) => string | undefined;
  /** What went wrong and is about no field. */
  readonly error: ErrorFacts | null;
}

/** @param onSaved called once the record holds what was typed. */
export function useTraitsForm(patient: PatientView, onSaved: () => void): TraitsForm {
  const { id } = patient;
  const [typed, setTyped] = useState(() => typedTraits(patient));
  const [wrongDate, setWrongDate] = useState(false);
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, edited: Omit<CallInput<'patients.editTraits'>, 'id'>) => {
        put('patients.get', { id }, await call('patients.editTraits', { id, ...edited }));
        // What INSi said of the former traits says nothing of these.
        keepInsi(id, null);
        tell(words.saved);
        onSaved();
      },
      [id, onSaved],
    ),
  );
  return {
    typed,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    save: () => {
      const edited = editedTraits(typed);
      setWrongDate(edited === null);
      if (edited !== null) void run(edited);
    },
    busy,
    errorOf: (field) => (field === 'birthDate' && wrongDate ? newPatientText.missing.birthDate : fieldError(error, field)),
    error: error?.path === null ? error : null,
  };
}
