import type { LightCause } from '../../shared/contract/services.ts';

/** Words of the frame: rail, top bar, palette. */
export const frameText = {
  rail: 'Rubriques',
  collapse: 'Réduire le menu',
  expand: 'Déplier le menu',
  skip: 'Aller au contenu',
  search: 'Patient, document, commande',
  searchOpen: 'Chercher un patient, un document ou une commande',
  services: 'Services nationaux',
  light: { up: 'disponible', down: 'indisponible', unknown: 'non vérifié', off: 'non configuré' },
  /** A light under its service's name: `short` in the top bar, then what it means and what the user can do. */
  causes: {
    dns: {
      short: 'réseau',
      title: 'Adresse du service introuvable',
      meaning: 'Le nom du service n’est pas trouvé : ce poste n’a sans doute plus accès à Internet.',
      action:
        'Vérifiez le câble ou le Wi-Fi, puis la connexion à Internet. Si le reste d’Internet répond, faites vérifier la résolution des noms (DNS).',
    },
    tcp: {
      short: 'injoignable',
      title: 'Service injoignable',
      meaning: 'Personne ne prend la connexion : le service est arrêté, ou un pare-feu la bloque.',
      action: 'Recommencez dans quelques minutes. Si d’autres postes y arrivent, faites vérifier le pare-feu.',
    },
    tls: {
      short: 'non sûr',
      title: 'Connexion sécurisée impossible',
      meaning:
        'Le certificat du service n’est pas reconnu, a expiré, est révoqué ou porte un autre nom, ou bien le serveur ne répond pas en TLS. Rien n’a été envoyé.',
      action: 'Vérifiez la date et l’heure du poste. Si elles sont justes, n’insistez pas : transmettez le détail au support.',
    },
    authentication: {
      short: 'refusé',
      title: 'Accès refusé',
      meaning: 'Le service est là, mais il refuse la carte, l’assertion ou la connexion Pro Santé Connect présentée.',
      action:
        'Vérifiez la validité de votre carte ; pour MSSanté, reconnectez-vous par Pro Santé Connect. Sinon, transmettez le détail au support.',
    },
    service: {
      short: 'en panne',
      title: 'Service en panne',
      meaning: 'La connexion est faite, mais le service répond par une erreur ou ne répond pas.',
      action: 'Rien à faire sur ce poste : continuez, vos envois attendent et repartiront d’eux-mêmes.',
    },
  } satisfies Record<LightCause, { readonly short: string; readonly title: string; readonly meaning: string; readonly action: string }>,
  lightNotes: {
    up: 'Le service répond.',
    unknown: 'Il est vérifié à l’ouverture de la session, puis régulièrement.',
    off: 'Ce service n’est pas configuré sur ce poste : demandez son adresse à votre éditeur ou à votre administrateur.',
  },
  checkedAt: (moment: string) => `Vérifié ${moment}`,
  neverChecked: 'Pas encore vérifié',
  checkNow: 'Vérifier maintenant',
  checking: 'Vérification en cours…',
  undo: {
    label: 'Dernière action',
    said: (done: string) => `${done}. Ctrl Z l’annule.`,
    becomes: (becomes: string, seconds: number) => (seconds === 0 ? `${becomes}…` : `${becomes} dans ${seconds} s`),
    left: (seconds: number) => `encore ${seconds} s`,
  },
  closing: {
    title: (documents: number) => (documents === 1 ? 'Un document va partir' : `${documents} documents vont partir`),
    why: 'L’envoi part de lui-même dans quelques secondes : fermez ensuite. Fermé avant, il partira à votre prochaine session sur ce poste.',
    undo: (documents: number) => (documents === 1 ? 'Annuler l’envoi' : 'Annuler les envois'),
    stay: 'Laisser partir',
  },
  card: 'Session ouverte',
  palette: {
    title: 'Chercher',
    label: 'Patient, document ou commande',
    patients: 'Patients',
    documents: 'Documents',
    commands: 'Commandes',
    empty: 'Rien ne correspond. Essayez un nom de naissance ou une date jj/mm/aaaa.',
  },
  commands: {
    undo: (done: string) => `Annuler : ${done}`,
    tab: (title: string) => `Onglet ${title} du dossier`,
    lock: 'Verrouiller la session',
    services: 'Vérifier les services nationaux',
    mss: 'Connecter MSSanté',
  },
} as const;
