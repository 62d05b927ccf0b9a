import type { Authentication } from '../../shared/domain/rights/facts.ts';
import type { AccessMode, Coded } from '../../shared/domain/types.ts';

/** Wire constants of SAML 2.0 as the DMP and INSi use it. */
export const SAML_NS = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const XSI_NS = 'http://www.w3.org/2001/XMLSchema-instance';
export const XSD_NS = 'http://www.w3.org/2001/XMLSchema';
export const HL7_NS = 'urn:hl7-org:v3';
/** Format of an Issuer that is a certificate's subject (SAML core 8.3.3). */
export const X509_SUBJECT_NAME = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';

export type { Authentication };

/**
 * Authentication context by mode (saml/README 1): SmartcardPKI in the official direct samples, Password and the
 * declaration APP_BROWSER_AUTH in CNAM's kit for the other two.
 */
export const AUTHN_CONTEXT: Readonly<Record<Authentication, { readonly classRef: string; readonly decl: string | null }>> = {
  DIRECTE: { classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI', decl: null },
  INDIRECTE: { classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password', decl: null },
  INDIRECTE_RENFORCEE: { classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI', decl: 'APP_BROWSER_AUTH' },
};

/** Attribute names of the VIHF (CI-SIS, volet transport synchrone; saml/README 1), in the order of the official samples. */
export const VIHF_ATTRIBUTE = {
  structure: 'Identifiant_Structure',
  sector: 'Secteur_Activite',
  subjectName: 'urn:oasis:names:tc:xspa:1.0:subject:subject-id',
  role: 'urn:oasis:names:tc:xacml:2.0:subject:role',
  version: 'VIHF_Version',
  authentication: 'Authentification_mode',
  resourceId: 'urn:oasis:names:tc:xacml:2.0:resource:resource-id',
  resourceUrn: 'Ressource_URN',
  purpose: 'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse',
  reason: 'Mode_Acces_Raison',
  confidentiality: 'urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code',
  softwareId: 'LPS_ID',
  softwareName: 'LPS_Nom',
  softwareVersion: 'LPS_Version',
  approval: 'LPS_ID_HOMOLOGATION_DMP',
} as const;

export const RESOURCE_URN_DMP = 'urn:dmp';

/** Access modes, TRE_R248 / JDV_J38. Messages carry this OID although the recent NOS gives …4.336 (saml/README 1). */
export const PURPOSE_OF_USE: Readonly<Record<AccessMode, Coded>> = {
  normal: { code: 'normal', displayName: 'Accès normal', codeSystem: '1.2.250.1.213.1.1.4.248' },
  bris_de_glace: { code: 'bris_de_glace', displayName: 'Accès en bris de glace', codeSystem: '1.2.250.1.213.1.1.4.248' },
  centre_15: { code: 'centre_15', displayName: 'Accès par un centre de régulation médicale', codeSystem: '1.2.250.1.213.1.1.4.248' },
};
export const PURPOSE_CODE_SYSTEM_NAME = 'mode acces VIHF 2.0';

/** Code system of the sector of activity inside the VIHF (TRE_R02). */
export const SECTOR_OID = '1.2.250.1.71.4.2.4';
/** The only value of the confidentiality attribute: *connexion secrète* of a minor (TRE_A07). */
export const SECRET_CONNECTION = 'INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13';

/** Attribute names of the INSi assertion (SEL-MP-043, saml/README 4). */
export const INSI_ATTRIBUTE = { billingId: 'identifiantFacturation', speciality: 'codeSpecialite', sector: 'secteurActivite' } as const;

/** Attribute names of the INSi assertion under Pro Santé Connect (SEL-MP-043, saml/README 5). */
export const INSI_PSC_ATTRIBUTE = {
  speciality: 'codeSpecialiteAMO',
  billingId: 'identifiantFacturation',
  profession: 'gipProfessionCode',
} as const;
