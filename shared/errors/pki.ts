import { defineErrors } from './define.ts';

/** What can be wrong with a certificate, the authorities that vouch for it, or the lists that revoke it. */
export const pkiErrors = defineErrors({
  CERT_EXPIRED: {
    message: 'Les certificats de cette carte ont expiré.',
    action: 'Demandez son renouvellement à l’ANS et utilisez une carte valide.',
  },
  CERT_NOT_YET_VALID: {
    message: 'Les certificats de cette carte ne sont pas encore valables.',
    action: 'Vérifiez la date et l’heure du poste ; sinon, attendez la date de validité de la carte.',
  },
  CERT_REVOKED: {
    message: 'Cette carte est révoquée : elle ne peut plus servir.',
    action: 'Utilisez une autre carte ; si vous n’avez pas déclaré sa perte, contactez l’ANS.',
  },
  CERT_UNTRUSTED: {
    message: 'Cette carte n’est pas reconnue comme une carte CPS authentique.',
    action: 'Utilisez une carte émise par l’ANS ; sinon, faites vérifier le fichier des autorités de confiance du poste.',
  },
  TRUST_EMPTY: {
    message: 'Aucune autorité de confiance n’est configurée sur ce poste : aucun service ne peut être reconnu.',
    action: 'Rien n’a été envoyé. Faites indiquer le fichier des autorités de l’IGC-Santé (trustFile) dans la configuration du poste.',
  },
  TRUST_FILE_MISSING: {
    message: 'Le fichier des autorités de confiance ne peut pas être lu ({file}).',
    action: 'Remettez ce fichier en place, ou faites corriger son chemin (trustFile) dans la configuration du poste.',
  },
  TRUST_FILE_EMPTY: {
    message: 'Le fichier des autorités de confiance ne contient aucun certificat ({file}).',
    action: 'Remplacez-le par les certificats de l’IGC-Santé, au format PEM.',
  },
  TRUST_FILE_DER: {
    message: 'Le fichier des autorités de confiance n’est pas au format PEM ({file}).',
    action: 'Convertissez-le en PEM : un bloc « BEGIN CERTIFICATE » par autorité.',
  },
  TRUST_FILE_BLOCK: {
    message: 'Le bloc {block} du fichier des autorités de confiance n’est pas un certificat lisible ({file}).',
    action: 'Remplacez ce bloc par le certificat de l’autorité, ou retirez-le.',
  },
  CRL_INVALID: {
    message: 'Une liste de révocation reçue n’est pas authentique ou n’est pas lisible : elle n’est pas utilisée.',
    action: 'Faites vérifier l’adresse des listes de révocation dans la configuration du poste.',
  },
  CRL_UNREACHABLE: {
    message: 'Les listes de révocation des certificats n’ont pas pu être mises à jour : les dernières reçues servent encore.',
    action: 'Vérifiez la connexion à Internet ; aucune autre action n’est nécessaire.',
  },
  CRL_UNAVAILABLE: {
    message: 'La révocation des certificats ne peut pas être vérifiée : les listes sont absentes ou périmées.',
    action: 'Vérifiez la connexion à Internet et l’heure du poste ; si cela persiste, prévenez le support.',
  },
  P12_INVALID: { message: 'Le fichier de certificat (.p12) est illisible.', action: 'Vérifiez le fichier, ou demandez-le de nouveau.' },
});

export type PkiCode = keyof typeof pkiErrors;
