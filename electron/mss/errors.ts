import { doubtActions } from '../../shared/domain/sending/doubt.ts';
import { errorFactory } from '../../shared/errors.ts';

/** Everything that can go wrong between a message and the operator's 250. `detail` is the server's own answer. */
export const mssError = errorFactory({
  // The message itself.
  MSS_NIL: [
    'La référence produit MSSanté du logiciel (X-MSS-NIL) n’est pas configurée.',
    'Demandez à votre éditeur de la renseigner dans la configuration.',
  ],
  MSS_ADDRESS: ['L’adresse « {address} » n’est pas une adresse MSSanté valide.', 'Corrigez l’adresse.'],
  MSS_HEADER: ['Un champ du message contient un caractère interdit.', 'Retirez les retours à la ligne et les caractères invisibles.'],
  MSS_NO_RECIPIENT: ['Le message n’a aucun destinataire.', 'Ajoutez au moins une adresse MSSanté.'],
  MSS_TWO_PATIENTS: [
    'Un message MSSanté ne peut concerner qu’un seul patient.',
    'Envoyez un message par patient.',
  ],
  MSS_OTHER_CITIZEN: [
    'Cette adresse de citoyen n’est pas celle du patient concerné.',
    'Écrivez à l’adresse du patient, y compris pour un enfant.',
  ],
  MSS_INVISIBLE_PATIENT: [
    'Ce document n’est pas visible par le patient : il ne peut pas lui être envoyé.',
    'Retirez le patient des destinataires, ou rendez d’abord le document visible.',
  ],
  MSS_INVISIBLE_REPRESENTATIVES: [
    'Ce document est masqué aux représentants légaux, qui peuvent ouvrir la messagerie de ce mineur.',
    'Retirez le patient des destinataires, ou rendez d’abord le document visible.',
  ],
  MSS_MIXED_RECIPIENTS: [
    'Un même message ne peut pas s’adresser à la fois au patient et à des professionnels.',
    'Envoyez un message au patient et un autre aux professionnels.',
  ],
  MSS_INS_NOT_QUALIFIED: [
    'L’identité du patient n’est pas qualifiée : l’envoi à sa messagerie demande votre confirmation.',
    'Qualifiez l’identité, ou confirmez l’envoi sous dérogation.',
  ],
  MSS_FLAGS: [
    'Ces choix de visibilité ne peuvent pas être combinés.',
    'Choisissez « masqué aux professionnels » ou « non visible par le patient », pas les deux.',
  ],
  MSS_DOCUMENT_INCOMPLETE: [
    'Un document ne dit pas son type ou le nom de son patient : le message ne peut pas être composé.',
    'Produisez de nouveau le document, ou joignez-le comme simple pièce jointe.',
  ],
  MSS_PDF_MISSING: [
    'Un document n’a pas de copie PDF à joindre au message.',
    'Joignez le PDF du document.',
  ],
  MSS_TOO_LARGE: [
    'Le message dépasse la taille acceptée par la messagerie MSSanté.',
    'Envoyez moins de documents à la fois, ou un PDF moins lourd.',
  ],
  // The way to the operator.
  MSS_DNS: ['Le serveur MSSanté est introuvable.', 'Vérifiez la connexion réseau : le message partira à son retour.'],
  MSS_DOWN: ['Le serveur MSSanté ne répond pas.', 'Le message reste en attente et partira dès son retour.'],
  MSS_TLS: [
    'La connexion sécurisée au serveur MSSanté a été refusée.',
    'Ne forcez pas l’envoi ; transmettez le détail au support.',
  ],
  MSS_AUTH: [
    'Le serveur MSSanté a refusé votre authentification.',
    'Reconnectez-vous avec Pro Santé Connect : le message partira ensuite.',
  ],
  MSS_NO_XOAUTH2: [
    'Ce serveur de messagerie n’accepte pas la connexion par Pro Santé Connect.',
    'Rien ne lui a été transmis. Faites vérifier le serveur de cette boîte dans la configuration du poste.',
  ],
  // The operator's answer.
  MSS_BUSY: ['Le serveur MSSanté a reporté le message.', 'Le message reste en attente et partira à la prochaine tentative.'],
  MSS_SENDER_REFUSED: [
    'Le serveur MSSanté refuse cette boîte comme expéditeur.',
    'Vérifiez que la boîte configurée est bien la vôtre.',
  ],
  MSS_RECIPIENT_REFUSED: [
    'Le destinataire n’existe pas ou n’est pas dans l’espace de confiance MSSanté.',
    'Vérifiez l’adresse dans l’Annuaire Santé, puis renvoyez le message.',
  ],
  MSS_MAILBOX_FULL: [
    'La boîte du destinataire est pleine.',
    'Prévenez le destinataire, puis renvoyez le message.',
  ],
  MSS_REFUSED: ['Le serveur MSSanté a refusé le message.', 'Lisez le détail, corrigez, puis renvoyez le message.'],
  MSS_UNKNOWN_OUTCOME: [
    'La connexion a été coupée avant la réponse du serveur MSSanté : l’envoi n’est pas confirmé.',
    doubtActions.mss,
  ],
});
