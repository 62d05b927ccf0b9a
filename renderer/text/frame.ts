import type { RoomId } from '../app/routes.ts';

/** Words of the frame: rail, top bar, palette. */
export const frameText = {
  rail: 'Rubriques',
  rooms: { patients: 'Patients', outbox: 'À envoyer', audit: 'Journal', settings: 'Réglages', help: 'Aide' } satisfies Record<RoomId, string>,
  collapse: 'Réduire le menu',
  expand: 'Déplier le menu',
  skip: 'Aller au contenu',
  search: 'Patient, commande',
  searchOpen: 'Chercher un patient ou une commande',
  services: 'Services nationaux',
  attention: (n: number) => (n < 2 ? `${n} envoi demande votre attention` : `${n} envois demandent votre attention`),
  light: { up: 'disponible', down: 'indisponible', unknown: 'non vérifié', off: 'non configuré' },
  lightAction: 'Cliquez pour vérifier maintenant.',
  offReason: 'Ce service n’est pas configuré sur ce poste.',
  card: 'Session ouverte',
  palette: {
    title: 'Chercher',
    label: 'Patient ou commande',
    patients: 'Patients',
    commands: 'Commandes',
    empty: 'Rien ne correspond. Essayez un nom de naissance ou une date jj/mm/aaaa.',
  },
  commands: {
    newPatient: 'Nouveau patient',
    patients: 'Ouvrir la liste des patients',
    outbox: 'Voir les envois',
    audit: 'Ouvrir le journal',
    settings: 'Ouvrir les réglages',
    help: 'Ouvrir l’aide',
    lock: 'Verrouiller la session',
    services: 'Vérifier les services nationaux',
    mss: 'Connecter MSSanté',
  },
} as const;
