/** What the list and the creation of patients lend to the other features. */
export { keepPatientDraft, keptPatientDraft } from './draft.ts';
export { PlaceField } from './PlaceField.tsx';
export { SexField } from './SexField.tsx';
export { newPatientText, patientsText } from './text.ts';
