import { errorFactory } from '../../shared/errors.ts';

/** What can prevent metadata from being written. */
export const xdsError = errorFactory({
  XDS_INCOMPLETE: [
    'Le document ne porte pas tout ce que l’envoi demande ({element}).',
    'Corrigez le document dans le logiciel qui l’a produit, ou joignez-le en PDF.',
  ],
});
