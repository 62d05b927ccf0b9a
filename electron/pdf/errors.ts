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
    'Ce PDF contient un script ou une action automatique : il ne peut pas être envoyé.',
    'Imprimez-le en PDF ou exportez-le de nouveau en PDF/A, puis ajoutez cette copie.',
  ],
  PDF_TOO_LONG: ['Ce PDF compte {pages} pages ; la limite est de {limit}.', 'Découpez-le en plusieurs documents, puis ajoutez-les.'],
  PDF_PAGE_COUNT: [
    'Ce PDF annonce {said} page(s) et en contient {found} : une partie pourrait rester cachée à son lecteur.',
    'Imprimez-le en PDF ou exportez-le de nouveau, vérifiez-le, puis ajoutez cette copie.',
  ],
  FILE_TOO_LARGE: ['Ce fichier pèse {size} Mo ; la limite est de {limit} Mo.', 'Réduisez-le (résolution des images), puis ajoutez-le.'],
});
