import type { Coded } from '../codes/coded.ts';

/** The nouns of the field, in the shapes of the headless commands. Unknown is `null`, never a missing key. */

export type { Coded };

/** A coded value as somebody else wrote it: the list is null when they did not name it, the label is the code then. */
export interface ReadCoded extends Omit<Coded, 'codeSystem'> {
  readonly codeSystem: string | null;
}

/** Matricule INS: 15 characters (13 + key of 2) and the OID of its nature (NIR, NIA, test, demo). */
export interface Ins {
  readonly matricule: string;
  readonly oid: string;
}

/** A structure of practice. `idNat` carries its type digit (`1`+FINESS, `3`+SIRET, `4`+RPPS+rank...). */
interface Structure {
  readonly idNat: string;
  readonly name: string;
  /** Sector of activity, TRE_R02 (`SA07`). */
  readonly sector: string;
  /** Practice setting, TRE_A01 (`AMBULATOIRE`). */
  readonly practiceSetting: string;
}

/** A professional. `idNat` = PS_IdNat (`8`+RPPS). `speciality` is a code of JDV_J01 (`G15_10/SM26`). */
export interface Pro {
  readonly idNat: string;
  readonly family: string;
  readonly given: string | null;
  /** Civility: `M` or `MME`. */
  readonly prefix: string | null;
  /** Title: `DR`, `PR`... */
  readonly suffix: string | null;
  readonly speciality: Coded | null;
  readonly structure: Structure | null;
}

/** RNIV status of an identity (EXI SI 07). */
export const identityStatuses = ['PROV', 'VALI', 'RECUP', 'QUAL'] as const;
export type IdentityStatus = (typeof identityStatuses)[number];

/** Sex of civil status: the only one that INSi knows and that documents, messages and datamatrix encode. */
export const civilSexes = ['M', 'F'] as const;
export type Sex = (typeof civilSexes)[number];

/** Sex of a record: `I`, undetermined (newborn, unknown person), is said here alone (ins/README 2). */
export const localSexes = [...civilSexes, 'I'] as const;
export type LocalSex = (typeof localSexes)[number];

/** Strict traits but the premier prénom (ins/README 2). */
export interface StrictTraits<S extends LocalSex = LocalSex> {
  readonly birthName: string;
  /** All first names of the birth certificate, space-separated, in civil order. */
  readonly birthFirstNames: string;
  readonly sex: S;
  /** `YYYY-MM-DD`, 00 parts allowed; text, never a Date. */
  readonly birthDate: string;
  /** COG code of the birth place, 5 characters. */
  readonly birthPlace: string | null;
}

/** The same, whose every part may be unknown. */
export type Unsaid<P> = { readonly [K in keyof P]: P[K] | null };

/** What a person is told by: strict traits, and the names in use, which decide no identity. */
export interface PersonTraits<S extends LocalSex = LocalSex> extends StrictTraits<S> {
  readonly firstBirthFirstName: string;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
}

/** Somebody whose sex is that of civil status. */
export type WithCivilSex<P> = P & { readonly sex: Sex };

/** Whether INSi can be asked about this sex, and a document carry it. */
export function hasCivilSex<P extends { readonly sex: LocalSex }>(person: P): person is WithCivilSex<P> {
  return person.sex !== 'I';
}

/** A patient's identity, as documents and messages carry it; as labels print it when the sex may be undetermined. */
export interface Patient<S extends LocalSex = Sex>
  extends Omit<PersonTraits<S>, 'birthFirstNames'>, Pick<Unsaid<StrictTraits>, 'birthFirstNames'> {
  readonly ins: Ins | null;
  readonly status: IdentityStatus;
  /** Local patient number. */
  readonly ipp: string | null;
}

/** Visibility flags that ride in XDS confidentialityCode besides `N` (TRE_A07). */
export type VisibilityFlag = 'MASQUE_PS' | 'INVISIBLE_PATIENT' | 'INVISIBLE_REPRESENTANTS_LEGAUX';

/** Access mode of the VIHF (TRE_R248). */
export type AccessMode = 'normal' | 'bris_de_glace' | 'centre_15';

/** The publisher of the software. */
interface SoftwareVendor {
  readonly name: string;
  /** Mail address, telephone or page where it answers. */
  readonly contact: string;
}

/** The software as national services must know it. Production refuses a service whose identifier is unset. */
export interface SoftwareIdentity {
  /** Serial number of the installation (VIHF `LPS_ID`). */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Who publishes it and where they answer (README.TXT of an archive); null or absent: not configured. */
  readonly vendor?: SoftwareVendor | null;
  /** DMP approval number (`LPS_ID_HOMOLOGATION_DMP`). */
  readonly dmpApproval: string | null;
  /** CNDA authorisation number of INSi (`IDAM`). */
  readonly insiIdam: string | null;
  /** MSSanté product reference (`X-MSS-NIL`). */
  readonly mssNil: string | null;
  /** OID arc owned by the installation; identifiers of documents, lots and messages hang below it. */
  readonly oidRoot: string;
}
