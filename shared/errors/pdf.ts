import { defineErrors } from './define.ts';

/** What a PDF can be refused for. */
export const pdfErrors = defineErrors({
  PDF_EMPTY: { message: 'Le fichier est vide.', action: 'Exportez de nouveau le document puis ajoutez-le.' },
  PDF_INVALID: { message: 'Ce fichier n’est pas un PDF lisible.', action: 'Exportez de nouveau le document en PDF/A, puis ajoutez-le.' },
  PDF_ENCRYPTED: {
    message: 'Ce PDF est protégé par un mot de passe ou par des restrictions.',
    action: 'Exportez le document sans protection, puis ajoutez-le.',
  },
  PDF_ACTIVE: {
    message: 'Ce PDF contient {what} : il ne peut pas être envoyé.',
    action: 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.',
  },
  PDF_ATTACHMENT: {
    message: 'Ce PDF contient {what} : son destinataire pourrait ne pas tout voir.',
    action: 'Enregistrez à part ce qui est joint, puis imprimez le document en PDF et ajoutez cette copie.',
  },
  PDF_HIDDEN: {
    message: 'Ce PDF contient {what} : son lecteur pourrait ne pas tout voir.',
    action: 'Affichez-y tout ce qui est caché, imprimez-le en PDF, vérifiez-le, puis ajoutez cette copie.',
  },
  PDF_TOO_SLOW: {
    message: 'Ce PDF est trop long à ouvrir.',
    action: 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.',
  },
  PDF_TOO_HEAVY: {
    message: 'Ce PDF demande trop de mémoire pour être ouvert.',
    action: 'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.',
  },
  PDF_LOST: {
    message: 'Le contrôle de ce PDF s’est arrêté deux fois avant sa fin.',
    action: 'Recommencez ; si cela se répète, imprimez-le en PDF et ajoutez cette copie.',
  },
  READING_TOO_SLOW: {
    message: 'Une page de ce document est trop longue à lire : ce qu’elle dit n’est pas proposé.',
    action: 'Saisissez vous-même le titre, la date et le type, et vérifiez que c’est le bon dossier.',
  },
  READING_TOO_HEAVY: {
    message: 'Une page de ce document demande trop de mémoire pour être lue : ce qu’elle dit n’est pas proposé.',
    action: 'Saisissez vous-même le titre, la date et le type, et vérifiez que c’est le bon dossier.',
  },
  READING_LOST: {
    message: 'La lecture d’une page de ce document s’est arrêtée deux fois avant sa fin.',
    action: 'Saisissez vous-même le titre, la date et le type, et vérifiez que c’est le bon dossier.',
  },
  READING_IMPOSSIBLE: {
    message: 'Une page de ce document ne peut pas être lue : ce qu’elle dit n’est pas proposé.',
    action: 'Saisissez vous-même le titre, la date et le type, et vérifiez que c’est le bon dossier.',
  },
  PDF_TOO_LONG: {
    message: 'Ce PDF compte {pages} pages ; la limite est de {limit}.',
    action: 'Découpez-le en plusieurs documents, puis ajoutez-les.',
  },
  PDF_PAGE_COUNT: {
    message: 'Ce PDF annonce {said} page(s) et en contient {found} : une partie pourrait rester cachée à son lecteur.',
    action: 'Imprimez-le en PDF ou exportez-le de nouveau, vérifiez-le, puis ajoutez cette copie.',
  },
});

export type PdfCode = keyof typeof pdfErrors;
