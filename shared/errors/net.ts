import { defineErrors } from './define.ts';

/** What befalls an exchange, whatever the service. */
export const netErrors = defineErrors({
  NET_DNS: {
    message: 'L’adresse du service est introuvable.',
    action: 'Vérifiez votre connexion à Internet, puis recommencez.',
    resend: 'retry',
    health: 'dns',
  },
  NET_REFUSED: {
    message: 'Le service ne répond pas.',
    action: 'Vérifiez votre connexion ; le service est peut-être en maintenance.',
    resend: 'retry',
    health: 'tcp',
  },
  NET_TLS: {
    message: 'La connexion sécurisée avec le service n’a pas pu être établie.',
    action: 'Rien n’a été envoyé. Vérifiez l’heure du poste ; sinon, transmettez le détail au support.',
    health: 'tls',
  },
  NET_CERTIFICATE: {
    message: 'Le service a refusé votre certificat.',
    action: 'Vérifiez la validité de votre carte ou du certificat de la structure.',
    health: 'authentication',
  },
  NET_KEY: {
    message: 'La clé du certificat ne peut pas être utilisée.',
    action: 'Vérifiez le certificat configuré, ou réinsérez votre carte.',
  },
  NET_LOCKED: {
    message: 'La carte n’est plus disponible pour la connexion sécurisée.',
    action: 'Insérez votre carte et ouvrez la session : un envoi en attente repartira.',
    resend: 'wait',
  },
  NET_TIMEOUT: {
    message: 'Le service met trop de temps à répondre.',
    action: 'Recommencez dans quelques instants.',
    resend: 'retry',
    health: 'stage',
  },
  NET_CUT: {
    message: 'La connexion avec le service a été coupée.',
    action: 'Recommencez dans quelques instants.',
    resend: 'retry',
    health: 'stage',
  },
  NET_TOO_LARGE: {
    message: 'La réponse du service est trop volumineuse.',
    action: 'Affinez votre demande ; sinon, prévenez le support.',
    health: 'service',
  },
  NET_ABORTED: { message: 'L’échange a été interrompu.', action: 'Recommencez si nécessaire.' },
  SERVICE_UNSET: {
    message: 'Le service {service} n’est pas configuré sur ce poste.',
    action: 'Demandez à votre éditeur ou à votre administrateur l’adresse de ce service.',
  },
  SERVICE_BROKEN: {
    message: 'Le service répond par une erreur (HTTP {status}).',
    action: 'Il est en panne ou en maintenance : recommencez dans quelques instants.',
    health: 'service',
  },
});

export type NetCode = keyof typeof netErrors;
