import { errorFactory } from '../../shared/errors.ts';

export const fail = errorFactory({
  IMPORT_ENCODING_AMBIGUOUS: [
    'L’encodage du fichier n’est pas certain : {readings}.',
    'Choisissez l’encodage qui donne les bons noms, ou enregistrez le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »).',
  ],
  IMPORT_ENCODING_UNKNOWN: [
    'L’encodage du fichier ne se reconnaît pas : les lettres accentuées seraient fausses.',
    'Enregistrez le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »).',
  ],
  IMPORT_ENCODING_LINE: [
    'Les lettres accentuées de cette ligne ne se lisent pas : elle n’est pas dans l’encodage du reste du fichier.',
    'Enregistrez tout le fichier en UTF-8 (dans le tableur : « CSV UTF-8 »), puis recommencez.',
  ],
  IMPORT_LINE_ENDS: ['Les lignes de ce fichier ne se distinguent pas : elles finissent comme sur un ancien Macintosh.', 'Enregistrez-le de nouveau en CSV depuis un tableur.'],
  IMPORT_NO_HEADING: ['La première ligne du fichier ne donne pas les noms des colonnes : elle porte une date.', 'Ajoutez en tête une ligne de noms de colonnes.'],
  IMPORT_TOO_MANY_COLUMNS: ['Le fichier compte plus de {max} colonnes.', 'N’y laissez que celles des patients.'],
  IMPORT_EMPTY: ['Le fichier est vide.', 'Choisissez un autre fichier.'],
  IMPORT_HEADER: ['La première ligne n’a pas de colonne n° {column}.', 'Choisissez de nouveau les colonnes.'],
  IMPORT_COLUMN_TWICE: ['La colonne « {column} » est choisie deux fois.', 'Donnez à chaque champ sa propre colonne.'],
  IMPORT_MAPPING: ['Aucune colonne ne donne {field}.', 'Indiquez la colonne qui le donne.'],
  IMPORT_COLUMNS: ['Nombre de colonnes de cette ligne : {found} au lieu de {expected}.', 'Vérifiez le séparateur et les guillemets de cette ligne.'],
  IMPORT_QUOTES: ['Les guillemets de cette ligne sont mal placés ou mal fermés.', 'Corrigez-la ; les lignes suivantes ont été lues à part.'],
  IMPORT_RECORD_TOO_LARGE: ['Cette ligne est démesurée.', 'Vérifiez qu’un guillemet ouvert y est bien refermé.'],
  IMPORT_NAME_GARBLED: [
    'Un logiciel a mal lu ce nom avant d’écrire le fichier : « {name} ? »',
    'Faites de nouveau l’export en UTF-8, ou corrigez ce nom à la source.',
  ],
  IMPORT_NAME_LOST_LETTER: ['Une lettre de ce nom est perdue : un logiciel l’a remplacée par « \uFFFD ».', 'Faites de nouveau l’export en UTF-8, ou corrigez ce nom à la source.'],
  IMPORT_CONTROL_CHARACTER: ['Un caractère de contrôle ({character}) se trouve dans cette valeur.', 'Retirez-le à la source, puis recommencez.'],
  IMPORT_TOO_LONG: ['Cette valeur dépasse {max} caractères.', 'Corrigez-la à la source, puis recommencez.'],
  IMPORT_SEX: ['Le sexe n’est ni M, ni F, ni indéterminé (I).', 'Corrigez-le à la source.'],
  IMPORT_DATE: ['{why}', 'Corrigez la date à la source.'],
  IMPORT_ENCODING_UTF16: ['Le fichier est en UTF-16.', 'Demandez-le en UTF-8 : les messages HL7 ne s’échangent pas en UTF-16.'],
  HL7_TRUNCATED: ['Le dernier message n’est pas terminé : le fichier est coupé.', 'Les messages complets ont été lus ; demandez un fichier entier.'],
  HL7_GARBAGE: ['Ces données ne forment pas un message HL7.', 'Vérifiez que le fichier contient des messages HL7 v2.'],
  HL7_TOO_LARGE: ['Ce message dépasse 1 Mio.', 'Vérifiez le fichier : un message d’admission est bien plus court.'],
  HL7_HEADER: ['L’en-tête du message (MSH) n’est pas lisible.', 'Faites corriger le message par son émetteur.'],
  HL7_CHARSET: ['L’encodage du message n’est pas déclaré, ou n’est pas celui de ses lettres.', 'Faites renseigner MSH-18 (UNICODE UTF-8, 8859/1, 8859/15), ou indiquez l’encodage du flux.'],
  HL7_ESCAPE: ['Une séquence d’échappement HL7 n’est pas admise dans cette valeur.', 'Faites corriger le message par son émetteur.'],
  HL7_SEGMENT: ['{why}', 'Faites corriger le message par son émetteur.'],
  HL7_TWO_PEOPLE: ['Le message porte deux patients (segment PID répété).', 'Faites-le envoyer en un message par patient.'],
  HL7_NULL_TRAIT: ['Le message demande d’effacer un trait d’identité strict (« "" »).', 'Un tel trait se corrige, il ne s’efface pas : faites corriger le message par son émetteur.'],
  HL7_BIRTH_NAME: ['Le message ne donne pas un seul nom de naissance (PID-5 de type L).', 'Faites corriger le message par son émetteur.'],
  HL7_FIRST_NAMES: ['Prénoms mal placés : {why}.', '{fix}'],
  HL7_BIRTH_PLACE: ['Le message donne plusieurs lieux de naissance.', 'Faites corriger PID-11 par l’émetteur.'],
  HL7_TIME: ['Une date du séjour n’existe pas.', 'Faites corriger le message par son émetteur.'],
  HL7_IPP: ['Le message ne donne pas un seul numéro de patient (IPP).', 'Vérifiez l’autorité d’affectation attendue, ou faites corriger PID-3.'],
  HL7_MERGE: ['Le message de fusion n’a pas été pris : {why}.', 'Faites corriger le message par son émetteur.'],
});

/** `Colonne « Sexe » : le sexe n’est ni M, ni F, ni indéterminé (I).` */
export const inWords = (where: string, sentence: string): string => `${where} : ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
