/** Words that several screens use. */
export const common = {
  product: 'Poste Santé',
  cancel: 'Annuler',
  cancelling: 'Annulation…',
  close: 'Fermer',
  detail: 'Détail',
  failed: 'Cet écran n’a pas pu s’afficher.',
  failedAction: 'Réessayez, ou ouvrez une autre rubrique ; rien de ce qui est enregistré n’est perdu.',
  loading: 'Chargement…',
  retry: 'Réessayer',
  save: 'Enregistrer',
  none: 'Aucun',
  print: 'Imprimer',
  /** A form that was left is taken up again. */
  resumed: 'Vos saisies sont de nouveau à l’écran.',
  code: 'Code',
  stopWaiting: 'Ne plus attendre',
  unknown: 'inconnu',
  unknownBirth: 'inconnue',
  /** The field that filters a list, and what is said of it. */
  filter: 'Filtrer la liste',
  filtered: (n: number) => (n === 0 ? 'Aucune ligne ne correspond.' : n === 1 ? '1 ligne correspond.' : `${n} lignes correspondent.`),
  filterNone: (typed: string) => `Aucune ligne ne contient « ${typed} ». Échap efface le filtre.`,
  columns: 'Colonnes',
  unsorted: 'Liste dans son ordre habituel.',
  /** Said aloud once a list is sorted. */
  sorted: {
    ascending: (column: string) => `Liste triée par « ${column} », ordre croissant.`,
    descending: (column: string) => `Liste triée par « ${column} », ordre décroissant.`,
  },
} as const;

/** RNIV status of an identity, as the badge says it. */
export const identityStatusWords = {
  PROV: 'Identité provisoire',
  VALI: 'Identité validée',
  RECUP: 'Identité récupérée',
  QUAL: 'Identité qualifiée',
} as const;

/** Nature of a matricule INS. */
export const insKindWords: Readonly<Record<string, string>> = {
  NIR: 'NIR',
  NIA: 'NIA',
  'NIR-TEST': 'NIR de test',
  'NIR-DEMO': 'NIR de démonstration',
};

/**
 * Who gave something, to follow « reçu »: a file or a system by its name, a datamatrix. The day that some names end
 * with (`HOPITAL (20/11/2026)`) stays out of the quotes. Null: nobody said who.
 */
export function givenBy(sender: string | null): string {
  if (sender === null) return 'de l’extérieur';
  if (sender === 'Datamatrix') return 'd’un datamatrix';
  const [, name = sender, day = ''] = /^(.+?)( \(\d{2}\/\d{2}\/\d{4}\))?$/s.exec(sender) ?? [];
  return `${/\.(csv|txt)$/i.test(name) ? `du fichier ${name}` : `de « ${name} »`}${day}`;
}

/** State of one send. */
export const sendStateWords = {
  held: 'Retenu',
  scheduled: 'Programmé',
  'waiting-card': 'Attend la carte',
  'waiting-mss': 'Attend la connexion MSSanté',
  queued: 'En file',
  sending: 'Envoi en cours',
  unknown: 'Issue à vérifier',
  sent: 'Envoyé',
  'considered-sent': 'Considéré comme parti',
  delivered: 'Remis',
  read: 'Lu',
  failed: 'Échec',
  cancelled: 'Annulé',
} as const;

/** Visibility in Mon espace santé. */
export const visibilityWords = {
  visible: 'Visible',
  'invisible-patient': 'Invisible au patient',
  'invisible-representatives': 'Invisible aux représentants',
  masked: 'Masqué aux PS',
  'professionals-only': 'Professionnels seuls',
} as const;

/** Channels of a send. */
export const channelWords = { dmp: 'DMP', mss: 'MSSanté' } as const;
