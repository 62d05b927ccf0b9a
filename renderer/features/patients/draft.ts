import { onOtherUser } from '../../app/drafts.ts';

/** What is typed in « Nouveau patient », as typed. */
export interface PatientDraft {
  readonly birthName: string;
  readonly birthFirstNames: string;
  readonly sex: 'M' | 'F' | null;
  /** As typed: `12/03/1979`. */
  readonly birthDate: string;
  readonly birthPlace: string;
  readonly usedName: string;
  readonly usedFirstName: string;
}

const EMPTY: PatientDraft = { birthName: '', birthFirstNames: '', sex: null, birthDate: '', birthPlace: '', usedName: '', usedFirstName: '' };
let kept: PatientDraft = EMPTY;
onOtherUser(() => forgetPatientDraft());

/** What was being typed when the screen was left. */
export const keptPatientDraft = (): PatientDraft => kept;

export function keepPatientDraft(draft: PatientDraft): void {
  kept = draft;
}

export function forgetPatientDraft(): void {
  kept = EMPTY;
}
