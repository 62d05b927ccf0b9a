import { fail, type Fail } from '../../shared/errors.ts';
import type { PdfCode } from '../../shared/errors/pdf.ts';

/** What a PDF can be refused for. */
export const pdfError: Fail<PdfCode | 'FILE_TOO_LARGE'> = fail;

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
