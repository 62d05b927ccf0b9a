import { defineErrors } from './define.ts';

/** What can prevent an archive from being made. */
export const xdmErrors = defineErrors({
  XDM_EMPTY: { message: 'L’archive ne contient aucun document.', action: 'Choisissez au moins un document.' },
  XDM_TWO_PATIENTS: { message: 'Ces documents concernent plusieurs patients.', action: 'Faites un envoi par patient.' },
});

export type XdmCode = keyof typeof xdmErrors;
