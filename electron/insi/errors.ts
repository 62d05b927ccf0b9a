import { errorFactory } from '../../shared/errors.ts';

export const insiError = errorFactory({
  INSI_FAULT: [
    'Le téléservice INSi a répondu par une erreur ; l’identité du patient est inchangée.',
    'Réessayez ; si l’erreur se répète, continuez sans l’INS et relancez la recherche plus tard.',
  ],
  INSI_REFUSED: ['INSi a refusé l’appel : {why}.', '{what}'],
  INSI_UNREACHABLE: [
    'Le téléservice INSi est injoignable ; l’identité du patient est inchangée.',
    'Vérifiez la connexion puis réessayez, ou continuez sans l’INS.',
  ],
  INSI_GARBAGE: [
    'La réponse d’INSi est incompréhensible ; l’identité du patient est inchangée.',
    'Réessayez ; si l’erreur se répète, prévenez le support.',
  ],
  INSI_IDAM: [
    'Le numéro d’autorisation INSi (IDAM) du logiciel n’est pas configuré.',
    'Demandez à votre éditeur de le renseigner dans la configuration.',
  ],
  INSI_BIRTH_DATE: [
    'INSi demande une date de naissance complète.',
    'Saisissez jour, mois et année (01 pour un jour ou un mois inconnu).',
  ],
});
