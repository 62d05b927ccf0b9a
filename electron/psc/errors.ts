import { errorFactory } from '../../shared/errors.ts';

/** What can go wrong with the Pro Santé Connect login, through the editor's proxy. */
export const pscError = errorFactory({
  PSC_REFUSED: [
    'La connexion a été refusée sur votre téléphone.',
    'Relancez la connexion, puis acceptez-la si le nombre affiché est le même.',
  ],
  PSC_EXPIRED: [
    'La demande de connexion a expiré avant votre réponse.',
    'Relancez la connexion et répondez sur votre téléphone dans les deux minutes.',
  ],
  PSC_UNKNOWN_USER: [
    'Pro Santé Connect ne connaît pas cet identifiant professionnel.',
    'Vérifiez que votre e-CPS est activée, ou connectez-vous avec une autre carte.',
  ],
  PSC_OTHER_USER: [
    'La personne connectée à Pro Santé Connect n’est pas le titulaire de la carte.',
    'Connectez-vous avec l’e-CPS du titulaire de la carte.',
  ],
  PSC_CLIENT_UNKNOWN: [
    'Ce poste n’est pas reconnu par le service de connexion de l’éditeur.',
    'Demandez à votre éditeur de vérifier la configuration Pro Santé Connect.',
  ],
  PSC_DOWN: ['Pro Santé Connect ne répond pas.', 'Réessayez dans un instant : vos envois DMP ne sont pas bloqués.'],
  PSC_TLS: [
    'La connexion sécurisée au service Pro Santé Connect a été refusée.',
    'Ne forcez pas la connexion ; transmettez le détail au support.',
  ],
  PSC_CANCELLED: ['La connexion à Pro Santé Connect a été annulée.', 'Relancez-la quand vous voulez.'],
  PSC_SESSION_ENDED: ['La session Pro Santé Connect est terminée.', 'Reconnectez MSSanté en haut de l’écran.'],
  PSC_GARBAGE: [
    'Le service Pro Santé Connect a donné une réponse incompréhensible.',
    'Réessayez ; si l’erreur se répète, transmettez le détail au support.',
  ],
});
