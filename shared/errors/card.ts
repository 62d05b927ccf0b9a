import { defineErrors } from './define.ts';

/** The card, its reader and its PIN; a certificate file that stands for it. */
export const cardErrors = defineErrors({
  CARD_ABSENT: { message: 'Aucune carte n’est dans le lecteur.', action: 'Insérez votre carte CPS.', resend: 'wait' },
  CARD_NO_READER: {
    message: 'Aucun lecteur de carte n’est branché.',
    action: 'Branchez un lecteur et insérez votre carte CPS.',
    resend: 'wait',
  },
  CARD_MODULE: {
    message: 'Le lecteur de carte ne peut pas être utilisé.',
    action: 'Installez la Cryptolib CPS, puis relancez l’application.',
    resend: 'wait',
  },
  CARD_FOREIGN: { message: 'La carte insérée n’est pas une carte de la famille CPS.', action: 'Insérez votre carte CPS.', resend: 'wait' },
  CARD_REMOVED: { message: 'La carte a été retirée.', action: 'Réinsérez votre carte et saisissez votre code porteur.', resend: 'wait' },
  CARD_HUNG: {
    message: 'Le lecteur de carte ne répond plus.',
    action: 'Retirez puis réinsérez la carte ; le lecteur est relancé.',
    resend: 'wait',
  },
  CARD_NOT_LOGGED_IN: {
    message: 'Le code porteur n’a pas été saisi.',
    action: 'Saisissez votre code porteur pour continuer.',
    resend: 'wait',
  },
  CARD_FAILED: {
    message: 'La carte a refusé l’opération.',
    action: 'Retirez puis réinsérez la carte ; si cela se répète, ouvrez CPS-Gestion.',
  },
  PIN_FORMAT: {
    message: 'Le code porteur est composé de 4 à 8 chiffres.',
    action: 'Vérifiez votre saisie : aucun essai n’a été consommé.',
  },
  PIN_WRONG: { message: '{secret} incorrect{remaining}.', action: 'Vérifiez {what}.', values: { remaining: '' } },
  PIN_FINAL_TRY: {
    message: 'Il ne reste qu’un seul essai avant le blocage de la carte.',
    action: 'Confirmez que vous voulez utiliser le dernier essai, ou débloquez la carte avec CPS-Gestion.',
  },
  PIN_LOCKED: { message: 'La carte est bloquée.', action: 'Débloquez-la dans CPS-Gestion avec votre code de déblocage.' },
  CARD_CERT_NOT_IN_STORE: {
    message: 'Le certificat de votre carte n’est pas dans le magasin de certificats de ce poste.',
    action: 'Rien n’a été envoyé. Retirez puis réinsérez la carte ; si cela se répète, installez ou réparez la CryptoLib CPS.',
    resend: 'wait',
  },
  CARD_STORE_MISSING: {
    message: 'Ce poste ne sait pas se servir du magasin de certificats du système.',
    action: 'Utilisez l’application installée, ou choisissez une autre connexion de la carte dans la configuration (card.mutualTls).',
  },
});

export type CardCode = keyof typeof cardErrors;
