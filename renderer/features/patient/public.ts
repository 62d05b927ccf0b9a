import './patient.css';

/** What the record lends to the other features. */
export { patientText, summaryText } from './text.ts';
export { InformationControl } from './InformationControl.tsx';
export { useInformation } from './useInformation.ts';
