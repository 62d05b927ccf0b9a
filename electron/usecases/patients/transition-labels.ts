import type { IdentitySource, IdentityTransition } from '../../../shared/domain/record/transition.ts';

/** What happened to an identity, in French, as its history shows it. */
export const transitionLabels: Readonly<Record<IdentityTransition['event'], string>> = {
  created: 'Dossier créé',
  insiAccepted: 'Traits INSi acceptés',
  documentChecked: 'Pièce d’identité vue',
  documentDiscordant: 'Pièce d’identité discordante',
  documentDiscordantWithInsi: 'Pièce d’identité discordante avec INSi',
  vitaleApp: 'Identité reçue de l’Appli carte Vitale',
  strictTraitEdited: 'Traits modifiés',
  strictTraitEditedFromDocument: 'Traits modifiés d’après une pièce',
  verificationNegative: 'Vérification INSi négative',
  verificationNegativeDocumentHolds: 'Vérification INSi négative',
  doubtfulOrFictive: 'Identité signalée douteuse ou fictive',
  insiRefused: 'Traits INSi refusés',
  insiNone: 'INSi : aucune identité',
  insiSeveral: 'INSi : plusieurs identités',
  insiFault: 'INSi sans réponse',
  complementaryTraitEdited: 'Trait complémentaire modifié',
};

/** INSi said again what the record holds already. */
export const CONFIRMED_BY_INSI = 'Identité confirmée par INSi';

/** The capture channels (FR Core), in French. */
export const sourceLabels: Readonly<Record<IdentitySource, string>> = {
  SM: 'Saisie',
  IMPORT: 'Import',
  RFID: 'Puce RFID',
  INSI: 'INSi',
  CB: 'Datamatrix',
  CV: 'Carte Vitale',
  AV: 'Appli carte Vitale',
};
