import type { ImportNotice } from './types.ts';

/** What of a message is taken otherwise than written, or left out. `{name}` is replaced by its value. */
const NOTICES = {
  HL7_OPEN_END: 'Le dernier segment du message n’est pas terminé : la fin du fichier manque peut-être. Demandez-la à l’émetteur.',
  HL7_NUMBER_CHANGE:
    'Un changement de {number} n’a pas été pris : le prochain message sous le nouveau numéro créera un second {record}. Rapprochez-les à la main.',
  HL7_INS_SEVERAL: 'Le message porte plusieurs matricules INS actifs : aucun n’a été pris. Interrogez INSi.',
  HL7_INS_REMOVED: 'L’émetteur retire le matricule INS de cette identité : vérifiez celui du dossier.',
  HL7_NSS_DROPPED: 'Le numéro de sécurité sociale du message n’a pas été pris : sa clé est fausse, ou il y en a plusieurs.',
  HL7_COMPLEMENT_DROPPED: '{what} n’a pas été pris : {why}',
  HL7_DATE_DROPPED: '{what} n’a pas été prise : ce jour n’existe pas dans le calendrier.',
  HL7_CHANNEL_UNKNOWN: 'Le mode d’obtention de l’identité (ZFD-5) n’est pas connu : il n’a pas été pris.',
  HL7_CONSENT_UNKNOWN: 'Le code d’information ({field}) n’est pas connu : demandez à la personne si elle s’oppose.',
  HL7_PLACE_UNKNOWN_VALIDATED:
    'L’identité est dite validée, mais le lieu de naissance est inconnu (99999) : vérifiez-le d’après la pièce d’identité.',
} as const satisfies Readonly<Record<string, string>>;

type AdtNotice = keyof typeof NOTICES;

export function notice(code: AdtNotice, values: Readonly<Record<string, string>> = {}): ImportNotice {
  return { code, message: NOTICES[code].replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole) };
}

/** A part of a message as it is taken, with what is said of it. */
export interface Noticed {
  readonly notices: readonly ImportNotice[];
}
