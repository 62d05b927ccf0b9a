import type { CallInput } from '../../../shared/contract/index.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { frenchDate, isoDate } from '../../ui/format.ts';
import { isPlaceToChoose } from '../patients/public.ts';

/** What is typed in « Modifier les traits stricts », as typed. */
export interface TypedTraits extends Pick<StrictTraits, 'birthName' | 'birthFirstNames' | 'sex'> {
  readonly firstBirthFirstName: string;
  /** As typed: `12/03/1979`. */
  readonly birthDate: string;
  /** Completed by convention, since the identity document does not say it whole. */
  readonly birthDateUncertain: boolean;
  /** COG; empty when it is not known. */
  readonly birthPlace: string;
  /** As the user chose it in the list, or is typing it. */
  readonly birthPlaceName: string;
  /** Type of the identity document that they are copied from; null: none. */
  readonly document: string | null;
}

type Held = Pick<PatientView, 'traits' | 'firstBirthFirstName' | 'birthDateUncertain' | 'birthPlaceName'>;

/** The traits of the record, to be typed over. */
export const typedTraits = ({ traits, firstBirthFirstName, birthDateUncertain, birthPlaceName }: Held): TypedTraits => ({
  ...traits,
  firstBirthFirstName,
  birthDate: frenchDate(traits.birthDate),
  birthDateUncertain,
  birthPlace: traits.birthPlace ?? '',
  birthPlaceName: birthPlaceName ?? '',
  document: null,
});

/** What is typed, as it is saved; null while the birth date is not a date, or the place is none of the list. */
export function editedTraits(typed: TypedTraits): Omit<CallInput<'patients.editTraits'>, 'id'> | null {
  const { birthName, birthFirstNames, sex, birthPlace, firstBirthFirstName, birthDateUncertain, document } = typed;
  const birthDate = isoDate(typed.birthDate);
  if (birthDate === null || isPlaceToChoose(typed)) return null;
  return {
    traits: { birthName, birthFirstNames, sex, birthDate, birthPlace: birthPlace === '' ? null : birthPlace },
    firstBirthFirstName: firstBirthFirstName.trim(),
    birthDateUncertain,
    document,
  };
}
