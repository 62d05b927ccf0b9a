import type { ImportNotice } from './types.ts';

/** What a line is taken without, or read as; by its code. */
const SENTENCES = {
  IMPORT_PLACE_DROPPED:
    'Le lieu de naissance n’est ni un code officiel ni le nom d’un seul lieu : le dossier est pris sans lieu de naissance.',
  IMPORT_PLACE_ZERO: 'Le code du lieu de naissance a quatre chiffres : le zéro que le tableur avait ôté lui est rendu.',
  IMPORT_SEX_TITLE: 'Le sexe est lu d’après la civilité.',
  IMPORT_INS_C: 'Le matricule a 22 chiffres : c’est un ancien INS-C, qui n’est pas repris.',
  IMPORT_NSS_DROPPED: 'Le numéro de sécurité sociale n’a pas 15 caractères ou sa clé est fausse : il n’est pas repris.',
  IMPORT_PHONE_DROPPED: 'Le téléphone est illisible ou trop long : il n’est pas repris.',
  IMPORT_ADDRESS_DROPPED: 'L’adresse est illisible ou trop longue : elle n’est pas reprise.',
  IMPORT_DOCTOR_DROPPED: 'Le nom du médecin traitant est illisible ou trop long : il n’est pas repris.',
} as const;
export type NoticeCode = keyof typeof SENTENCES;

/** The notice of that code. */
export const notice = (code: NoticeCode): ImportNotice => ({ code, message: SENTENCES[code] });
