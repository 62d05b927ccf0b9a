import { errorFactory } from '../../../shared/errors.ts';

/** What refuses a line, or an import as a whole. */
export const importError = errorFactory({
  IMPORT_UNKNOWN: ['Cet import n’existe pas ou n’est plus en cours.', 'Choisissez de nouveau le fichier : ce qui a déjà été pris ne le sera pas deux fois.'],
  IMPORT_BUSY: ['Le morceau précédent du fichier n’est pas encore pris.', 'Attendez la réponse avant d’envoyer la suite.'],
  IMPORT_FILE_TOO_LARGE: ['Ce fichier dépasse {max}.', 'Coupez-le en plusieurs fichiers : chacun s’importe à part.'],
  IMPORT_OVERRUN: ['Le fichier a changé pendant sa lecture.', 'Choisissez-le de nouveau une fois qu’il n’est plus écrit par un autre logiciel.'],
  IMPORT_OTHER_FILE: ['Le début de ce fichier n’est plus celui qui avait été importé.', 'Choisissez-le de nouveau : il sera pris depuis le début.'],
  IMPORT_INCOMPLETE: ['Le fichier n’a pas été donné en entier.', 'Choisissez de nouveau le fichier : l’import reprendra où il s’est arrêté.'],
  IMPORT_ABRUPT: ['L’import s’est arrêté sur une erreur.', 'Recommencez ; si elle se répète, transmettez le code au support.'],
  IMPORT_CONTRADICTION: [
    'Ce dossier existe avec d’autres traits et une identité déjà vérifiée : il n’a pas été modifié.',
    'Comparez les deux identités dans « À traiter », d’après une pièce d’identité.',
  ],
  IMPORT_NUMBER_REUSED: [
    'Ce numéro de patient est celui d’une autre personne : son dossier n’a pas été modifié.',
    'Comparez les deux identités dans « À traiter », et faites vérifier le numéro par l’émetteur.',
  ],
  IMPORT_FOREIGN_CORRECTION: [
    'Un autre système donne un trait différent à ce dossier : il n’a pas été modifié.',
    'Comparez les deux identités dans « À traiter » : seul votre domaine d’identification corrige un dossier.',
  ],
  IMPORT_NUMBER_TWICE: [
    'Le même numéro désigne dans ce fichier deux personnes différentes, aux lignes {lines} : aucune n’a été prise.',
    'Corrigez le numéro à la source, puis donnez de nouveau ces lignes.',
  ],
  IMPORT_SAME_INS: [
    'Un autre dossier porte ce matricule INS avec d’autres traits : il n’a pas été modifié.',
    'Comparez les deux identités dans « À traiter », et interrogez INSi.',
  ],
  IMPORT_FOREIGN_STATUS: [
    'Un autre système dit cette identité douteuse ou fictive : votre dossier n’a pas été modifié.',
    'Contrôlez une pièce d’identité : seul votre domaine d’identification abaisse une identité.',
  ],
  IMPORT_OTHER_INS: [
    'Ce dossier porte déjà un autre matricule INS : il n’a pas été modifié.',
    'Comparez les deux identités dans « À traiter », et interrogez INSi.',
  ],
  IMPORT_INS_TAKEN: [
    'Un autre dossier porte déjà ce matricule INS.',
    'Ouvrez « À traiter » : fusionnez les deux dossiers s’il s’agit de la même personne.',
  ],
  IMPORT_AMBIGUOUS: [
    'Plusieurs dossiers portent ces traits : rien ne dit lequel.',
    'Donnez le numéro du patient (IPP) dans le fichier, ou traitez cette ligne à la main.',
  ],
  IMPORT_VISIT: ['Le message ne donne pas de numéro de séjour.', 'Faites renseigner PV1-19 par l’émetteur.'],
  IMPORT_VISIT_OTHER: ['Ce séjour est celui d’un autre patient.', 'Comparez les deux dossiers dans « À traiter », et faites corriger le message par l’émetteur.'],
  IMPORT_STAY_UNKNOWN: ['Ce séjour n’est pas connu : il n’y a rien à annuler.', 'Vérifiez que les messages sont dans l’ordre.'],
  IMPORT_IPP: ['Le numéro du patient (IPP) manque.', 'Faites renseigner l’IPP par l’émetteur.'],
  IMPORT_MERGE_UNKNOWN: ['Aucun des deux numéros à fusionner n’est connu.', 'Vérifiez que les messages sont dans l’ordre.'],
  IMPORT_MERGE_REFUSED: [
    'Cette fusion n’a pas été faite d’elle-même.',
    'Comparez les deux dossiers dans « À traiter », puis fusionnez-les si c’est la même personne.',
  ],
});
