import './patients.css';

/** What the patients lend to the other features. */
export { ChoosePatient } from './ChoosePatient.tsx';
export { keepPatientDraft, keptPatientDraft } from './draft.ts';
export { isPlaceToChoose } from './place-code.ts';
export { PlaceField } from './PlaceField.tsx';
export { SexField } from './SexField.tsx';
export { newPatientText, patientsText } from './text.ts';
