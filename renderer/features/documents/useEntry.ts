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
  readonly errors: FieldErrors;
  /** Nothing is missing or half typed. */
  readonly complete: boolean;
  /** What is in the address field is no address, and the user tried to validate. */
  readonly wrongAddress: boolean;
  /** How many times a draft was refused here since it is shown. */
  readonly refused: number;
  /**
   * Hands a complete draft over to be decided; says what is wrong with another one.
   * @param onValid hears its form, and the address that was typed but not added.
   */
  readonly submit: (onValid: (form: DocumentForm, typedAddress: string | null) => void) => void;
}

/**
 * What is typed of a draft beside its form.
 * @param typed what is in the address field: an address typed but not added counts. @param change changes the form. @param tried it was refused before it is shown.
 */
export function useEntry(
  form: DocumentForm,
  typed: string,
  change: (part: Partial<DocumentForm>) => void,
  plan: DocumentPlan | undefined,
  tried: boolean,
): Entry {
  const [date, setDate] = useState(() => frenchDate(form.date));
  const [before, setBefore] = useState(form.date);
  // Read in the document meanwhile.
  if (before !== form.date) {
    setBefore(form.date);
    if (isoDate(date) !== form.date) setDate(frenchDate(form.date));
  }
  const address = typed.trim();
  const [refused, setRefused] = useState(tried ? 1 : 0);
  const touched = refused > 0;
  const complete = isComplete(form, date, address);
  return {
    date,
    typeDate: (typed) => {
      const next = typeDate(date, typed);
      setDate(next);
      const day = isoDate(next);
      if (day !== null) change({ date: day });
    },
    errors: fieldErrors(form, date, touched, plan),
    complete,
    refused,
    wrongAddress: touched && isHalfAddress(address),
    submit: (onValid) => {
      if (!complete) {
        setRefused((times) => times + 1);
        return;
      }
      const left = addressLeft(form, address);
      onValid(left === null ? form : { ...form, recipients: [...form.recipients, left] }, left);
    },
  };
}
