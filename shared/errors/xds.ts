import { defineErrors } from './define.ts';

/** What can prevent metadata from being written. */
export const xdsErrors = defineErrors({
  XDS_INCOMPLETE: {
    message: 'Le document ne porte pas tout ce que l’envoi demande ({element}).',
    action: 'Corrigez le document dans le logiciel qui l’a produit, ou joignez-le en PDF.',
  },
});

export type XdsCode = keyof typeof xdsErrors;
