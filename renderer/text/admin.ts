/** Words of the journal, the settings and the help. */
export const auditText = {
  title: 'Journal',
  total: (n: number) => (n < 2 ? `${n} acte` : `${n} actes`),
  verify: 'Vérifier la chaîne',
  verifying: 'Vérification…',
  valid: (n: number, head: string) => `Journal intègre : ${n} actes, tête ${head.slice(0, 16)}…`,
  invalid: { code: 'AUDIT_BROKEN', message: 'La chaîne du journal est rompue.', action: 'Ne modifiez rien et prévenez votre responsable de la sécurité : des lignes ont été changées ou retirées.' },
  empty: 'Aucun acte enregistré.',
  older: 'Afficher les actes précédents',
  columns: { index: 'N°', at: 'Date', label: 'Acte', patient: 'Patient', actor: 'Par', result: 'Résultat' },
  done: 'Abouti',
  notDone: 'Non abouti',
} as const;

export const settingsText = {
  title: 'Réglages',
  appearance: 'Affichage et envois',
  theme: 'Thème',
  themes: { system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
  rail: 'Menu réduit aux icônes',
  undo: 'Délai pour annuler un envoi',
  undoSeconds: (seconds: number) => (seconds === 0 ? 'Aucun' : `${seconds} s`),
  undoHelp: 'Un document validé attend ce délai avant de partir. Avec « Aucun », il part aussitôt.',
  about: 'À propos',
  version: 'Version',
  platform: 'Plateforme',
  profile: 'Environnement',
  profiles: { production: 'Production', sandbox: 'Bac à sable (services simulés)' },
  store: 'Données locales',
  encrypted: 'Base chiffrée',
  plain: 'Base non chiffrée',
  key: 'Protection de la clé',
  keys: { os: 'Trousseau du système', file: 'Fichier de clé du poste' },
  keyFile: 'La clé est dans un fichier lisible par votre seul compte : réservez cette plateforme à la démonstration.',
  path: 'Emplacement',
  endpoints: 'Services',
  service: 'Service',
  address: 'Adresse',
} as const;

export const helpText = {
  title: 'Aide',
  drawer: 'Aide de cet écran',
  all: 'Voir toute l’aide',
} as const;
