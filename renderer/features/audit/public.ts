import './audit.css';

/** What the journal lends to the other features. */
export { PatientJournal } from './PatientJournal.tsx';
