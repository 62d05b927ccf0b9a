import type { SessionState } from '../../../shared/contract/session.ts';

/** Words of the card, the session and the second login. */
export const sessionText = {
  title: 'Connexion',
  cardOf: (type: string | null, holder: string | null) => {
    if (type === 'CPE-ANON') return `Carte CPE${holder === null ? '' : ` · ${holder}`}`;
    return `Carte ${type ?? 'CPx'}${holder === null ? '' : ` de ${holder}`}`;
  },
  kinds: {
    CPS: 'Professionnel de santé',
    CPF: 'Professionnel en formation',
    CPE: 'Personnel de la structure',
    'CPE-ANON': 'Personnel de la structure, sans nom : le vôtre est demandé après le code porteur.',
    CPA: 'Personnel autorisé : aucun droit au DMP',
  } satisfies Record<NonNullable<SessionState['card']['type']>, string>,
  /** What a session can never do, by the code of why. */
  limits: { RIGHTS_PROFESSION: 'Identité seule', RIGHTS_NOBODY: 'Identité seule', RIGHTS_SECTION: 'DMP : section manquante' } as Readonly<
    Record<string, string>
  >,
  pin: 'Code porteur',
  once: 'Le code n’est demandé qu’une fois tant que la carte reste dans le lecteur.',
  tries: (n: number) => (n < 2 ? `${n} essai restant.` : `${n} essais restants.`),
  format: 'Le code porteur comporte de 4 à 8 chiffres.',
  open: 'Ouvrir la session',
  opening: 'Vérification du code…',
  demonstration: 'Carte de démonstration : son code est affiché au lancement, dans le terminal.',
  lastTry: 'Je comprends que c’est le dernier essai : un code faux bloque la carte.',
  lastTryTitle: 'Il ne reste qu’un essai',
  lastTryAdvice:
    'En cas de doute, ne saisissez rien : retrouvez le code dans le courrier de votre carte ou débloquez-la avec son code de secours.',
  locked: {
    code: 'PIN_LOCKED',
    message: 'Cette carte est bloquée : trop de codes faux ont été saisis.',
    action:
      'Débloquez-la avec le code de secours reçu par courrier, dans le gestionnaire de cartes de l’ANS, ou demandez une nouvelle carte.',
  },
  expires: (day: string) => `Les certificats de cette carte expirent le ${day} : demandez son renouvellement à l’ANS.`,
  situation: 'Situation d’exercice',
  situationHelp: 'Vos actes de cette session porteront cette activité. Elle sera reprise sur ce poste la prochaine fois.',
  change: 'Changer',
  changeSituation: 'Changer de situation d’exercice',
  choose: 'Choisir cette situation',
  expects: 'La session s’ouvrira avec votre carte.',
  loading: 'Lecture de la carte…',
  lock: 'Verrouiller',
  locksWord: 'verrouillage dans',
  locksIn: (left: string) => `Verrouillage dans ${left} sans activité`,
  ended: {
    removed: 'Session verrouillée : la carte a été retirée.',
    idle: 'Session verrouillée après un temps sans activité.',
    user: 'Session verrouillée.',
    hung: 'Session verrouillée : le lecteur ne répond plus.',
    reset: 'Session verrouillée : une autre application a utilisé la carte. Saisissez à nouveau votre code porteur.',
  } satisfies Record<NonNullable<SessionState['endedBy']>, string>,
  card: {
    'no-module': {
      title: 'Lecture de carte indisponible',
      message: 'Le composant de lecture des cartes n’a pas été trouvé sur ce poste.',
      action: 'Installez la Cryptolib CPS de l’ANS, puis rouvrez l’application.',
    },
    'no-reader': {
      title: 'Aucun lecteur de carte',
      message: 'Aucun lecteur de carte n’est branché.',
      action: 'Branchez le lecteur ; il sera reconnu sans rien faire d’autre.',
    },
    empty: { title: 'Insérez votre carte', message: 'Le lecteur est vide.', action: 'Insérez votre carte CPS, puce vers l’avant.' },
    foreign: {
      title: 'Carte non reconnue',
      message: 'La carte insérée n’est pas une carte de professionnel de santé.',
      action: 'Vérifiez le sens de la carte, ou insérez votre carte CPS.',
    },
    hung: {
      title: 'Le lecteur ne répond plus',
      message: 'La lecture de la carte est bloquée.',
      action: 'Retirez la carte, débranchez puis rebranchez le lecteur.',
    },
  },
  who: {
    title: (structure: string) => `Qui êtes-vous ? · ${structure}`,
    person: 'Votre nom',
    blocked: 'Code bloqué : demandez-en un nouveau',
    code: 'Votre code personnel',
    newCode: 'Nouveau code personnel',
    newCodeHelp: 'Six caractères au moins, que vous seul connaissez.',
    again: 'Nouveau code, encore une fois',
    different: 'Les deux codes diffèrent.',
    enter: 'Entrer',
    leave: 'Annuler',
    reading: 'Lecture des noms…',
    nobody: {
      code: 'PERSON_UNKNOWN',
      message: 'La structure n’a encore déclaré personne pour cette carte.',
      action: 'La personne qui l’administre déclare les noms dans Réglages, « Structure », avec sa propre carte.',
    },
  },
  mss: {
    connect: 'Connecter MSSanté',
    failed: 'MSSanté : reconnecter',
    pending: 'MSSanté : à confirmer',
    open: 'MSSanté connectée',
    mailbox: (mailbox: string | null) =>
      mailbox === null ? 'Connexion Pro Santé Connect ouverte.' : `Boîte ${mailbox}, ouverte par Pro Santé Connect.`,
    why: 'Les messages partent de votre boîte après une connexion Pro Santé Connect. Elle attend votre retour quand la session se verrouille.',
    title: 'Connexion MSSanté par Pro Santé Connect',
    compare: 'Ouvrez l’application e-CPS de votre téléphone et vérifiez qu’elle affiche ces chiffres :',
    without: 'Ouvrez l’application e-CPS de votre téléphone et confirmez la connexion.',
    left: (left: string) => `La demande expire dans ${left}.`,
    background: 'Continuer sans attendre',
    cancel: 'Annuler la connexion',
  },
} as const;
