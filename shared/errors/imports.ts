import { defineErrors } from './define.ts';

/** What refuses a file of patients, one of its lines, or an import as a whole. */
export const importsErrors = defineErrors({
  IMPORT_ENCODING_AMBIGUOUS: {
    message: 'L’encodage du fichier n’est pas certain : {readings}.',
    action: 'Choisissez l’encodage qui donne les bons noms, ou enregistrez le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »).',
  },
  IMPORT_ENCODING_UNKNOWN: {
    message: 'L’encodage du fichier ne se reconnaît pas : les lettres accentuées seraient fausses.',
    action: 'Enregistrez le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »).',
  },
  IMPORT_ENCODING_LINE: {
    message: 'Les lettres accentuées de cette ligne ne se lisent pas : elle n’est pas dans l’encodage du reste du fichier.',
    action: 'Enregistrez tout le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »), puis recommencez.',
  },
  IMPORT_LINE_ENDS: {
    message: 'Les lignes de ce fichier ne se distinguent pas : elles finissent comme sur un ancien Macintosh.',
    action: 'Enregistrez-le de nouveau en CSV depuis un tableur.',
  },
  IMPORT_NO_HEADING: {
    message: 'La première ligne du fichier ne donne pas les noms des colonnes : elle porte une date.',
    action: 'Ajoutez en tête une ligne de noms de colonnes.',
  },
  IMPORT_TOO_MANY_COLUMNS: { message: 'Le fichier compte plus de {max} colonnes.', action: 'N’y laissez que celles des patients.' },
  IMPORT_EMPTY: { message: 'Le fichier est vide.', action: 'Choisissez un autre fichier.' },
  IMPORT_HEADER: { message: 'La première ligne n’a pas de colonne n° {column}.', action: 'Choisissez de nouveau les colonnes.' },
  IMPORT_COLUMN_TWICE: { message: 'La colonne « {column} » est choisie deux fois.', action: 'Donnez à chaque champ sa propre colonne.' },
  IMPORT_MAPPING: { message: 'Aucune colonne ne donne {field}.', action: 'Indiquez la colonne qui le donne.' },
  IMPORT_COLUMNS: {
    message: 'Nombre de colonnes de cette ligne : {found} au lieu de {expected}.',
    action: 'Vérifiez le séparateur et les guillemets de cette ligne.',
  },
  IMPORT_QUOTES: {
    message: 'Les guillemets de cette ligne sont mal placés ou mal fermés.',
    action: 'Corrigez-la ; les lignes suivantes ont été lues à part.',
  },
  IMPORT_RECORD_TOO_LARGE: { message: 'Cette ligne est démesurée.', action: 'Vérifiez qu’un guillemet ouvert y est bien refermé.' },
  IMPORT_NAME_GARBLED: {
    message: 'Un logiciel a mal lu ce nom avant d’écrire le fichier : « {name} ? »',
    action: 'Faites de nouveau l’export en UTF-8, ou corrigez ce nom à la source.',
  },
  IMPORT_NAME_LOST_LETTER: {
    message: 'Une lettre de ce nom est perdue : un logiciel l’a remplacée par « \uFFFD ».',
    action: 'Faites de nouveau l’export en UTF-8, ou corrigez ce nom à la source.',
  },
  IMPORT_CONTROL_CHARACTER: {
    message: 'Un caractère de contrôle ({character}) se trouve dans cette valeur.',
    action: 'Retirez-le à la source, puis recommencez.',
  },
  IMPORT_TOO_LONG: { message: 'Cette valeur dépasse {max} caractères.', action: 'Corrigez-la à la source, puis recommencez.' },
  IMPORT_SEX: { message: 'Le sexe n’est ni M, ni F, ni indéterminé (I).', action: 'Corrigez-le à la source.' },
  IMPORT_DATE: { message: '{why}', action: 'Corrigez la date à la source.' },
  IMPORT_ENCODING_UTF16: {
    message: 'Le fichier est en UTF-16.',
    action: 'Demandez-le en UTF-8 : les messages HL7 ne s’échangent pas en UTF-16.',
  },
  HL7_TRUNCATED: {
    message: 'Le dernier message n’est pas terminé : le fichier est coupé.',
    action: 'Les messages complets ont été lus ; demandez un fichier entier.',
  },
  HL7_GARBAGE: { message: 'Ces données ne forment pas un message HL7.', action: 'Vérifiez que le fichier contient des messages HL7 v2.' },
  HL7_TOO_LARGE: { message: 'Ce message dépasse 1 Mio.', action: 'Vérifiez le fichier : un message d’admission est bien plus court.' },
  HL7_HEADER: { message: 'L’en-tête du message (MSH) n’est pas lisible.', action: 'Faites corriger le message par son émetteur.' },
  HL7_CHARSET: {
    message: 'L’encodage du message n’est pas déclaré, ou n’est pas celui de ses lettres.',
    action: 'Faites renseigner MSH-18 (UNICODE UTF-8, 8859/1, 8859/15), ou indiquez l’encodage du flux.',
  },
  HL7_ESCAPE: {
    message: 'Une séquence d’échappement HL7 n’est pas admise dans cette valeur.',
    action: 'Faites corriger le message par son émetteur.',
  },
  HL7_SEGMENT: { message: '{why}', action: 'Faites corriger le message par son émetteur.' },
  HL7_TWO_PEOPLE: {
    message: 'Le message porte deux patients (segment PID répété).',
    action: 'Faites-le envoyer en un message par patient.',
  },
  HL7_NULL_TRAIT: {
    message: 'Le message demande d’effacer un trait d’identité strict (« "" »).',
    action: 'Un tel trait se corrige, il ne s’efface pas : faites corriger le message par son émetteur.',
  },
  HL7_BIRTH_NAME: {
    message: 'Le message ne donne pas un seul nom de naissance (PID-5 de type L).',
    action: 'Faites corriger le message par son émetteur.',
  },
  HL7_FIRST_NAMES: { message: 'Prénoms mal placés : {why}.', action: '{fix}' },
  HL7_BIRTH_PLACE: { message: 'Le message donne plusieurs lieux de naissance.', action: 'Faites corriger PID-11 par l’émetteur.' },
  HL7_TIME: { message: 'Une date du séjour n’existe pas.', action: 'Faites corriger le message par son émetteur.' },
  HL7_IPP: {
    message: 'Le message ne donne pas un seul numéro de patient (IPP).',
    action: 'Vérifiez l’autorité d’affectation attendue, ou faites corriger PID-3.',
  },
  HL7_MERGE: { message: 'Le message de fusion n’a pas été pris : {why}.', action: 'Faites corriger le message par son émetteur.' },
  IMPORT_UNKNOWN: {
    message: 'Cet import n’existe pas ou n’est plus en cours.',
    action: 'Choisissez de nouveau le fichier : ce qui a déjà été pris ne le sera pas deux fois.',
  },
  IMPORT_BUSY: {
    message: 'Le morceau précédent du fichier n’est pas encore pris.',
    action: 'Attendez la réponse avant d’envoyer la suite.',
  },
  IMPORT_FILE_TOO_LARGE: { message: 'Ce fichier dépasse {max}.', action: 'Coupez-le en plusieurs fichiers : chacun s’importe à part.' },
  IMPORT_OVERRUN: {
    message: 'Le fichier a changé pendant sa lecture.',
    action: 'Choisissez-le de nouveau une fois qu’il n’est plus écrit par un autre logiciel.',
  },
  IMPORT_OTHER_FILE: {
    message: 'Le début de ce fichier n’est plus celui qui avait été importé.',
    action: 'Choisissez-le de nouveau : il sera pris depuis le début.',
  },
  IMPORT_INCOMPLETE: {
    message: 'Le fichier n’a pas été donné en entier.',
    action: 'Choisissez de nouveau le fichier : l’import reprendra où il s’est arrêté.',
  },
  IMPORT_ABRUPT: {
    message: 'L’import s’est arrêté sur une erreur.',
    action: 'Recommencez ; si elle se répète, transmettez le code au support.',
  },
  IMPORT_CONTRADICTION: {
    message: 'Ce dossier existe avec d’autres traits et une identité déjà vérifiée : il n’a pas été modifié.',
    action: 'Comparez les deux identités dans « À traiter », d’après une pièce d’identité.',
  },
  IMPORT_NUMBER_REUSED: {
    message: 'Ce numéro de patient est celui d’une autre personne : son dossier n’a pas été modifié.',
    action: 'Comparez les deux identités dans « À traiter », et faites vérifier le numéro par l’émetteur.',
  },
  IMPORT_FOREIGN_CORRECTION: {
    message: 'Un autre système donne un trait différent à ce dossier : il n’a pas été modifié.',
    action: 'Comparez les deux identités dans « À traiter » : seul votre domaine d’identification corrige un dossier.',
  },
  IMPORT_NUMBER_TWICE: {
    message: 'Le même numéro désigne dans ce fichier deux personnes différentes, aux lignes {lines} : aucune n’a été prise.',
    action: 'Corrigez le numéro à la source, puis donnez de nouveau ces lignes.',
  },
  IMPORT_SAME_INS: {
    message: 'Un autre dossier porte ce matricule INS avec d’autres traits : il n’a pas été modifié.',
    action: 'Comparez les deux identités dans « À traiter », et interrogez INSi.',
  },
  IMPORT_FOREIGN_STATUS: {
    message: 'Un autre système dit cette identité douteuse ou fictive : votre dossier n’a pas été modifié.',
    action: 'Contrôlez une pièce d’identité : seul votre domaine d’identification abaisse une identité.',
  },
  IMPORT_OTHER_INS: {
    message: 'Ce dossier porte déjà un autre matricule INS : il n’a pas été modifié.',
    action: 'Comparez les deux identités dans « À traiter », et interrogez INSi.',
  },
  IMPORT_INS_TAKEN: {
    message: 'Un autre dossier porte déjà ce matricule INS.',
    action: 'Ouvrez « À traiter » : fusionnez les deux dossiers s’il s’agit de la même personne.',
  },
  IMPORT_AMBIGUOUS: {
    message: 'Plusieurs dossiers portent ces traits : rien ne dit lequel.',
    action: 'Donnez l’IPP dans le fichier, ou traitez cette ligne à la main.',
  },
  IMPORT_VISIT: { message: 'Le message ne donne pas de numéro de séjour.', action: 'Faites renseigner PV1-19 par l’émetteur.' },
  IMPORT_VISIT_OTHER: {
    message: 'Ce séjour est celui d’un autre patient.',
    action: 'Comparez les deux dossiers dans « À traiter », et faites corriger le message par l’émetteur.',
  },
  IMPORT_STAY_UNKNOWN: {
    message: 'Ce séjour n’est pas connu : il n’y a rien à annuler.',
    action: 'Vérifiez que les messages sont dans l’ordre.',
  },
  IMPORT_IPP: { message: 'L’IPP manque.', action: 'Faites renseigner l’IPP par l’émetteur.' },
  IMPORT_MERGE_UNKNOWN: {
    message: 'Aucun des deux numéros à fusionner n’est connu.',
    action: 'Vérifiez que les messages sont dans l’ordre.',
  },
  IMPORT_MERGE_REFUSED: {
    message: 'Cette fusion n’a pas été faite d’elle-même.',
    action: 'Comparez les deux dossiers dans « À traiter », puis fusionnez-les si c’est la même personne.',
  },
});

export type ImportsCode = keyof typeof importsErrors;
