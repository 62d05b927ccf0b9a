import type { Coded } from '../../shared/domain/types.ts';
import { DS_NS } from '../xml/sign.ts';

/**
 * Wire constants of IHE XDS metadata in ebRIM 3.0. Sources: IHE ITI TF-3 section 4.2; CNAM sample message « Alimentation »
 * TD2.1 (xds/README 1 to 4); ASIP statuses (dmp/README 7).
 */
export const NS = {
  rim: 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0',
  lcm: 'urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0',
  /** `xml:lang`. */
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

export const OBJECT_TYPE = {
  /** Stable document entry. */
  documentEntry: 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1',
  association: 'urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association',
} as const;

/** Classification schemes and external identifiers of a DocumentEntry. */
export const DOCUMENT_ENTRY = {
  author: 'urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d',
  class: 'urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a',
  type: 'urn:uuid:f0306f51-975f-434e-a61c-c59651d33983',
  confidentiality: 'urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f',
  format: 'urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d',
  facility: 'urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1',
  practice: 'urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead',
  event: 'urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4',
  patientId: 'urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427',
  uniqueId: 'urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab',
} as const;

/** Classifications and external identifiers of a SubmissionSet. */
export const SUBMISSION_SET = {
  /** classificationNode: what makes a RegistryPackage a submission set. */
  node: 'urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
  author: 'urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d',
  contentType: 'urn:uuid:aa543740-bdda-424e-8c96-df4873be8500',
  patientId: 'urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446',
  sourceId: 'urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832',
  uniqueId: 'urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8',
} as const;

export const ASSOCIATION = {
  hasMember: 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
  replaces: 'urn:ihe:iti:2007:AssociationType:RPLC',
  signs: 'urn:ihe:iti:2007:AssociationType:signs',
  updatesStatus: 'urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus',
} as const;

export const STATUS = {
  approved: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
  deprecated: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated',
  archived: 'urn:asip:ci-sis:2010:StatusType:Archived',
  deleted: 'urn:asip:ci-sis:2010:StatusType:Deleted',
} as const;

/** Symbolic ids of the objects of a submission, as in TD2.1. */
export const ENTRY_ID = { submissionSet: 'SubmissionSet01', signature: 'Signature01' } as const;

/** Purpose of a signature, « source » (ASTM E1762), in the XAdES and in its entry. */
export const SIGNATURE_PURPOSE = '1.2.840.10065.1.12.1.14';

/** Codes of the entry that holds the XAdES signature of a submission set (xds/README 3). */
export const SIGNATURE_ENTRY: Readonly<Record<'class' | 'type' | 'format' | 'event', Coded>> = {
  class: { code: 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1', displayName: 'Digital Signature', codeSystem: 'URN' },
  type: { code: 'E1762', displayName: 'Full Document', codeSystem: 'ASTM' },
  format: { code: DS_NS, displayName: 'Default Signature Style', codeSystem: 'URN' },
  event: { code: SIGNATURE_PURPOSE, displayName: 'Source', codeSystem: '1.2.840.10065.1.12' },
};

/** Media type of a CDA document that is not self-presentable (xds/README 5). */
export const CDA_MIME_TYPE = 'text/xml';
