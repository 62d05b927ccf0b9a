import { fail, type PosteError } from '../../errors.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { hasCivilSex, type StrictTraits } from '../types.ts';

/**
 * What forbids any document in this patient's name: the CDA encodes a sex of civil status alone, and a birth date
 * (ins/README 2). Null when nothing does.
 */
export function namingRefusal(patient: Pick<StrictTraits, 'sex' | 'birthDate'>): PosteError | null {
  if (!hasCivilSex(patient)) return fail('DOCUMENT_SEX');
  return patient.birthDate === UNKNOWN_BIRTH_DATE ? fail('DOCUMENT_BIRTH_DATE') : null;
}
