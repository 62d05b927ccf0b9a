import type { StrictTraits } from '../../../shared/domain/types.ts';
import { isoDate } from '../../ui/format.ts';
import type { PatientDraft } from './draft.ts';
import { isPlaceToChoose } from './place-code.ts';
import { newPatientText as words } from './text.ts';

/** What is wrong with each strict trait. */
export type TraitErrors = Partial<Record<keyof StrictTraits, string>>;

/** Without spaces around it; null when it says nothing. */
export const trimmed = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Those that tell a person from another. */
const TELLING = ['birthName', 'birthFirstNames', 'sex', 'birthDate'] as const satisfies readonly (keyof PatientDraft)[];

/** A draft with a part of it typed again. Another person's traits leave the matricule that was read with the former ones. */
export const changedDraft = (draft: PatientDraft, part: Partial<PatientDraft>): PatientDraft => ({
  ...draft,
  ...part,
  ...(TELLING.some((trait) => trait in part) ? { scanned: null } : {}),
});

/** What the form can say by itself; the rest is said by the application, on the field it is about. */
export function problemsOf(draft: PatientDraft): TraitErrors {
  return {
    ...(draft.birthName.trim() === '' ? { birthName: words.missing.birthName } : {}),
    ...(draft.birthFirstNames.trim() === '' ? { birthFirstNames: words.missing.birthFirstNames } : {}),
    ...(draft.sex === null ? { sex: words.missing.sex } : {}),
    ...(isoDate(draft.birthDate) === null ? { birthDate: words.missing.birthDate } : {}),
    ...(isPlaceToChoose(draft) ? { birthPlace: words.missing.birthPlace } : {}),
  };
}

/** The strict traits of a draft; null as long as it has {@link problemsOf problems}. */
export function draftTraits(draft: PatientDraft): StrictTraits | null {
  const [birthName, birthFirstNames] = [trimmed(draft.birthName), trimmed(draft.birthFirstNames)];
  const birthDate = isoDate(draft.birthDate);
  if (birthName === null || birthFirstNames === null || draft.sex === null || birthDate === null || isPlaceToChoose(draft)) return null;
  return { birthName, birthFirstNames, sex: draft.sex, birthDate, birthPlace: trimmed(draft.birthPlace) };
}
