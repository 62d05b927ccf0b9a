import { defineErrors } from './define.ts';

/** A record, its people, and its merge with another. */
export const patientsErrors = defineErrors({
  PATIENT_SAME_INS: {
    message: 'Un autre dossier porte déjà ce matricule INS.',
    action: 'Ouvrez cet autre dossier : fusionnez les deux s’il s’agit de la même personne, sinon l’un des deux est faux.',
  },
  PATIENT_UNKNOWN: { message: 'Ce dossier n’existe pas ou plus.', action: 'Revenez à la liste des patients.' },
  PROPOSAL_UNKNOWN: { message: 'Cette réponse d’INSi n’est plus à accepter.', action: 'Interrogez INSi de nouveau.' },
  PATIENT_SIMILAR: {
    message: 'Un autre dossier ressemble à celui-ci.',
    action: 'Ouvrez-le : si c’est le bon, servez-vous-en ; sinon confirmez qu’il s’agit d’une autre personne.',
  },
  BILLING_NSS: {
    message: 'Le numéro de sécurité sociale est mal formé.',
    action: 'Recopiez ses 15 chiffres, clé comprise, de la carte Vitale ; ce n’est pas le matricule INS.',
  },
  PERSON_NAME: { message: '{who} n’a pas de nom.', action: 'Saisissez son nom et son prénom, ou retirez cette personne.' },
  MERGE_OTHER_PERSON: {
    message: 'Les traits de ces deux dossiers ne sont pas ceux d’une même personne.',
    action: 'Comparez-les, puis confirmez que ce sont bien deux dossiers de la même personne.',
  },
  MERGE_LESS_PROVEN: {
    message: 'L’autre dossier porte une identité plus sûre, qui serait perdue.',
    action: 'Gardez l’autre dossier, ou confirmez cette perte.',
  },
  MERGE_PICK: {
    message: 'Cette valeur ne peut pas remplacer celle du dossier qui reste.',
    action: 'Relisez les deux dossiers, puis recommencez.',
  },
  MERGE_UNKNOWN: { message: 'Cette fusion n’existe pas, ou a déjà été annulée.', action: 'Relisez le dossier.' },
  MERGE_CHANGED: {
    message: 'L’un des deux dossiers a changé depuis la fusion : elle ne s’annule plus d’elle-même.',
    action: 'Relisez le dossier : annulez d’abord une fusion plus récente, ou corrigez le matricule qui est passé à un autre dossier.',
  },
  PHONE: {
    message: 'Ce numéro de téléphone est mal formé.',
    action: 'N’employez que des chiffres, des espaces et des points, avec + devant un indicatif.',
  },
  CONFLICT_UNKNOWN: { message: 'Cette contradiction n’existe plus, ou a déjà été réglée.', action: 'Relisez la liste « À traiter ».' },
  MERGE_SAME_RECORD: { message: 'C’est le même dossier.', action: 'Choisissez deux dossiers différents.' },
  MERGE_TWO_MATRICULES: {
    message: 'Ces deux dossiers portent des matricules INS différents : ce sont deux personnes pour INSi.',
    action: 'Signalez l’identité fausse comme douteuse, interrogez INSi de nouveau, puis recommencez.',
  },
  MERGE_FICTIVE: {
    message: 'Une identité fictive ne se fusionne pas avec une identité réelle.',
    action: 'Laissez le dossier fictif à part.',
  },
});
