import { defineErrors } from './define.ts';
import { doubtActions } from './sending.ts';

/** Everything that can go wrong between a message and the operator's 250, and what keeps a document from a mailbox. `detail` is the server's own answer. */
export const mssErrors = defineErrors({
  // The message itself.
  MSS_NIL: {
    message: 'La référence produit MSSanté du logiciel (X-MSS-NIL) n’est pas configurée.',
    action: 'Demandez à votre éditeur de la renseigner dans la configuration.',
  },
  MSS_ADDRESS: {
    message: 'L’adresse « {address} » n’est pas une adresse MSSanté valide.',
    action: 'Corrigez-la ou retirez-la : rien ne part avant.',
  },
  MSS_HEADER: {
    message: 'Un champ du message contient un caractère interdit.',
    action: 'Retirez les retours à la ligne et les caractères invisibles.',
  },
  MSS_DOMAIN: {
    message: '« {domain} » n’est pas un domaine de MSSanté : aucun document ne peut y être envoyé.',
    action: 'Demandez à ce correspondant son adresse MSSanté.',
  },
  MSS_NO_RECIPIENT: { message: 'Le message n’a aucun destinataire.', action: 'Ajoutez au moins une adresse MSSanté.' },
  MSS_TWO_PATIENTS: { message: 'Un message MSSanté ne peut concerner qu’un seul patient.', action: 'Envoyez un message par patient.' },
  MSS_OTHER_CITIZEN: {
    message: 'Cette adresse de citoyen n’est pas celle de la personne dont c’est le dossier.',
    action: 'Écrivez à son adresse, y compris pour un enfant.',
  },
  MSS_INVISIBLE_PATIENT: {
    message: 'Ce document est invisible dans Mon espace santé : il ne peut pas être envoyé à la personne qu’il concerne.',
    action: 'Retirez son adresse des destinataires, ou rendez d’abord le document visible.',
  },
  MSS_INVISIBLE_REPRESENTATIVES: {
    message: 'Ce document est caché aux représentants légaux, qui peuvent ouvrir la messagerie de ce mineur.',
    action: 'Retirez son adresse des destinataires, ou rendez d’abord le document visible.',
  },
  MSS_MIXED_RECIPIENTS: {
    message: 'Un même message ne peut pas s’adresser à la fois à un citoyen et à des professionnels.',
    action: 'Envoyez deux messages : un au citoyen, un aux professionnels.',
  },
  MSS_INS_NOT_QUALIFIED: {
    message: 'L’identité n’est pas qualifiée : l’envoi à sa messagerie demande votre accord.',
    action: 'Qualifiez l’identité, ou confirmez l’envoi sous dérogation.',
  },
  MSS_FLAGS: {
    message: 'Ces choix de visibilité ne peuvent pas être combinés.',
    action: 'Choisissez « masqué aux professionnels » ou « invisible dans Mon espace santé », pas les deux.',
  },
  MSS_DOCUMENT_INCOMPLETE: {
    message: 'Un document ne dit pas son type ou le nom de son patient : le message ne peut pas être composé.',
    action: 'Produisez de nouveau le document, ou joignez-le comme simple pièce jointe.',
  },
  MSS_PDF_MISSING: { message: 'Un document n’a pas de copie PDF à joindre au message.', action: 'Joignez le PDF du document.' },
  MSS_TOO_LARGE: {
    message: 'Le message dépasse la taille acceptée par la messagerie MSSanté.',
    action: 'Envoyez moins de documents à la fois, ou un PDF moins lourd.',
    health: 'answer',
  },
  // The way to the operator.
  MSS_DNS: {
    message: 'Le serveur MSSanté est introuvable.',
    action: 'Vérifiez la connexion réseau : le message partira à son retour.',
    resend: 'retry',
    health: 'dns',
  },
  MSS_DOWN: {
    message: 'Le serveur MSSanté ne répond pas.',
    action: 'Le message reste en attente et partira dès son retour.',
    resend: 'retry',
    health: 'stage',
  },
  MSS_TLS: {
    message: 'La connexion sécurisée au serveur MSSanté a été refusée.',
    action: 'Ne forcez pas l’envoi ; transmettez le détail au support.',
    health: 'tls',
  },
  MSS_AUTH: {
    message: 'Le serveur MSSanté a refusé votre authentification.',
    action: 'Reconnectez-vous avec Pro Santé Connect : le message partira ensuite.',
    resend: 'wait',
    health: 'authentication',
  },
  MSS_NO_XOAUTH2: {
    message: 'Ce serveur de messagerie n’accepte pas la connexion par Pro Santé Connect.',
    action: 'Rien ne lui a été transmis. Faites vérifier le serveur de cette boîte dans la configuration du poste.',
    health: 'authentication',
  },
  MSS_WHITE_LIST: {
    message: 'La liste des domaines MSSanté reçue n’est pas lisible.',
    action: 'Rien à faire : la précédente continue de servir.',
  },
  // The operator's answer.
  MSS_BUSY: {
    message: 'Le serveur MSSanté a reporté le message.',
    action: 'Le message reste en attente et partira à la prochaine tentative.',
    resend: 'retry',
    health: 'service',
  },
  MSS_SENDER_REFUSED: {
    message: 'Le serveur MSSanté refuse cette boîte comme expéditeur.',
    action: 'Vérifiez que la boîte configurée est bien la vôtre.',
    health: 'answer',
  },
  MSS_RECIPIENT_REFUSED: {
    message: 'Le destinataire n’existe pas ou n’est pas dans l’espace de confiance MSSanté.',
    action: 'Vérifiez l’adresse dans l’Annuaire Santé, puis renvoyez le message.',
    health: 'answer',
  },
  MSS_MAILBOX_FULL: {
    message: 'La boîte du destinataire est pleine.',
    action: 'Prévenez le destinataire, puis renvoyez le message.',
    health: 'answer',
  },
  MSS_REFUSED: {
    message: 'Le serveur MSSanté a refusé le message.',
    action: 'Lisez le détail, corrigez, puis renvoyez le message.',
    health: 'answer',
  },
  MSS_UNKNOWN_OUTCOME: {
    message: 'La connexion a été coupée avant la réponse du serveur MSSanté : l’envoi n’est pas confirmé.',
    action: doubtActions.mss,
    resend: 'unknown',
  },
  // Before any message: what keeps a document from a mailbox.
  MSS_NO_MAILBOX: {
    message: 'Aucune boîte MSSanté n’est configurée pour vous sur ce poste.',
    action: 'Ajoutez votre boîte dans la configuration du poste.',
  },
  MSS_LOGIN_NEEDED: {
    message: 'La connexion Pro Santé Connect n’est pas ouverte.',
    action: 'Connectez MSSanté en haut de l’écran : le message partira aussitôt.',
    resend: 'wait',
  },
  MSS_NO_DOCTOR: { message: 'Aucun médecin traitant n’est renseigné.', action: 'S’il y en a un, saisissez son adresse MSSanté.' },
  MSS_NO_BOX: {
    message: 'L’adresse MSSanté du médecin traitant n’est pas connue.',
    action: 'Saisissez-la si vous la connaissez ; elle sera retenue.',
  },
  MSS_SELF: { message: 'Cette boîte est la vôtre.', action: 'Retirez-la des destinataires.' },
  MSS_PROFESSIONALS_ONLY: { message: 'Ce document est pour les professionnels seuls.', action: 'Retirez cette adresse des destinataires.' },
});

export type MssCode = keyof typeof mssErrors;
