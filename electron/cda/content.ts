import type { IdentityStatus, Ins, PersonTraits, ReadCoded, Sex, Unsaid } from '../../shared/domain/types.ts';

/** A document as read: unknown is null. Times are ISO 8601, as precise as the document is. */
export interface CdaContent {
  /** Local name of the root: `ClinicalDocument`, `Signature` (enveloping) or `stylesheet` (self-presentable). */
  readonly root: string;
  /** 1: body not structured; 3: structured; null: no body. */
  readonly level: 1 | 3 | null;
  readonly templateIds: readonly string[];
  /** `root` or `root^extension`. */
  readonly id: string | null;
  readonly setId: string | null;
  readonly version: number | null;
  /** Identifiers of the documents it replaces (RPLC). */
  readonly replaces: readonly string[];
  readonly type: ReadCoded | null;
  readonly title: string | null;
  readonly createdAt: string | null;
  readonly language: string | null;
  readonly confidentiality: ReadCoded | null;
  readonly patient: CdaPatient;
  readonly authors: readonly CdaAuthor[];
  readonly dataEnterer: CdaTimedPerson | null;
  readonly custodian: CdaStructure | null;
  readonly recipients: readonly CdaPerson[];
  readonly legalAuthenticator: CdaTimedPerson | null;
  /** The main act. */
  readonly event: CdaEvent | null;
  readonly encounter: CdaEncounter | null;
  readonly body: CdaBody;
  readonly warnings: readonly CdaWarning[];
}

export interface CdaPatient extends Unsaid<PersonTraits<Sex>> {
  readonly ins: Ins | null;
  /** QUAL when a matricule with its right key and all the strict traits are there; null otherwise: a document says no more. */
  readonly status: IdentityStatus | null;
  readonly ipp: string | null;
  /** OID of the local patient numbers. */
  readonly ippRoot: string | null;
}

export interface CdaStructure {
  readonly idNat: string | null;
  readonly name: string | null;
  readonly sector: string | null;
  readonly practiceSetting: string | null;
}

export interface CdaPerson {
  readonly idNat: string | null;
  /** Domain of {@link idNat} (PS_IdNat, or the INS when the patient is the author). */
  readonly idRoot: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly speciality: ReadCoded | null;
  readonly structure: CdaStructure | null;
}

export interface CdaTimedPerson extends CdaPerson {
  readonly time: string | null;
}

export interface CdaAuthor extends CdaTimedPerson {
  /** Display of functionCode: the XDS authorRole. */
  readonly role: string | null;
  readonly device: { readonly manufacturerModelName: string | null; readonly softwareName: string | null } | null;
}

export interface CdaEvent {
  readonly start: string | null;
  readonly end: string | null;
  readonly code: ReadCoded | null;
  /** Translations of {@link code}: they are event codes too. */
  readonly translations: readonly ReadCoded[];
  readonly performer: CdaPerson | null;
  /** Practice setting with the label that came with it. */
  readonly practiceSetting: ReadCoded | null;
}

export interface CdaEncounter {
  readonly code: ReadCoded | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly sector: string | null;
  /** {@link sector} with the label that came with it. */
  readonly facility: ReadCoded | null;
}

export interface CdaBody {
  /** Level 1 only. */
  readonly mediaType: string | null;
  readonly size: number | null;
  readonly sha1: string | null;
  /** Level 1 text/plain: the text. Null otherwise. */
  readonly text: string | null;
  /** Level 3. */
  readonly sections: readonly CdaSection[];
  /** Level 1: the file carried. */
  readonly bytes: Uint8Array | null;
}

export interface CdaSection {
  readonly code: ReadCoded | null;
  readonly title: string | null;
  /** Narrative without markup, one line per paragraph, item or row. */
  readonly text: string;
  readonly sections: readonly CdaSection[];
}

export interface CdaWarning {
  readonly code: string;
  readonly message: string;
}
