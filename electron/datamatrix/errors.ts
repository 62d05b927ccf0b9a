import { errorFactory } from '../../shared/errors.ts';

/** What an image to read, or a paper to print, can be refused for. */
export const symbolError = errorFactory({
  IMAGE_FORMAT: ['Cette image n’est ni un PNG ni un JPEG lisible.', 'Enregistrez-la en PNG ou en JPEG, ou ajoutez le PDF.'],
  IMAGE_TOO_LARGE: ['Cette image est trop grande pour y chercher un datamatrix.', 'Recadrez-la sur le symbole, ou numérisez à 300 points par pouce.'],
  IMAGE_TIME: ['La lecture de cette image a été abandonnée.', 'Recadrez-la sur le symbole, ou scannez celui-ci avec un lecteur.'],
  IMAGE_LOST: ['La lecture de cette image s’est arrêtée deux fois avant sa fin.', 'Recommencez ; si cela se répète, recadrez-la sur le symbole.'],
  SYMBOL_NOT_FOUND: ['Aucun datamatrix n’a été trouvé.', 'Recadrez l’image sur le symbole « INS à scanner », nette et de face, ou saisissez les traits.'],
  SYMBOL_SEVERAL: ['Cette page porte les datamatrix INS de plusieurs personnes.', 'Recadrez l’image sur le symbole du patient.'],
  PRINT_SPACE: ['L’identité ne tient pas dans l’espace prévu.', 'Choisissez un format d’étiquette plus grand.'],
  PRINT_CHARACTER: ['Le caractère « {character} » ne peut pas être imprimé.', 'Corrigez ce trait dans le dossier, puis imprimez de nouveau.'],
  PRINT_LAYOUT: ['Ce format d’étiquettes ne tient pas sur la page.', 'Corrigez le format dans les réglages.'],
  STAMP_PDF: ['Le bloc d’identité ne peut pas être posé sur ce PDF.', 'Exportez de nouveau le document sans protection ni signature, puis recommencez.'],
});
