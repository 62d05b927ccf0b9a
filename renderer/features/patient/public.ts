/** What the record lends to the other features. */
export { patientText, summaryText } from './text.ts';
