import type { PatientRow } from '../../shared/contract/patients.ts';

/** The name of a record as the lists have it: birth name, first name. */
export const recordName = ({ birthName, firstName }: Pick<PatientRow, 'birthName' | 'firstName'>): string => `${birthName} ${firstName}`;
