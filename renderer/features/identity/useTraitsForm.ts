import { useCallback, useState } from 'react';
import type { CallInput } from '../../../shared/contract/index.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { leftForms } from '../../client/left-forms.ts';
import { put } from '../../client/queries.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { fieldError } from '../../text/field-error.ts';
import { identityActs as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { isoDate } from '../../ui/format.ts';
import { isPlaceToChoose, newPatientText } from '../patients/public.ts';
import { editedTraits, typedTraits, type TypedTraits } from './typed-traits.ts';
import { keepInsi } from './useInsi.ts';

/** Strict traits that were being typed over, by the record's identifier. */
export const leftTraits = leftForms<TypedTraits>(words.editLeft, common.resumed);

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
  const { typed, type, settle } = useTyped(leftTraits, id, () => typedTraits(patient));
  const [tried, setTried] = useState<TypedTraits | null>(null);
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, edited: Omit<CallInput<'patients.editTraits'>, 'id'>) => {
        put('patients.get', { id }, await call('patients.editTraits', { id, ...edited }));
        // What INSi said of the former traits says nothing of these.
        keepInsi(id, null);
        tell(words.saved);
        settle();
        onSaved();
      },
      [id, settle, onSaved],
    ),
  );
  return {
    typed,
    change: (part) => type({ ...typed, ...part }),
    save: () => {
      const edited = editedTraits(typed);
      setTried(typed);
      if (edited !== null) void run(edited);
    },
    busy,
    errorOf: (field) => typedProblem(field, tried) ?? fieldError(error, field),
    error: error?.path === null ? error : null,
  };
}

/** What the form can say by itself of what was to be saved. */
function typedProblem(field: keyof TypedTraits, tried: TypedTraits | null): string | undefined {
  if (tried === null) return undefined;
  if (field === 'birthDate' && isoDate(tried.birthDate) === null) return newPatientText.missing.birthDate;
  return field === 'birthPlace' && isPlaceToChoose(tried) ? newPatientText.missing.birthPlace : undefined;
}
