import type { LocalSex, StrictTraits } from '../../../shared/domain/types.ts';
import { onOtherUser } from '../../client/drafts.ts';

/** What is typed in « Nouveau patient », as typed. */
export interface PatientDraft extends Pick<StrictTraits, 'birthName' | 'birthFirstNames'> {
  readonly sex: LocalSex | null;
  /** As typed: `12/03/1979`. */
  readonly birthDate: string;
  /** COG; empty when it is not known. */
  readonly birthPlace: string;
  /** As the user chose it in the list, or is typing it. */
  readonly birthPlaceName: string;
  /** Completed by convention, since the identity document does not say it whole. */
  readonly birthDateUncertain: boolean;
  readonly phone: string;
  readonly usedName: string;
  readonly usedFirstName: string;
  /** Matricule of the datamatrix that gave the traits; none once a trait that tells the person was changed. */
  readonly scanned: { readonly matricule: string; readonly oid: string } | null;
}

const EMPTY: PatientDraft = {
  birthName: '',
  birthFirstNames: '',
  sex: null,
  birthDate: '',
  birthPlace: '',
  birthPlaceName: '',
  birthDateUncertain: false,
  phone: '',
  usedName: '',
  usedFirstName: '',
  scanned: null,
};
let kept: PatientDraft = EMPTY;
onOtherUser(() => forgetPatientDraft());

/** Whether something is typed. */
export const hasPatientDraft = (): boolean => kept !== EMPTY;

/** What was being typed when the screen was left. */
export const keptPatientDraft = (): PatientDraft => kept;

/** Keeps what is typed for whoever comes back to the screen. */
export function keepPatientDraft(draft: PatientDraft): void {
  kept = draft;
}

/** The next new patient begins empty. */
export function forgetPatientDraft(): void {
  kept = EMPTY;
}
