/** Words of the reader of PDFs. */
export const readerText = {
  preview: (title: string) => `Aperçu de ${title}`,
  loading: 'Ouverture du PDF…',
  again: 'Réessayer',
  tools: (title: string) => `Lecture de ${title}`,
  page: (n: number, of: number) => `Page ${n} sur ${of}`,
  pageField: (of: number) => `Page, de 1 à ${of}`,
  pageWord: 'page',
  of: (n: number) => `/ ${n}`,
  previousPage: 'Page précédente',
  nextPage: 'Page suivante',
  zoomOut: 'Réduire',
  zoomIn: 'Agrandir',
  percent: (factor: number) => `${Math.round(factor * 100)} %`,
  zoomReset: (percent: string) => `${percent}, revenir à 100 %`,
  fitWidth: 'Ajuster à la largeur',
  fitPage: 'Ajuster à la page entière',
  search: 'Chercher dans le texte',
  print: 'Imprimer',
  beside: 'Ouvrir à côté',
  besideNone: 'Ouvrir à côté : aucun autre document',
  besideClose: 'Fermer ce document',
  full: 'Pleine hauteur',
  leaveFull: 'Quitter la pleine hauteur',
  fullLabel: 'Lecture en pleine hauteur',
  previous: 'Document précédent',
  next: 'Document suivant',
  searchField: 'Chercher dans ce document',
  searchClose: 'Fermer la recherche',
  searchNext: 'Résultat suivant',
  searchPrevious: 'Résultat précédent',
  found: (at: number, of: number) => `${at} sur ${of}`,
  foundNone: 'Aucun résultat',
  reading: (n: number, of: number) => `page ${n} sur ${of} lue`,
  /** The one that is looked at is the page of a scan. */
  onImage: 'lu sur cette page scannée, sans y être surligné',
  unread: (n: number, of: number) =>
    n === of
      ? 'Ce document est une image : son texte ne peut pas être cherché ici.'
      : n === 1
        ? '1 page est une image, sans texte à chercher.'
        : `${n} pages sont des images, sans texte à chercher.`,
  pageFailed: (n: number) => `La page ${n} n’a pas pu être dessinée. Les autres restent lisibles.`,
  printReady: 'Document à imprimer',
  printing: (n: number, of: number) => `Préparation de l’impression : page ${n} sur ${of}`,
  errors: {
    damaged: {
      code: 'PREVIEW_DAMAGED',
      message: 'Ce PDF est abîmé ou incomplet : il ne peut pas être affiché.',
      action: 'Le document n’est pas modifié ; demandez un nouvel exemplaire à son auteur.',
    },
    locked: {
      code: 'PREVIEW_LOCKED',
      message: 'Ce PDF est protégé par un mot de passe : il ne peut pas être affiché.',
      action: 'Demandez un exemplaire sans mot de passe à son auteur.',
    },
    lost: {
      code: 'PREVIEW_LOST',
      message: 'Le PDF n’a pas pu être lu sur ce poste.',
      action: 'Réessayez ; le document n’est pas modifié.',
    },
    failed: {
      code: 'PREVIEW_FAILED',
      message: 'L’aperçu de ce PDF n’a pas pu être affiché.',
      action: 'Le document n’est pas modifié ; ouvrez-le de nouveau ou vérifiez-le dans un lecteur de PDF.',
    },
  },
} as const;
