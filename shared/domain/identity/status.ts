import { fail } from '../../errors.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { hasCivilSex, identityStatuses, type IdentityStatus, type LocalSex, type WithCivilSex } from '../types.ts';

/** What may happen to an identity (identity/README 1). */
export type IdentityEvent =
  /** INSi answered 00 and the user confirmed that the traits are this person's. */
  | 'insiAccepted'
  /** A high-trust document was seen and its traits are coherent. */
  | 'documentChecked'
  /** The document contradicts the INSi traits, and the local ones too. */
  | 'documentDiscordant'
  /** The document contradicts the INSi traits but matches the local ones. */
  | 'documentDiscordantWithInsi'
  /** Identity received from the Appli carte Vitale: qualified as it is (RNIV 1 v2.0, 4.3.4). */
  | 'vitaleApp'
  | 'strictTraitEdited'
  /** Edited while copying a high-trust document. */
  | 'strictTraitEditedFromDocument'
  /** INSi no longer knows the matricule with these traits; no document holds. */
  | 'verificationNegative'
  /** The same, while a document check still holds. */
  | 'verificationNegativeDocumentHolds'
  /** The attribute douteuse or fictive was set. */
  | 'doubtfulOrFictive'
  /** What changes nothing: INSi 00 refused by the user, 01, 02, fault; a complementary trait edited. */
  | 'insiRefused'
  | 'insiNone'
  | 'insiSeveral'
  | 'insiFault'
  | 'complementaryTraitEdited';

type Row = Readonly<Record<IdentityStatus, IdentityStatus>>;

const row = (PROV: IdentityStatus, VALI: IdentityStatus, RECUP: IdentityStatus, QUAL: IdentityStatus): Row => ({ PROV, VALI, RECUP, QUAL });
const unchanged = row('PROV', 'VALI', 'RECUP', 'QUAL');

/**
 * The RNIV machine (identity/README 1; the rows discordant, edited and verification negative are our reading of the
 * definitions). Columns: status before; cell: status after.
 */
export const identityTable: Readonly<Record<IdentityEvent, Row>> = {
  //                                     PROV    VALI    RECUP    QUAL
  insiAccepted: row('RECUP', 'QUAL', 'RECUP', 'QUAL'),
  documentChecked: row('VALI', 'VALI', 'QUAL', 'QUAL'),
  documentDiscordant: row('PROV', 'VALI', 'PROV', 'PROV'),
  documentDiscordantWithInsi: row('PROV', 'VALI', 'VALI', 'VALI'),
  vitaleApp: row('QUAL', 'QUAL', 'QUAL', 'QUAL'),
  strictTraitEdited: row('PROV', 'PROV', 'PROV', 'PROV'),
  strictTraitEditedFromDocument: row('PROV', 'VALI', 'PROV', 'VALI'),
  verificationNegative: row('PROV', 'VALI', 'PROV', 'PROV'),
  verificationNegativeDocumentHolds: row('PROV', 'VALI', 'PROV', 'VALI'),
  doubtfulOrFictive: row('PROV', 'PROV', 'PROV', 'PROV'),
  insiRefused: unchanged,
  insiNone: unchanged,
  insiSeveral: unchanged,
  insiFault: unchanged,
  complementaryTraitEdited: unchanged,
};

/** RNIV attributes (EXI ID 24/26, EXI SI 09). */
export interface IdentityAttributes {
  readonly homonym: boolean;
  readonly doubtful: boolean;
  readonly fictive: boolean;
}

export const noAttributes: IdentityAttributes = { homonym: false, doubtful: false, fictive: false };

interface IdentityMove {
  readonly to: IdentityStatus;
  /** What becomes of matricule and OID: those of the event are stored, the held ones are kept or dropped, or there are none. */
  readonly ins: 'store' | 'keep' | 'drop' | 'none';
}

/** The traits that decide what an identity may become. */
interface DecidingTraits {
  readonly sex: LocalSex;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
}

/**
 * Applies an event. While the identity is doubtful or fictive, or the person unknown, it stays provisional, whatever
 * happens (identity/README 2); while the sex is undetermined no matricule is held: INSi knows no such sex (ins/README 2).
 *
 * @param traits once the event has happened; null when no record is meant.
 */
export function moveIdentity(
  from: IdentityStatus,
  event: IdentityEvent,
  attributes: IdentityAttributes = noAttributes,
  traits: DecidingTraits | null = null,
): IdentityMove {
  const reached = isProvisional(attributes, traits) ? 'PROV' : identityTable[event][from];
  const to = traits?.sex === 'I' ? WITHOUT_INS[reached] : reached;
  if (!holdsIns(to)) return { to, ins: holdsIns(from) ? 'drop' : 'none' };
  return { to, ins: event === 'insiAccepted' || event === 'vitaleApp' ? 'store' : 'keep' };
}

const isProvisional = (attributes: IdentityAttributes, traits: DecidingTraits | null): boolean =>
  attributes.doubtful || attributes.fictive || traits?.birthDate === UNKNOWN_BIRTH_DATE;

/** What a status is worth without the matricule. */
const WITHOUT_INS: Row = row('PROV', 'VALI', 'PROV', 'VALI');

/** Matricule and OID are stored: INSi recovered. */
export function holdsIns(status: IdentityStatus): boolean {
  return status === 'RECUP' || status === 'QUAL';
}

/** Only a qualified identity references data with the matricule: transmitted, printed, DMP (EXI SI 08, EXI ID 29). */
export function mayTransmitIns(status: IdentityStatus): boolean {
  return status === 'QUAL';
}

/** INS traits are read-only once recovered; unlocking them is an explicit act that announces the loss of status. */
export function strictTraitsLocked(status: IdentityStatus): boolean {
  return holdsIns(status);
}

/** Statuses in French, as badges and history show them. */
export const statusLabels: Readonly<Record<IdentityStatus, string>> = {
  PROV: 'Provisoire',
  VALI: 'Validée',
  RECUP: 'Récupérée',
  QUAL: 'Qualifiée',
};

/**
 * INSi call forbidden for doubtful and fictive identities, for an unknown person and for an undetermined sex.
 *
 * @throws PosteError IDENTITY_DOUBTFUL, IDENTITY_FICTIVE, IDENTITY_BIRTH_DATE, IDENTITY_SEX
 */
export function assertInsiAllowed<P extends DecidingTraits & { readonly attributes: IdentityAttributes }>(
  patient: P,
): asserts patient is WithCivilSex<P> {
  if (patient.attributes.fictive) throw fail('IDENTITY_FICTIVE');
  if (patient.attributes.doubtful) throw fail('IDENTITY_DOUBTFUL');
  if (patient.birthDate === UNKNOWN_BIRTH_DATE) throw fail('IDENTITY_BIRTH_DATE');
  if (!hasCivilSex(patient)) throw fail('IDENTITY_SEX');
}

/** @throws PosteError IDENTITY_ATTRIBUTES when fictive comes with another attribute (EXI ID 24/26). */
export function assertAttributes(attributes: IdentityAttributes): void {
  if (attributes.fictive && (attributes.homonym || attributes.doubtful)) throw fail('IDENTITY_ATTRIBUTES');
}

/** What the attributes, the sex, the birth date and the status of an identity forbid (EXI ID 24/26, EXI SI 08/09, EXI ID 29). */
interface IdentityProhibitions {
  readonly insiCall: boolean;
  /** Reference data with the matricule: DMP, printed matricule, datamatrix. */
  readonly transmission: boolean;
  /** Statuses out of reach while the attributes, the sex and the birth date hold. */
  readonly statuses: readonly IdentityStatus[];
}

/** @throws PosteError IDENTITY_ATTRIBUTES when the attributes cannot be together */
export function prohibitions(status: IdentityStatus, attributes: IdentityAttributes, traits: DecidingTraits): IdentityProhibitions {
  assertAttributes(attributes);
  const provisional = isProvisional(attributes, traits);
  const noIns = provisional || traits.sex === 'I';
  return {
    insiCall: noIns,
    transmission: noIns || !mayTransmitIns(status),
    statuses: identityStatuses.filter((one) => (provisional && one !== 'PROV') || (noIns && holdsIns(one))),
  };
}

/** The attributes in French, as badges show them. */
export const attributeLabels: Readonly<Record<keyof IdentityAttributes, string>> = {
  homonym: 'Homonyme',
  doubtful: 'Douteuse',
  fictive: 'Fictive',
};
