import type { ReadCoded } from '../../shared/domain/types.ts';

/**
 * XDS metadata as they travel. Nullable: absent from the message. Times are DTM in UTC, digits only, as precise as they
 * are (`20250307091530`, `20250307`).
 */
export interface DocumentEntry {
  /** `rim` id: symbolic in a submission (`Document01`), entryUUID (`urn:uuid:...`) in an answer. */
  readonly entryId: string;
  /** Logical id: the same for every version of the metadata. */
  readonly lid: string | null;
  /** Status URN as received. */
  readonly status: string | null;
  /** VersionInfo@versionName. */
  readonly metadataVersion: string | null;
  readonly mimeType: string | null;
  /** OID, or OID^extension. */
  readonly uniqueId: string | null;
  readonly title: string | null;
  readonly comment: string | null;
  readonly creationTime: string | null;
  readonly languageCode: string | null;
  readonly serviceStart: string | null;
  readonly serviceStop: string | null;
  readonly authors: readonly XdsAuthor[];
  readonly legalAuthenticator: XdsPerson | null;
  readonly class: ReadCoded | null;
  readonly type: ReadCoded | null;
  readonly format: ReadCoded | null;
  readonly facility: ReadCoded | null;
  readonly practice: ReadCoded | null;
  /** N first, then visibility. */
  readonly confidentiality: readonly ReadCoded[];
  readonly events: readonly ReadCoded[];
  readonly patientId: Cx | null;
  readonly sourcePatientId: Cx | null;
  /** `PID-5|...`, `PID-7|...`, `PID-8|...`, as written. */
  readonly sourcePatientInfo: readonly string[];
  /** SHA-1 of the file, lower hex. */
  readonly hash: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly repositoryUniqueId: string | null;
  /** Name of the file in an XDM archive. */
  readonly uri: string | null;
  /** Slots we do not interpret: kept, for a later change of metadata must give them back. */
  readonly otherSlots: readonly Slot[];
}

export interface SubmissionSet {
  readonly entryId: string;
  readonly uniqueId: string | null;
  /** OID of the software that submits. */
  readonly sourceId: string | null;
  readonly submissionTime: string | null;
  readonly title: string | null;
  readonly comment: string | null;
  readonly authors: readonly XdsAuthor[];
  readonly contentType: ReadCoded | null;
  readonly patientId: Cx | null;
}

export interface Association {
  readonly id: string;
  /** URN, see `ASSOCIATION` (xds/constants.ts). */
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly slots: readonly Slot[];
}

export interface XdsAuthor {
  readonly person: XdsPerson | null;
  readonly roles: readonly string[];
  readonly specialities: readonly ReadCoded[];
  readonly institutions: readonly XdsInstitution[];
  /** Slots we do not interpret, where there are any: kept, as those of the entry. */
  readonly otherSlots?: readonly Slot[];
}

/** XCN of HL7 v2. */
export interface XdsPerson {
  readonly id: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly suffix: string | null;
  readonly prefix: string | null;
  /** OID of the domain of {@link id}. */
  readonly root: string | null;
  /** XCN-10: `D` person, `U` system. */
  readonly nameType: string | null;
  /** XCN-13: `IDNPS` national, `EI` internal. */
  readonly idType: string | null;
}

/** XON of HL7 v2. */
export interface XdsInstitution {
  readonly name: string | null;
  readonly id: string | null;
  readonly root: string | null;
  /** XON-7: `IDNST`. */
  readonly idType: string | null;
}

/** CX of HL7 v2. */
export interface Cx {
  readonly id: string;
  readonly root: string;
  /** CX-5: `NH` matricule INS, `PI` local number. */
  readonly type: string | null;
  /** CX-7: effective date, optional. */
  readonly date: string | null;
}

export interface Slot {
  readonly name: string;
  readonly values: readonly string[];
}
