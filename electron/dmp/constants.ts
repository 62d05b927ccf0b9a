import { SIGNATURE_PURPOSE } from '../xds/constants.ts';
import { DS_NS } from '../xml/sign.ts';

/**
 * Wire constants of the DMP. Source unless said: CNAM « package DMP », messages v02.05.00 and WSDL/XSD annexes v2.01.04
 * (dmp/README 1 to 13). Those of the document metadata (XDS, CI-SIS) are in `xds/constants.ts`, those of the VIHF in `saml/`.
 */

/** WS-Addressing and XOP; namespaces of SOAP are in `xml/soap-names.ts`. */
export const WSA_ANONYMOUS = 'http://www.w3.org/2005/08/addressing/anonymous';
export const XOP_NS = 'http://www.w3.org/2004/08/xop/include';

/** ebXML RegRep 3.0 and IHE XDS.b messages. */
export const RS_NS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';
export const QUERY_NS = 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0';
export const IHE_NS = 'urn:ihe:iti:xds-b:2007';

/** The DMP's own services. */
export const HABILITATIONS_NS = 'urn:si-dmp-habilitations';
export const PATIENTS_SPECIFIC_NS = 'urn:si-dmp-patients';
/** Wrapper of the answers to TD1.3b and TD1.4. */
export const GDP_NS = 'asip:ci-sis:gdp:2010';

/** wsa:Action, also the `action` of the Content-Type (dmp/README 1). */
export const ACTION = {
  getDemographics: 'urn:hl7-org:v3:PRPA_IN201307UV02',
  getDemographicsResponse: 'urn:hl7-org:v3:PRPA_IN201308UV02',
  provideAndRegister: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b',
  provideAndRegisterResponse: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse',
  storedQuery: 'urn:ihe:iti:2007:RegistryStoredQuery',
  storedQueryResponse: 'urn:ihe:iti:2007:RegistryStoredQueryResponse',
  retrieve: 'urn:ihe:iti:2007:RetrieveDocumentSet',
  findCandidates: 'urn:hl7-org:v3:PRPA_IN201305UV02',
  setAuthorization: 'urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization',
  listAuthorizations: 'urn:si-dmp-habilitations:HabilitationsEndPoint:listAuthorizationByPatient',
  patientList: 'urn:si-dmp-patients:PatientSpecificEndPoint:patientList',
  update: 'urn:ihe:iti:2010:UpdateDocumentSet',
  updateResponse: 'urn:ihe:iti:2010:UpdateDocumentSet-Response',
} as const;

/** HL7v3 Get Demographics as the DMP profiles it (dmp/README 4). */
export const HL7 = {
  interactionRoot: '2.16.840.1.113883.1.6',
  /** What a search by traits is (TD0.5). */
  findCandidates: 'PRPA_TE201305UV02',
  /** The DMP as a device. */
  dmpDevice: '1.2.250.1.213.4.1.1.1',
  reasonCodeSystem: '1.2.250.1.213.1.1.4.11',
} as const;

/** Reasons of the GDP family: what tells TD0.2 from TD1.3a, TD1.3b and TD1.4. */
export const REASON = { existence: 'TEST_EXST', consultation: 'CNSLT_DATA', modification: 'MODIF_DATA', closing: 'FERM' } as const;

/** Keywords of the answers (attentionLine, administrativeObservation). */
export const KEYWORD = {
  authorization: 'AUTORISATION',
  medecinTraitant: 'STATUT_MT',
  accountOpen: 'COMPTE_INTERNET_OUVERT',
  monEspaceSante: 'RATTACHEMENT_ENS',
  oppositionBrisDeGlace: 'OPPOSITION_BRIS_DE_GLACE',
  oppositionAccesUrgence: 'OPPOSITION_ACCES_URGENCE',
  score: 'POURCENTAGE',
} as const;

/** ebXML response statuses and severities. */
export const STATUS_SUCCESS = 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success';
export const STATUS_PARTIAL = 'urn:ihe:iti:2007:ResponseStatusType:PartialSuccess';
export const SEVERITY_WARNING = 'urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning';

/** Stored queries (IHE ITI TF-2a, 3.18.4.1.2.3.7). GetDocuments alone is used before any second sending (TD3.1b). */
export const QUERY = {
  findDocuments: 'urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d',
  findSubmissionSets: 'urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9',
  getDocuments: 'urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4',
  getAssociations: 'urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155',
  getDocumentsAndAssociations: 'urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a',
} as const;

/** Their parameters. */
export const PARAMETER = {
  patientId: '$XDSDocumentEntryPatientId',
  status: '$XDSDocumentEntryStatus',
  class: '$XDSDocumentEntryClassCode',
  type: '$XDSDocumentEntryTypeCode',
  createdFrom: '$XDSDocumentEntryCreationTimeFrom',
  createdTo: '$XDSDocumentEntryCreationTimeTo',
  serviceStartFrom: '$XDSDocumentEntryServiceStartTimeFrom',
  serviceStartTo: '$XDSDocumentEntryServiceStartTimeTo',
  serviceStopFrom: '$XDSDocumentEntryServiceStopTimeFrom',
  serviceStopTo: '$XDSDocumentEntryServiceStopTimeTo',
  entryUuid: '$XDSDocumentEntryEntryUUID',
  uniqueId: '$XDSDocumentEntryUniqueId',
  uuid: '$uuid',
  setPatientId: '$XDSSubmissionSetPatientId',
  setStatus: '$XDSSubmissionSetStatus',
  submittedFrom: '$XDSSubmissionSetSubmissionTimeFrom',
  submittedTo: '$XDSSubmissionSetSubmissionTimeTo',
} as const;

/** Branches below the installation's OID (form of the official samples, dmp/README 3). */
export const OID_BRANCH = { message: '1.1', query: '2' } as const;

/** XAdES of a lot (dmp/README 6; vector: td2.1-signature-xades.xml). */
export const XADES = {
  ns: 'http://uri.etsi.org/01903/v1.1.1#',
  manifestType: `${DS_NS}Manifest`,
  signedPropertiesType: 'http://uri.etsi.org/01903/v1.1.1#SignedProperties',
  manifestId: 'IHEManifest',
  signedPropertiesId: 'S0-SignedProperties',
  purposeId: 'purposeOfSignature',
  /** « Source », ASTM E1762: the purpose of the signature. */
  purpose: SIGNATURE_PURPOSE,
  /** The lot itself has no bytes: one zero byte stands for its digest. */
  emptyDigest: 'AA==',
} as const;
