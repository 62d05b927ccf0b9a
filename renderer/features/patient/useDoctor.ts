import { useCallback, useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { fieldError } from '../../text/field-error.ts';
import { summaryText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

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
  // An address alone was kept as the name too.
  const [name, setName] = useState(held === null || held.name === held.address ? '' : held.name);
  const [address, setAddress] = useState(held?.address ?? '');
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, medecinTraitant: PatientView['medecinTraitant']) => {
        put('patients.get', { id }, await call('patients.setMedecinTraitant', { id, medecinTraitant }));
        tell(words.doctorSaved, 'quiet');
        onSaved();
      },
      [id, onSaved],
    ),
  );
  const nameError = fieldError(error, 'name');
  const addressError = fieldError(error, 'address');
  return {
    name,
    setName,
    address,
    setAddress,
    save: () => void run({ name: name.trim(), address: address.trim() === '' ? null : address.trim() }),
    remove: () => void run(null),
    busy,
    nameError,
    addressError,
    error: nameError === undefined && addressError === undefined ? error : null,
  };
}
