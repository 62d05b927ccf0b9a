import { useState } from 'react';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { frenchDate, isoDate, typeDate } from '../../ui/format.ts';
import { addressLeft, isComplete, isHalfAddress } from './draft-entry.ts';
import { fieldErrors, type FieldErrors } from './field-errors.ts';

/** A draft being typed, and what keeps it from being validated. */
interface Entry {
  /** As typed: it may be no date yet. */
  readonly date: string;
  readonly typeDate: (typed: string) => void;
  /** Hears what is in the address field: an address typed but not added counts. */
  readonly typeAddress: (typed: string) => void;
  readonly errors: FieldErrors;
  /** Nothing is missing or half typed. */
  readonly complete: boolean;
  /** What is in the address field is no address, and the user tried to validate. */
  readonly wrongAddress: boolean;
  /** Validates a complete draft; says what is wrong with another one. */
  readonly submit: () => void;
}

/**
 * What is typed of a draft beside its form.
 * @param change changes the form. @param onValid hears the form to validate, and the address that was typed but not added.
 */
export function useEntry(
  form: DocumentForm,
  change: (part: Partial<DocumentForm>) => void,
  plan: DocumentPlan | undefined,
  onValid: (form: DocumentForm, typedAddress: string | null) => void,
): Entry {
  const [date, setDate] = useState(() => frenchDate(form.date));
  const [address, typeAddress] = useState('');
  const [touched, setTouched] = useState(false);
  const complete = isComplete(form, date, address);
  return {
    date,
    typeDate: (typed) => {
      const next = typeDate(date, typed);
      setDate(next);
      const day = isoDate(next);
      if (day !== null) change({ date: day });
    },
    typeAddress,
    errors: fieldErrors(form, date, touched, plan),
    complete,
    wrongAddress: touched && isHalfAddress(address),
    submit: () => {
      setTouched(true);
      if (!complete) return;
      const left = addressLeft(form, address);
      onValid(left === null ? form : { ...form, recipients: [...form.recipients, left] }, left);
    },
  };
}
