/** The simulator's own table of wire constants (dmp/README 1 to 8; it never reads the client's). */
export const NS = {
  hl7: 'urn:hl7-org:v3',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  rim: 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0',
  rs: 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0',
  lcm: 'urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0',
  query: 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0',
  ihe: 'urn:ihe:iti:xds-b:2007',
  xop: 'http://www.w3.org/2004/08/xop/include',
  xades: 'http://uri.etsi.org/01903/v1.1.1#',
} as const;

export const ACTIONS = {
  existence: 'urn:hl7-org:v3:PRPA_IN201307UV02',
  existenceAnswer: 'urn:hl7-org:v3:PRPA_IN201308UV02',
  feed: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b',
  feedAnswer: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse',
  query: 'urn:ihe:iti:2007:RegistryStoredQuery',
  queryAnswer: 'urn:ihe:iti:2007:RegistryStoredQueryResponse',
} as const;

export const SCHEMA = {
  existence: 'dmp/annexe-wsdl-schema/schema/HL7V3/NE2009/multicacheschemas/PRPA_IN201307UV02.xsd',
  repository: 'dmp/annexe-wsdl-schema/schema/IHE/XDS.b_DocumentRepository.xsd',
  query: 'dmp/annexe-wsdl-schema/schema/ebRS/query.xsd',
  /** METADATA.XML of an archive. */
  submit: 'dmp/annexe-wsdl-schema/schema/ebRS/lcm.xsd',
} as const;

/** Classification schemes and identification schemes of XDS (IHE ITI TF-3, 4.2.5). */
export const UUID = {
  documentEntry: 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1',
  submissionSet: 'urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
  setAuthor: 'urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d',
  setContentType: 'urn:uuid:aa543740-bdda-424e-8c96-df4873be8500',
  setPatientId: 'urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446',
  setSourceId: 'urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832',
  setUniqueId: 'urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8',
  author: 'urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d',
  class: 'urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a',
  type: 'urn:uuid:f0306f51-975f-434e-a61c-c59651d33983',
  confidentiality: 'urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f',
  format: 'urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d',
  facility: 'urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1',
  practice: 'urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead',
  events: 'urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4',
  patientId: 'urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427',
  uniqueId: 'urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab',
  getDocuments: 'urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4',
} as const;

export const ASSOCIATION = {
  hasMember: 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
  signs: 'urn:ihe:iti:2007:AssociationType:signs',
  replaces: 'urn:ihe:iti:2007:AssociationType:RPLC',
} as const;

export const STATUS = {
  success: 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success',
  failure: 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure',
  partial: 'urn:ihe:iti:2007:ResponseStatusType:PartialSuccess',
  error: 'urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error',
  warning: 'urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning',
} as const;

/** OIDs of an INS: NIR, NIA, NIR of test, NIR of demonstration. */
export const INS_OIDS = ['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'];
export const DMP_DEVICE = '1.2.250.1.213.4.1.1.1';
export const PROFESSION_OID = '1.2.250.1.71.1.2.7';
/** Professions that somebody is trained for, TRE_G16. */
export const TRAINING_OID = '1.2.250.1.71.1.2.8';
export const SKILL_OID = '1.2.250.1.71.4.2.5';
export const ORDER_SECTION_OID = '1.2.250.1.71.4.2.6';
export const SECTOR_OID = '1.2.250.1.71.4.2.4';
export const STRUCTURE_OID = '1.2.250.1.71.4.2.2';
export const CARD_TYPE_OID = '1.2.250.1.71.1.2.2';
export const PURPOSE_OID = '1.2.250.1.213.1.1.4.248';
export const CONFIDENTIALITY_OID = '2.16.840.1.113883.5.25';
export const VISIBILITY_OID = '1.2.250.1.213.1.1.4.13';
export const SIGNATURE_CLASS = 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1';
export const SIGNATURE_PURPOSE = '1.2.840.10065.1.12.1.14';

/** What a patient reads above their documents, by class (JDV_J57). */
export const CATEGORIES: Readonly<Record<string, string>> = {
  10: 'Comptes rendus',
  11: 'Synthèses',
  31: 'Imagerie médicale',
  42: 'Ordonnances',
  43: 'Médicaments délivrés',
  44: 'Plans et protocoles de soins',
  45: 'Traitements administrés',
  52: 'Certificats et déclarations',
  60: 'Données de remboursement',
  90: 'Mes documents',
  95: 'Documents de gestion',
};
