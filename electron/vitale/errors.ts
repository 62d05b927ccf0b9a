import { errorFactory } from '../../shared/errors.ts';

/** Why a hand-over is refused. `path` is a JSON pointer in it; never a value of it. */
export const vitaleError = errorFactory({
  VITALE_TOO_LARGE: ['La lecture de carte Vitale transmise est trop volumineuse.', 'Relisez la carte ; si l’erreur se répète, prévenez l’éditeur du lecteur.'],
  VITALE_FORMAT: ['La lecture de carte Vitale transmise n’est pas au format attendu.', 'Relisez la carte ; si l’erreur se répète, prévenez l’éditeur du lecteur.'],
  VITALE_VERSION: ['Le lecteur de carte Vitale emploie une version inconnue du format d’échange.', 'Mettez à jour Poste Santé ou le logiciel du lecteur.'],
  VITALE_STALE: ['La lecture de carte Vitale transmise est trop ancienne.', 'Relisez la carte.'],
  VITALE_FUTURE: ['La lecture de carte Vitale transmise porte une heure à venir.', 'Mettez à l’heure l’ordinateur du lecteur et celui-ci, puis relisez la carte.'],
  VITALE_TIMEOUT: ['Le lecteur de carte Vitale n’a pas fini de transmettre sa lecture.', 'Relisez la carte.'],
  VITALE_BUSY: ['Trop de lectures de carte Vitale arrivent à la fois.', 'Relisez la carte dans un instant.'],
  VITALE_NOT_DELETED: [
    'La lecture de carte Vitale a été prise, mais son fichier n’a pas pu être effacé.',
    'Effacez-le du dossier d’échange : il contient des données de santé ; vérifiez les droits du dossier.',
  ],
  VITALE_FOLDER: ['Le dossier d’échange avec le lecteur de carte Vitale n’est pas accessible.', 'Vérifiez le dossier dans les réglages et ses droits.'],
  VITALE_SOCKET: ['Le canal d’échange avec le lecteur de carte Vitale n’a pas pu être ouvert.', 'Fermez l’autre session de Poste Santé, ou changez le canal dans les réglages.'],
});
