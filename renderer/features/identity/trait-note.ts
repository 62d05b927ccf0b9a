import type { PatientView } from '../../../shared/contract/patients.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { frenchDate } from '../../ui/format.ts';
import { identityText as words } from './text.ts';

type Dated = Pick<PatientView, 'traits' | 'birthDateUncertain' | 'birthDateCarried' | 'strictLocked'>;
type Noted = Dated & Pick<PatientView, 'firstBirthFirstName'>;

/** What a trait of the record does not say by itself: which first name is the first one, what is uncertain in the date; null: nothing. */
export function traitNote(trait: keyof StrictTraits, patient: Noted): string | null {
  if (trait === 'birthDate') return dateNote(patient);
  const { traits, firstBirthFirstName } = patient;
  return trait === 'birthFirstNames' && firstBirthFirstName !== traits.birthFirstNames ? words.firstName(firstBirthFirstName) : null;
}

/** Filled by hand, to be filled when it leaves, or unknown of INSi itself; nothing of a date that nobody knows at all. */
function dateNote({ traits, birthDateUncertain, birthDateCarried, strictLocked }: Dated): string | null {
  if (!birthDateUncertain || traits.birthDate === UNKNOWN_BIRTH_DATE) return null;
  if (traits.birthDate !== birthDateCarried) return words.incomplete(frenchDate(birthDateCarried));
  return strictLocked && traits.birthDate.includes('-00') ? words.lunar : words.uncertain;
}
