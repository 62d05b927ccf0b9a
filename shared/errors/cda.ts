import { defineErrors } from './define.ts';

/** What can be wrong with a CDA to build or to read. */
export const cdaErrors = defineErrors({
  INS_NOT_QUALIFIED: {
    message: 'L’identité n’est pas qualifiée : son matricule INS ne peut pas figurer dans le document.',
    action: 'Qualifiez l’identité, ou produisez le document sans matricule INS.',
  },
  INS_KEY: {
    message: 'La clé du matricule INS est fausse.',
    action: 'Interrogez de nouveau INSi plutôt que de corriger le matricule à la main.',
  },
  VERSION_WITHOUT_REPLACES: {
    message: 'La version {version} doit dire quel document elle remplace.',
    action: 'Indiquez l’identifiant de la version précédente, ou envoyez un nouveau document.',
  },
});

export type CdaCode = keyof typeof cdaErrors;
