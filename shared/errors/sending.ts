import { defineErrors } from './define.ts';

/**
 * What is done about a send whose outcome is unknown, as its row says it: the DMP is asked (TD3.1b, dmp/README 5); a mail
 * is a person's decision, since nothing asks the operator yet.
 */
export const doubtActions = {
  dmp: 'Le logiciel demande de lui-même au DMP s’il l’a reçu, dans la session de la personne qui l’a validé, et ne le renvoie que s’il n’y est pas.',
  mss: 'Choisissez : « Renvoyer », et le destinataire le recevra peut-être deux fois (même identifiant, que son logiciel peut reconnaître) ; ou « Ne pas renvoyer », et il est considéré comme parti.',
} as const;

/** A send, from its validation to its outcome. */
export const sendingErrors = defineErrors({
  OUTBOX_OTHER_PERSON: {
    message: 'Cet envoi attend la carte de {name}.',
    action: 'Il partira dès que cette personne ouvrira sa session, dans la même structure.',
    resend: 'wait',
  },
  OUTBOX_DISK: {
    message: 'Cet envoi attend : le disque de ce poste est plein ou n’accepte plus d’écriture.',
    action: 'Libérez de la place sur le disque : il partira de lui-même.',
  },
  SEND_UNCONFIRMED: {
    message: 'Le DMP refuse de dire si cet envoi est arrivé.',
    action:
      'Le logiciel le lui redemandera à la prochaine session de la personne qui l’a validé. Sinon, voyez avec la personne concernée dans Mon espace santé, puis choisissez « Ne pas renvoyer ».',
  },
  SEND_UNWRITTEN: {
    message: 'Parti, pas encore enregistré : le disque de ce poste est plein ou n’accepte plus d’écriture.',
    action: 'Libérez de la place avant de fermer l’application : il sera enregistré de lui-même, sans repartir.',
  },
  OUTCOME_UNWRITTEN: {
    message: 'Le résultat de cet envoi n’est pas encore enregistré : le disque de ce poste est plein ou n’accepte plus d’écriture.',
    action: 'Libérez de la place avant de fermer l’application : il sera enregistré de lui-même.',
  },
  SEND_DOUBTED: {
    message: 'Cet envoi est retenu : les données viennent d’une copie, il est peut-être déjà parti.',
    action: 'Décidez s’il doit partir ou non. Au DMP, le logiciel vérifie d’abord qu’il n’y est pas.',
  },
  SEND_UNKNOWN: { message: 'Cet envoi n’existe pas ou plus.', action: 'Revenez à la liste des envois.' },
  SEND_LEFT: { message: 'L’envoi est déjà parti.', action: 'Pour corriger le document, ajoutez une nouvelle version.' },
  SEND_OVER: { message: 'Cet envoi est terminé.', action: 'Pour renvoyer le document, ajoutez-le de nouveau.' },
  SEND_OTHER_PERSON: {
    message: 'Cet envoi a été validé par {name}, qui décide de son sort.',
    action: 'Demandez-le à cette personne : sa session suffit.',
  },
  SEND_DRAFT: { message: 'Ce document n’est pas encore validé.', action: 'Ajoutez le destinataire au brouillon, puis validez-le.' },
  SEND_OTHER_STRUCTURE: {
    message: 'Ce document a été validé dans une autre structure.',
    action: 'Ouvrez votre session dans cette structure : elle est nommée dans l’envoi.',
  },
  SEND_CONTENT_GONE: {
    message: 'Le document tel qu’il a été validé n’est plus sur ce poste.',
    action: 'Ajoutez-le de nouveau, puis validez-le.',
  },
  SEND_ALREADY_THERE: { message: 'Ce document est déjà envoyé à cette adresse.', action: 'Son état est dans la liste des envois.' },
  SEND_SAME_ADDRESS: { message: 'C’est l’adresse qui a été refusée.', action: 'Saisissez-en une autre, ou choisissez « Réessayer ».' },
  SEND_REDIRECTED: { message: 'Adresse changée : le document est renvoyé à une autre.', action: 'Suivez le nouvel envoi.' },
  SEND_UNDER_WAY: { message: 'Cet envoi est en cours.', action: 'Attendez son résultat, puis recommencez s’il n’est pas parti.' },
  SEND_IN_DOUBT: {
    message: 'Cet envoi est peut-être déjà parti : il ne peut plus être annulé.',
    action: 'Lisez ce que l’envoi propose : il se vérifie, ou vous décidez.',
  },
  SEND_CONSIDERED_SENT: { message: 'Considéré comme parti par {name}, sans confirmation du service.', action: 'Il ne sera pas renvoyé.' },
  SEND_GIVEN_UP: {
    message: 'Abandonné par {name} ; il était peut-être déjà parti avant la copie des données.',
    action: 'Il ne sera pas envoyé d’ici.',
  },
  SEND_OTHER_IDENTITY: {
    message: 'L’identité du dossier a changé depuis la validation : ce document porte un matricule qui n’est plus le sien.',
    action: 'Ajoutez de nouveau le document et validez-le sous l’identité actuelle.',
  },
  SEND_RESENT: {
    message: 'Message relancé : le premier envoi est peut-être arrivé.',
    action: 'Rien à faire : le destinataire le recevra peut-être deux fois (même identifiant, que son logiciel peut reconnaître).',
  },
  SEND_RESENT_CANCELLED: { message: 'Le nouvel essai est annulé ; le premier envoi est peut-être arrivé.', action: doubtActions.mss },
  /** `doubt`: what is done about it by its channel. */
  SEND_INTERRUPTED: { message: 'L’application s’est arrêtée pendant l’envoi : il n’est pas confirmé.', action: '{doubt}' },
});
