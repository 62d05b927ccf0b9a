import { defineErrors } from './define.ts';

/** What can go wrong with the Pro Santé Connect login, through the editor's proxy. */
export const pscErrors = defineErrors({
  PSC_REFUSED: {
    message: 'La connexion a été refusée sur votre téléphone.',
    action: 'Relancez la connexion, puis acceptez-la si le nombre affiché est le même.',
    resend: 'wait',
  },
  PSC_EXPIRED: {
    message: 'La demande de connexion a expiré avant votre réponse.',
    action: 'Relancez la connexion et répondez sur votre téléphone dans les deux minutes.',
    resend: 'wait',
  },
  PSC_UNKNOWN_USER: {
    message: 'Pro Santé Connect ne connaît pas cet identifiant professionnel.',
    action: 'Vérifiez que votre e-CPS est activée, ou connectez-vous avec une autre carte.',
  },
  PSC_OTHER_USER: {
    message: 'La personne connectée à Pro Santé Connect n’est pas le titulaire de la carte.',
    action: 'Connectez-vous avec l’e-CPS du titulaire de la carte.',
  },
  PSC_CLIENT_UNKNOWN: {
    message: 'Ce poste n’est pas reconnu par le service de connexion de l’éditeur.',
    action: 'Demandez à votre éditeur de vérifier la configuration Pro Santé Connect.',
    health: 'authentication',
  },
  PSC_DOWN: {
    message: 'Pro Santé Connect ne répond pas.',
    action: 'Réessayez dans un instant : vos envois DMP ne sont pas bloqués.',
    resend: 'retry',
    health: 'beneath',
  },
  PSC_TLS: {
    message: 'La connexion sécurisée au service Pro Santé Connect a été refusée.',
    action: 'Ne forcez pas la connexion ; transmettez le détail au support.',
    health: 'tls',
  },
  PSC_CANCELLED: { message: 'La connexion à Pro Santé Connect a été annulée.', action: 'Relancez-la quand vous voulez.' },
  PSC_SESSION_ENDED: {
    message: 'La session Pro Santé Connect est terminée.',
    action: 'Reconnectez MSSanté en haut de l’écran.',
    resend: 'wait',
    health: 'authentication',
  },
  PSC_GARBAGE: {
    message: 'Le service Pro Santé Connect a donné une réponse incompréhensible.',
    action: 'Réessayez ; si l’erreur se répète, transmettez le détail au support.',
    health: 'service',
  },
});

export type PscCode = keyof typeof pscErrors;
