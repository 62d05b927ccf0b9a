import { defineErrors } from './define.ts';

/** INSi: what it answers, what it is asked with, and what is made of its answer. */
export const insiErrors = defineErrors({
  INSI_UNAVAILABLE: {
    message: 'INSi est indisponible ; l’identité est inchangée.',
    action: 'Continuez sans l’INS : l’identité reste à qualifier, relancez la recherche plus tard.',
    health: 'service',
  },
  INSI_FAULT: {
    message: 'INSi a répondu par l’erreur {error} ; l’identité est inchangée.',
    action: 'Réessayez ; si l’erreur se répète, transmettez ce code au support et continuez sans l’INS.',
    health: 'answer',
  },
  INSI_REFUSED: { message: 'INSi a refusé l’appel : {why}.', action: '{what}', health: 'authentication' },
  INSI_UNREACHABLE: {
    message: 'Le téléservice INSi est injoignable ; l’identité est inchangée.',
    action: 'Vérifiez la connexion puis réessayez, ou continuez sans l’INS : l’identité reste à qualifier.',
    health: 'beneath',
  },
  INSI_GARBAGE: {
    message: 'La réponse d’INSi est incompréhensible ; l’identité est inchangée.',
    action: 'Réessayez ; si l’erreur se répète, prévenez le support.',
    health: 'service',
  },
  INSI_IDAM: {
    message: 'Le numéro d’autorisation INSi (IDAM) du logiciel n’est pas configuré.',
    action: 'Demandez à votre éditeur de le renseigner dans la configuration.',
  },
  INSI_BIRTH_DATE: {
    message: 'INSi demande une date de naissance complète.',
    action: 'Saisissez jour, mois et année (01 pour un jour ou un mois inconnu).',
  },
  INSI_CARD_DATA: {
    message: 'Ce que la carte Vitale dit du bénéficiaire est mal formé.',
    action: 'Relisez la carte ; si l’erreur se répète, faites la recherche par les traits d’identité.',
  },
  INSI_OTHER_PERSON: {
    message: 'INSi a répondu pour une autre personne que le bénéficiaire choisi : {differences}.',
    action: 'Vérifiez le bénéficiaire choisi sur la carte Vitale, ou faites la recherche par les traits d’identité.',
    health: 'answer',
  },
  INSI_CERTIFICATE: {
    message: 'Le certificat de la structure pour INSi n’est pas configuré.',
    action: 'Demandez à votre administrateur d’installer le certificat logiciel INSi de la structure.',
  },
  INSI_BILLING_ID: {
    message: 'Le numéro de facturation sous lequel vous interrogez INSi manque ou est mal formé ; rien n’a été envoyé.',
    action:
      'Faites renseigner le réglage insi.billingId de ce poste : votre numéro d’identification à l’Assurance maladie (9 chiffres). Un établissement n’en a pas besoin, son FINESS est lu sur la carte.',
  },
  INSI_SPECIALITY: {
    message: 'Le code de spécialité qu’INSi demande aux médecins manque ou est mal formé ; rien n’a été envoyé.',
    action:
      'Faites renseigner le réglage insi.speciality de ce poste : votre code de spécialité à l’Assurance maladie (2 chiffres, 01 pour la médecine générale).',
  },
  INSI_SECTOR: {
    message: 'Votre carte ne dit pas le secteur d’activité de cette situation d’exercice, qu’INSi demande ; rien n’a été envoyé.',
    action: 'Choisissez une autre situation d’exercice, ou faites mettre à jour votre carte.',
  },
  INSI_PSC_LOGIN: {
    message: 'La connexion Pro Santé Connect, que ce poste emploie pour INSi, n’est pas ouverte.',
    action: 'Connectez-vous par Pro Santé Connect en haut de l’écran, puis relancez la recherche.',
  },
  INSI_DISCORDANT: {
    message: 'Les traits d’INSi ne sont pas ceux de ce dossier.',
    action: 'Ne les acceptez pas : vérifiez l’identité d’après une pièce, corrigez les traits, puis interrogez INSi de nouveau.',
  },
  INSI_INCOMPLETE: {
    message: 'INSi n’a pas donné tous les traits de l’identité : {missing}.',
    action: 'L’identité reste inchangée ; interrogez de nouveau INSi, et signalez cette réponse au support si elle se répète.',
  },
  INSI_MATRICULE: {
    message: 'Le matricule reçu n’est pas valable : {reason}.',
    action: 'L’identité reste inchangée ; signalez cette réponse au support.',
  },
});

export type InsiCode = keyof typeof insiErrors;
