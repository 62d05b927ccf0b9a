import { useCallback } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useAddressRefusal } from '../../client/useAddressRefusal.ts';
import { put } from '../../client/queries.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { fieldError } from '../../text/field-error.ts';
import { summaryText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** The médecin traitant as typed. */
interface TypedDoctor {
  readonly name: string;
  readonly address: string;
}

/** A médecin traitant that was being typed, by the record's identifier. */
export const leftDoctor = leftForms<TypedDoctor>(words.doctorLeft, common.resumed);

/** The form of the médecin traitant. */
interface DoctorForm {
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly address: string;
  readonly setAddress: (address: string) => void;
  readonly save: () => void;
  readonly remove: () => void;
  readonly busy: boolean;
  readonly nameError: string | undefined;
  readonly addressError: string | undefined;
  /** What went wrong and is about neither. */
  readonly error: ErrorFacts | null;
}

/** @param onSaved called once the record holds what was typed. */
export function useDoctor({ id, medecinTraitant: held }: PatientView, onSaved: () => void): DoctorForm {
  const { typed, type, settle } = useTyped(leftDoctor, id, (): TypedDoctor => ({
    // An address alone was kept as the name too.
    name: held === null || held.name === held.address ? '' : held.name,
    address: held?.address ?? '',
  }));
  const { name, address } = typed;
  const judged = useAddressRefusal(address);
  const { run, busy, error, clear } = useAction(
    useCallback(
      async (_live: () => boolean, medecinTraitant: PatientView['medecinTraitant']) => {
        put('patients.get', { id }, await call('patients.setMedecinTraitant', { id, medecinTraitant }));
        tell(words.doctorSaved, 'quiet');
        settle();
        onSaved();
      },
      [id, settle, onSaved],
    ),
  );
  const nameError = fieldError(error, 'name');
  const addressError = fieldError(error, 'address') ?? fieldError(judged, 'address');
  return {
    name,
    setName: (name) => type({ ...typed, name }),
    address,
    setAddress: (address) => {
      type({ ...typed, address });
      clear();
    },
    save: () => void run({ name: name.trim(), address: address.trim() === '' ? null : address.trim() }),
    remove: () => void run(null),
    busy,
    nameError,
    addressError,
    error: nameError === undefined && addressError === undefined ? error : null,
  };
}
