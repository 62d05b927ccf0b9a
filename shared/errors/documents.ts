import { defineErrors } from './define.ts';

/** A document before it leaves: its type, its title, its date, who sees it. */
export const documentsErrors = defineErrors({
  TYPE_UNKNOWN: { message: 'Le type de document « {type} » n’existe pas ou plus.', action: 'Choisissez un type dans la liste.' },
  FLAGS_INCOMPATIBLE: {
    message:
      'Un document ne peut pas être à la fois invisible dans Mon espace santé et masqué aux professionnels : personne ne le verrait.',
    action: 'Choisissez l’un ou l’autre.',
  },
  TITLE_TOO_LONG: {
    message: 'Le titre compte {length} caractères ; le DMP en admet {max}.',
    action: 'Raccourcissez-le : il n’est jamais coupé à votre place.',
  },
  TYPE_EMPTY: {
    message: 'Le type du document n’est pas choisi.',
    action: 'Choisissez-le dans la liste : il décide de la rubrique et de la visibilité.',
  },
  DATE_FUTURE: { message: 'La date du document est dans l’avenir.', action: 'Corrigez la date de l’acte.' },
  DATE_INVALID: { message: 'La date du document n’existe pas dans le calendrier.', action: 'Corrigez la date de l’acte.' },
  DATE_BEFORE_BIRTH: {
    message: 'La date du document précède la date de naissance.',
    action: 'Corrigez la date de l’acte, ou vérifiez que c’est le bon dossier.',
  },
  DOCUMENT_SEX: {
    message: 'Le sexe est indéterminé : aucun document ne peut être établi à ce nom.',
    action: 'Enregistrez le sexe de la pièce d’identité dans l’onglet Identité.',
  },
  DOCUMENT_BIRTH_DATE: {
    message: 'La date de naissance est inconnue : aucun document ne peut être établi à ce nom.',
    action: 'Enregistrez la date de la pièce d’identité dans l’onglet Identité.',
  },
  DOCUMENT_AUTHOR: {
    message: 'Votre carte ne dit pas de profession de santé : vous ne pouvez pas valider de document.',
    action: 'Préparez-le : il attend, dans « À valider », le professionnel qui en répond.',
  },
  NO_CHANNEL: { message: 'Ce document ne peut partir nulle part.', action: 'Lisez la raison de chaque canal, corrigez, puis validez.' },
  DOCUMENT_UNKNOWN: { message: 'Ce document n’existe pas ou plus.', action: 'Revenez à la liste des documents du dossier.' },
  DOCUMENT_VALIDATED: { message: 'Ce document est déjà validé.', action: 'Pour le corriger, ajoutez une nouvelle version.' },
  DOCUMENT_ALREADY: {
    message: 'Ce fichier est déjà dans ce dossier, ajouté le {date}.',
    action: 'Ouvrez celui qui y est, ou ajoutez-le de nouveau s’il doit y être deux fois.',
  },
  DOCUMENT_OTHER_PERSON: {
    message: 'Le texte de ce document nomme une autre personne que ce dossier : {name}.',
    action: 'Rangez-le dans le dossier de cette personne, ou dites que ce dossier est le bon, puis validez.',
  },
  TITLE_EMPTY: { message: 'Le document n’a pas de titre.', action: 'Saisissez un titre compréhensible dans Mon espace santé.' },
  TITLE_CHARACTER: {
    message: 'Le titre contient un caractère invisible ou un saut de ligne.',
    action: 'Ressaisissez le titre sur une seule ligne.',
  },
  VISIBILITY_MINOR_ONLY: {
    message: 'Seul le document d’un mineur peut être caché à ses représentants légaux.',
    action: 'Choisissez une autre visibilité.',
  },
  VISIBILITY_FORCED: { message: 'Une note de vaccination est toujours visible dans le DMP.', action: 'Choisissez « Visible ».' },
  VISIBILITY_NOT_SENT: {
    message: 'Un résultat de génétique constitutionnelle n’est jamais déposé au DMP : il est remis en consultation.',
    action: 'Choisissez « Professionnels seuls ».',
  },
});

export type DocumentsCode = keyof typeof documentsErrors;
