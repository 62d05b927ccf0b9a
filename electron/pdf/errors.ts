import { errorFactory } from '../../shared/errors.ts';

/** What a PDF can be refused for. */
export const pdfError = errorFactory({
  PDF_EMPTY: ['Le fichier est vide.', 'Exportez de nouveau le document puis ajoutez-le.'],
  PDF_INVALID: ['Ce fichier n’est pas un PDF lisible.', 'Exportez de nouveau le document en PDF/A, puis ajoutez-le.'],
  PDF_ENCRYPTED: [
    'Ce PDF est protégé par un mot de passe ou par des restrictions.',
    'Exportez le document sans protection, puis ajoutez-le.',
  ],
  PDF_ACTIVE: [
    'Ce PDF contient {what} : il ne peut pas être envoyé.',
    'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.',
  ],
  PDF_ATTACHMENT: [
    'Ce PDF porte des fichiers joints, que son destinataire ne verrait pas tous.',
    'Enregistrez-les à part, puis imprimez le document en PDF et ajoutez cette copie.',
  ],
  PDF_HIDDEN: [
    'Ce PDF a des calques qui peuvent rester cachés à son lecteur.',
    'Affichez tous les calques, imprimez-le en PDF, vérifiez-le, puis ajoutez cette copie.',
  ],
  PDF_TOO_SLOW: ['Ce PDF est trop long à ouvrir.', 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.'],
  PDF_TOO_HEAVY: ['Ce PDF demande trop de mémoire pour être ouvert.', 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.'],
  PDF_TOO_LONG: ['Ce PDF compte {pages} pages ; la limite est de {limit}.', 'Découpez-le en plusieurs documents, puis ajoutez-les.'],
  PDF_PAGE_COUNT: [
    'Ce PDF annonce {said} page(s) et en contient {found} : une partie pourrait rester cachée à son lecteur.',
    'Imprimez-le en PDF ou exportez-le de nouveau, vérifiez-le, puis ajoutez cette copie.',
  ],
  FILE_TOO_LARGE: ['Ce fichier pèse {size} Mo ; la limite est de {limit} Mo.', 'Réduisez-le (résolution des images), puis ajoutez-le.'],
});

/** What the names found in a PDF mean for its reader, in the sentence of PDF_ACTIVE. */
export const REFUSED: Readonly<Record<string, string>> = {
  '3D': 'un objet en trois dimensions',
  AA: 'une action automatique',
  F: 'un renvoi à un autre fichier',
  GoTo3DView: 'un objet en trois dimensions',
  GoToDp: 'une action automatique',
  GoToE: 'l’ouverture d’un fichier joint',
  GoToR: 'l’ouverture d’un autre fichier',
  ImportData: 'l’importation de données',
  JavaScript: 'un script',
  Launch: 'le lancement d’un programme',
  Movie: 'une vidéo',
  OpenAction: 'une action à l’ouverture',
  Rendition: 'un son ou une vidéo',
  RichMedia: 'un contenu multimédia',
  RichMediaContent: 'un contenu multimédia',
  RichMediaExecute: 'un contenu multimédia',
  RichMediaSettings: 'un contenu multimédia',
  Screen: 'un son ou une vidéo',
  SetOCGState: 'une action qui montre ou cache une partie du document',
  Sound: 'un son',
  SubmitForm: 'l’envoi d’un formulaire',
  URI: 'une adresse ouverte sans votre accord',
  XFA: 'un formulaire dynamique',
};
