import { errorFactory } from '../../shared/errors.ts';

/** What can prevent an archive from being made. */
export const xdmError = errorFactory({
  XDM_EMPTY: ['L’archive ne contient aucun document.', 'Choisissez au moins un document.'],
  XDM_TWO_PATIENTS: ['Ces documents concernent plusieurs patients.', 'Faites un envoi par patient.'],
});
