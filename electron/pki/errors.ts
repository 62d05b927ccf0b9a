import { errorFactory } from '../../shared/errors.ts';

/** What can be wrong with a certificate or with the lists that revoke them. */
export const pkiError = errorFactory({
  CERT_EXPIRED: ['Les certificats de cette carte ont expiré.', 'Demandez son renouvellement à l’ANS et utilisez une carte valide.'],
  CERT_NOT_YET_VALID: [
    'Les certificats de cette carte ne sont pas encore valables.',
    'Vérifiez la date et l’heure du poste ; sinon, attendez la date de validité de la carte.',
  ],
  CERT_REVOKED: [
    'Cette carte est révoquée : elle ne peut plus servir.',
    'Utilisez une autre carte ; si vous n’avez pas déclaré sa perte, contactez l’ANS.',
  ],
  CERT_UNTRUSTED: [
    'Cette carte n’est pas reconnue comme une carte CPS authentique.',
    'Utilisez une carte émise par l’ANS ; sinon, faites vérifier le fichier des autorités de confiance du poste.',
  ],
  CRL_INVALID: [
    'Une liste de révocation reçue n’est pas authentique ou n’est pas lisible : elle n’est pas utilisée.',
    'Faites vérifier l’adresse des listes de révocation dans la configuration du poste.',
  ],
  CRL_UNREACHABLE: [
    'Les listes de révocation des certificats n’ont pas pu être mises à jour : les dernières reçues servent encore.',
    'Vérifiez la connexion à Internet ; aucune autre action n’est nécessaire.',
  ],
  CRL_UNAVAILABLE: [
    'La révocation des certificats ne peut pas être vérifiée : les listes sont absentes ou périmées.',
    'Vérifiez la connexion à Internet et l’heure du poste ; si cela persiste, prévenez le support.',
  ],
});
