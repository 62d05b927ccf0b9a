import { defineErrors } from './define.ts';

const RESCAN = 'Scannez de nouveau ; si l’erreur se répète, saisissez les traits d’après la pièce d’identité.';

/** What a datamatrix to read, or a paper to print, can be refused for. */
export const datamatrixErrors = defineErrors({
  IMAGE_FORMAT: {
    message: 'Cette image n’est ni un PNG ni un JPEG lisible.',
    action: 'Enregistrez-la en PNG ou en JPEG, ou ajoutez le PDF.',
  },
  IMAGE_TOO_LARGE: {
    message: 'Cette image est trop grande pour y chercher un datamatrix.',
    action: 'Recadrez-la sur le symbole, ou numérisez à 300 points par pouce.',
  },
  IMAGE_TIME: {
    message: 'La lecture de cette image a été abandonnée.',
    action: 'Recadrez-la sur le symbole, ou scannez celui-ci avec un lecteur.',
  },
  IMAGE_LOST: {
    message: 'La lecture de cette image s’est arrêtée deux fois avant sa fin.',
    action: 'Recommencez ; si cela se répète, recadrez-la sur le symbole.',
  },
  SYMBOL_NOT_FOUND: {
    message: 'Aucun datamatrix n’a été trouvé.',
    action: 'Recadrez l’image sur le symbole « INS à scanner », nette et de face, ou saisissez les traits.',
  },
  SYMBOL_SEVERAL: { message: 'Cette page porte les datamatrix INS de plusieurs personnes.', action: 'Recadrez l’image sur le symbole.' },
  PRINT_SPACE: { message: 'L’identité ne tient pas dans l’espace prévu.', action: 'Choisissez un format d’étiquette plus grand.' },
  PRINT_CHARACTER: {
    message: 'Le caractère « {character} » ne peut pas être imprimé.',
    action: 'Corrigez ce trait dans le dossier, puis imprimez de nouveau.',
  },
  PRINT_LAYOUT: { message: 'Ce format d’étiquettes ne tient pas sur la page.', action: 'Corrigez le format dans les réglages.' },
  STAMP_PDF: {
    message: 'Le bloc d’identité ne peut pas être posé sur ce PDF.',
    action: 'Exportez de nouveau le document sans protection ni signature, puis recommencez.',
  },
  DATAMATRIX_EMPTY: { message: 'Rien n’a été lu.', action: RESCAN },
  DATAMATRIX_TOO_LONG: { message: 'Ce code est trop long pour être un datamatrix INS.', action: RESCAN },
  DATAMATRIX_NOT_INS: { message: 'Ce code n’est pas un datamatrix INS.', action: 'Scannez le symbole légendé « INS à scanner ».' },
  DATAMATRIX_VERSION: {
    message: 'Ce datamatrix INS est d’une version que ce logiciel ne connaît pas.',
    action: 'Saisissez les traits d’après la pièce d’identité, et prévenez votre éditeur.',
  },
  DATAMATRIX_CONTROL: { message: 'Ce code contient un caractère de contrôle interdit.', action: RESCAN },
  DATAMATRIX_BLOCK: { message: 'Ce datamatrix INS contient un bloc inconnu ou mal placé.', action: RESCAN },
  DATAMATRIX_DUPLICATE: {
    message: 'Ce datamatrix INS donne deux fois : {label}.',
    action: 'Ne vous y fiez pas : saisissez les traits d’après la pièce d’identité.',
  },
  DATAMATRIX_MISSING: { message: 'Il manque à ce datamatrix INS : {label}.', action: RESCAN },
  DATAMATRIX_LENGTH: { message: 'Ce datamatrix INS est mal formé : longueur de {label}.', action: RESCAN },
  DATAMATRIX_VALUE: { message: 'Ce datamatrix INS est mal formé : {label}.', action: RESCAN },
  DATAMATRIX_SEPARATOR: {
    message: 'Le lecteur n’a pas transmis le séparateur du datamatrix INS.',
    action: 'Réglez le lecteur pour qu’il envoie le caractère GS (code 29) ou le texte « <GS> », puis scannez de nouveau.',
  },
  DATAMATRIX_OID: {
    message: 'La nature du matricule de ce datamatrix est inconnue.',
    action: 'Ne vous y fiez pas : interrogez INSi avec les traits.',
  },
  DATAMATRIX_OID_TEST: {
    message: 'Ce datamatrix porte un matricule de test.',
    action: 'Il n’est accepté que dans un environnement de test.',
  },
  DATAMATRIX_NOT_QUALIFIED: {
    message: 'Le datamatrix INS n’est imprimé que pour une identité qualifiée.',
    action: 'Qualifiez l’identité (INSi et pièce d’identité), puis imprimez de nouveau.',
  },
  DATAMATRIX_KEY: {
    message: 'La clé du matricule est fausse : il ne peut pas être imprimé.',
    action: 'Interrogez de nouveau INSi dans ce dossier.',
  },
  DATAMATRIX_TRAIT: {
    message: 'Ce trait ne peut pas être écrit dans un datamatrix INS : {label}.',
    action: 'Interrogez de nouveau INSi dans ce dossier.',
  },
  SCAN_SCRAMBLED: {
    message: 'Le lecteur n’est pas réglé pour un clavier français : ce qu’il tape ne peut pas être lu.',
    action: 'Réglez le lecteur sur « clavier français (AZERTY) » avec les codes de sa notice, puis scannez de nouveau.',
  },
});

export type DatamatrixCode = keyof typeof datamatrixErrors;
