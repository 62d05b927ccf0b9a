import { useCallback } from 'react';
import type { Complementary } from '../../../shared/contract/identity.ts';
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

const FIELDS = ['usedName', 'usedFirstName', 'phone', 'billingNss'] as const satisfies readonly (keyof Complementary)[];
/** A field that says what is wrong with it. */
export type EverydayField = (typeof FIELDS)[number];

/** What was being typed over of everyday life, by the record's identifier. */
export const leftComplementary = leftForms<Complementary>(words.moreLeft, common.resumed);

/** The form of what decides no identity. */
interface ComplementaryTraitsForm {
  readonly form: Complementary;
  readonly change: (part: Partial<Complementary>) => void;
  readonly save: () => void;
  readonly busy: boolean;
  readonly errorOf: (field: EverydayField) => string | undefined;
  /** What went wrong and is about none of these fields. */
  readonly error: ErrorFacts | null;
}

/** @param onSaved called once the record holds what was typed. */
export function useComplementaryTraits(patient: PatientView, onSaved: () => void): ComplementaryTraitsForm {
  const { id } = patient;
  const { typed: form, type, settle } = useTyped(leftComplementary, id, () => complementaryOf(patient));
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, complementary: Complementary) => {
        put('patients.get', { id }, await call('patients.edit', { id, complementary }));
        tell(words.moreSaved, 'quiet');
        settle();
        onSaved();
      },
      [id, settle, onSaved],
    ),
  );
  const errorOf = (field: EverydayField): string | undefined => fieldError(error, field);
  return {
    form,
    change: (part) => type({ ...form, ...part }),
    save: () => void run(form),
    busy,
    errorOf,
    error: FIELDS.every((field) => errorOf(field) === undefined) ? error : null,
  };
}

const complementaryOf = (patient: PatientView): Complementary => ({
  usedName: patient.usedName,
  usedFirstName: patient.usedFirstName,
  phone: patient.phone,
  billingNss: patient.billingNss,
  protection: patient.protection,
  representatives: patient.representatives.map(({ name, relation, phone }) => ({ name, relation, phone })),
  correspondents: patient.correspondents,
});
