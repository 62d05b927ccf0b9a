import { errorFactory, PosteError } from '../../shared/errors.ts';

export const insiError = errorFactory({
  INSI_UNAVAILABLE: [
    'INSi est indisponible ; l’identité du patient est inchangée.',
    'Continuez sans l’INS : le patient reste à qualifier, relancez la recherche plus tard.',
  ],
  INSI_FAULT: [
    'INSi a répondu par l’erreur {error} ; l’identité du patient est inchangée.',
    'Réessayez ; si l’erreur se répète, transmettez ce code au support et continuez sans l’INS.',
  ],
  INSI_REFUSED: ['INSi a refusé l’appel : {why}.', '{what}'],
  INSI_UNREACHABLE: [
    'Le téléservice INSi est injoignable ; l’identité du patient est inchangée.',
    'Vérifiez la connexion puis réessayez, ou continuez sans l’INS : le patient reste à qualifier.',
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
  INSI_CARD_DATA: [
    'Ce que la carte Vitale dit du bénéficiaire est mal formé.',
    'Relisez la carte ; si l’erreur se répète, faites la recherche par les traits d’identité.',
  ],
  INSI_OTHER_PERSON: [
    'INSi a répondu pour une autre personne que le bénéficiaire choisi : {differences}.',
    'Vérifiez le bénéficiaire choisi sur la carte Vitale, ou faites la recherche par les traits d’identité.',
  ],
  INSI_CERTIFICATE: [
    'Le certificat de la structure pour INSi n’est pas configuré.',
    'Demandez à votre administrateur d’installer le certificat logiciel INSi de la structure.',
  ],
  INSI_BILLING_ID: [
    'Le numéro de facturation sous lequel vous interrogez INSi manque ou est mal formé ; rien n’a été envoyé.',
    'Faites renseigner le réglage insi.billingId de ce poste : votre numéro d’identification à l’Assurance maladie (9 chiffres). Un établissement n’en a pas besoin, son FINESS est lu sur la carte.',
  ],
  INSI_SPECIALITY: [
    'Le code de spécialité qu’INSi demande aux médecins manque ou est mal formé ; rien n’a été envoyé.',
    'Faites renseigner le réglage insi.speciality de ce poste : votre code de spécialité à l’Assurance maladie (2 chiffres, 01 pour la médecine générale).',
  ],
  INSI_SECTOR: [
    'Votre carte ne dit pas le secteur d’activité de cette situation d’exercice, qu’INSi demande ; rien n’a été envoyé.',
    'Choisissez une autre situation d’exercice, ou faites mettre à jour votre carte.',
  ],
  INSI_PSC_LOGIN: [
    'La connexion Pro Santé Connect, que ce poste emploie pour INSi, n’est pas ouverte.',
    'Connectez-vous par Pro Santé Connect en haut de l’écran, puis relancez la recherche.',
  ],
});

/**
 * Errors after which INSi has said nothing of the patient, through no fault of the workstation: the patient is put in
 * the work list « à qualifier » and asked again at a later visit (ins.md 1.6). Every other INSI_* code calls for an act
 * of the user, the administrator or the editor: asking again changes nothing.
 */
export const INSI_TO_QUALIFY_LATER: ReadonlySet<string> = new Set(['INSI_UNAVAILABLE', 'INSI_UNREACHABLE', 'INSI_GARBAGE']);

/** Whether a search that failed so is to be asked again later: see {@link INSI_TO_QUALIFY_LATER}. */
export function toQualifyLater(thrown: unknown): boolean {
  return thrown instanceof PosteError && INSI_TO_QUALIFY_LATER.has(thrown.code);
}
