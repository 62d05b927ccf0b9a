import type { ReturnReason } from '../record/document.ts';

/** Why a document is given back, in the words of screens and of the journal. */
export const returnReasonLabels: Readonly<Record<ReturnReason, string>> = {
  patient: 'Dossier à vérifier',
  type: 'Type à revoir',
  title: 'Titre ou date à revoir',
  recipients: 'Destinataires à revoir',
  visibility: 'Visibilité à revoir',
  pages: 'Pages illisibles ou manquantes',
  'not-mine': 'N’est pas pour moi',
  'not-sent': 'À ne pas envoyer',
};
