import { defineErrors } from './define.ts';

/** Why a hand-over of a carte Vitale, or the use of it, is refused. */
export const vitaleErrors = defineErrors({
  VITALE_GONE: { message: 'Cette lecture de carte Vitale n’est plus là.', action: 'Relisez la carte.' },
  VITALE_OTHER_PERSON: {
    message: 'La personne choisie sur la carte n’est pas celle de ce dossier.',
    action: 'Choisissez le bon bénéficiaire, ou un autre dossier ; un jumeau a son propre dossier.',
  },
  VITALE_SEX: {
    message: 'La carte ne dit pas le sexe, et INSi n’a pas donné l’identité : le dossier n’est pas créé.',
    action: 'Créez le dossier d’après une pièce d’identité.',
  },
  VITALE_TOO_LARGE: {
    message: 'La lecture de carte Vitale transmise est trop volumineuse.',
    action: 'Relisez la carte ; si l’erreur se répète, prévenez l’éditeur du lecteur.',
  },
  VITALE_FORMAT: {
    message: 'La lecture de carte Vitale transmise n’est pas au format attendu.',
    action: 'Relisez la carte ; si l’erreur se répète, prévenez l’éditeur du lecteur.',
  },
  VITALE_VERSION: {
    message: 'Le lecteur de carte Vitale emploie une version inconnue du format d’échange.',
    action: 'Mettez à jour Poste Santé ou le logiciel du lecteur.',
  },
  VITALE_STALE: { message: 'La lecture de carte Vitale transmise est trop ancienne.', action: 'Relisez la carte.' },
  VITALE_FUTURE: {
    message: 'La lecture de carte Vitale transmise porte une heure à venir.',
    action: 'Mettez à l’heure l’ordinateur du lecteur et celui-ci, puis relisez la carte.',
  },
  VITALE_TIMEOUT: { message: 'Le lecteur de carte Vitale n’a pas fini de transmettre sa lecture.', action: 'Relisez la carte.' },
  VITALE_BUSY: { message: 'Trop de lectures de carte Vitale arrivent à la fois.', action: 'Relisez la carte dans un instant.' },
  VITALE_NOT_DELETED: {
    message: 'La lecture de carte Vitale a été prise, mais son fichier n’a pas pu être effacé.',
    action: 'Effacez-le du dossier d’échange : il contient des données de santé ; vérifiez les droits du dossier.',
  },
  VITALE_FOLDER: {
    message: 'Le dossier d’échange avec le lecteur de carte Vitale n’est pas accessible.',
    action: 'Vérifiez le dossier dans les réglages et ses droits.',
  },
  VITALE_SOCKET: {
    message: 'Le canal d’échange avec le lecteur de carte Vitale n’a pas pu être ouvert.',
    action: 'Fermez l’autre session de Poste Santé, ou changez le canal dans les réglages.',
  },
});

export type VitaleCode = keyof typeof vitaleErrors;
