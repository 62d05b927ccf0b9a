import type { PatientRow } from '../../shared/contract/patients.ts';
import { properName } from './proper-name.ts';

/** The name of a record as the lists have it: birth name, first name. */
export const recordName = ({ birthName, firstName }: Pick<PatientRow, 'birthName' | 'firstName'>): string =>
  `${birthName} ${properName(firstName)}`;
