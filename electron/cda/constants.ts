import { insOids } from '../../shared/domain/ins/oids.ts';

/**
 * Wire constants of CDA R2 documents. Sources: CI-SIS « Structuration minimale des documents de santé » V1.16.8 (ANS) and
 * ansforge/IG-FHIR-PDSM4DMP-EEDS (cda/README 1).
 */
export const HL7_NS = 'urn:hl7-org:v3';

/** Template ids of the header, in order (Structuration minimale 3.5.2). At level 1 exactly the three. */
export const TEMPLATE = {
  hl7France: '2.16.840.1.113883.2.8.2.1',
  ciSis: '1.2.250.1.213.1.1.1.1',
  /** IHE XDS-SD: document with a body that is not structured. */
  level1: '1.3.6.1.4.1.19376.1.2.20',
} as const;

/** `ClinicalDocument/typeId` (HL7 CDA R2). */
export const TYPE_ID = { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' } as const;

/** Identification domains (Structuration minimale 3.5.5, 3.5.6.3). */
export const ID_OID = {
  /** PS_IdNat. */
  professional: '1.2.250.1.71.4.2.1',
  /** Struct_IdNat. */
  structure: '1.2.250.1.71.4.2.2',
} as const;

/** Domains of the matricule INS (Structuration minimale 3.5.5.12): NIR, NIA, NIR of test, NIR of demonstration. */
export const INS_OIDS: readonly string[] = Object.values(insOids);

/** HL7 code systems the header needs besides the value sets of shared/codes (Structuration minimale 3.5). */
export const CODE_SYSTEM = {
  administrativeGender: '2.16.840.1.113883.5.1',
  /** functionCode PCP, JDV_J47. */
  participationFunction: '2.16.840.1.113883.5.88',
} as const;

/** `languageCode`, case matters (Structuration minimale 3.5.5.9). */
export const LANGUAGE = 'fr-FR';
