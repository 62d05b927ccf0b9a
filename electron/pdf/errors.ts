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
    'Ce PDF contient {what} : son destinataire pourrait ne pas tout voir.',
    'Enregistrez à part ce qui est joint, puis imprimez le document en PDF et ajoutez cette copie.',
  ],
  PDF_HIDDEN: [
    'Ce PDF contient {what} : son lecteur pourrait ne pas tout voir.',
    'Affichez-y tout ce qui est caché, imprimez-le en PDF, vérifiez-le, puis ajoutez cette copie.',
  ],
  PDF_TOO_SLOW: ['Ce PDF est trop long à ouvrir.', 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.'],
  PDF_TOO_HEAVY: ['Ce PDF demande trop de mémoire pour être ouvert.', 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.'],
  PDF_LOST: ['Le contrôle de ce PDF s’est arrêté deux fois avant sa fin.', 'Recommencez ; si cela se répète, imprimez-le en PDF et ajoutez cette copie.'],
  PDF_TOO_LONG: ['Ce PDF compte {pages} pages ; la limite est de {limit}.', 'Découpez-le en plusieurs documents, puis ajoutez-les.'],
  PDF_PAGE_COUNT: [
    'Ce PDF annonce {said} page(s) et en contient {found} : une partie pourrait rester cachée à son lecteur.',
    'Imprimez-le en PDF ou exportez-le de nouveau, vérifiez-le, puis ajoutez cette copie.',
  ],
  FILE_TOO_LARGE: ['Ce fichier pèse {size} Mo ; la limite est de {limit} Mo.', 'Réduisez-le (résolution des images), puis ajoutez-le.'],
});

/** What the names found in a PDF mean for its reader, in the sentences of PDF_ACTIVE, PDF_ATTACHMENT and PDF_HIDDEN. */
export const REFUSED = {
  '3D': 'un objet en trois dimensions',
  AA: 'une action automatique',
  Annot: 'une annotation masquée',
  Collection: 'un porte-documents',
  EmbeddedFiles: 'des fichiers joints',
  F: 'un renvoi à un autre fichier',
  FileAttachment: 'un fichier joint à une page',
  GoTo3DView: 'une action sur un objet en trois dimensions',
  GoToDp: 'une action sur une partie du document',
  GoToE: 'l’ouverture d’un fichier joint',
  GoToR: 'l’ouverture d’un autre fichier',
  Hide: 'une action qui montre ou cache une annotation',
  ImportData: 'l’importation de données',
  JavaScript: 'un script',
  Launch: 'le lancement d’un programme',
  Movie: 'une vidéo',
  Named: 'une commande donnée au lecteur de PDF',
  OCG: 'un calque caché selon l’usage',
  OCMD: 'un contenu qui dépend de calques cachés',
  OCProperties: 'des calques cachés',
  OpenAction: 'une action à l’ouverture',
  PA: 'une seconde adresse derrière un lien',
  Print: 'une impression automatique',
  Ref: 'une page d’un autre fichier',
  Rendition: 'un son ou une vidéo',
  ResetForm: 'l’effacement d’un formulaire',
  RichMedia: 'un contenu multimédia',
  RichMediaContent: 'les fichiers d’un contenu multimédia',
  RichMediaExecute: 'une commande à un contenu multimédia',
  RichMediaSettings: 'les réglages d’un contenu multimédia',
  SaveAs: 'un enregistrement automatique',
  Scheme: 'un lien vers autre chose qu’un site ou une adresse électronique',
  Screen: 'un écran de lecture multimédia',
  SetOCGState: 'une action qui montre ou cache un calque',
  Sound: 'un son',
  SubmitForm: 'l’envoi d’un formulaire',
  Thread: 'un article d’un autre fichier',
  URI: 'une adresse ouverte sans votre accord',
  XFA: 'un formulaire dynamique',
} as const satisfies Readonly<Record<string, string>>;

export type RefusedName = keyof typeof REFUSED;

/** Every name of {@link REFUSED}. */
export const REFUSED_NAMES = Object.keys(REFUSED).filter((name): name is RefusedName => name in REFUSED);
