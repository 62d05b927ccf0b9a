/** Wire constants of INSi: WSDL DESIR_ICIR_EXP 1.5.0 and its schemas (ins.md 1). */
export const BAM_NS = 'urn:siram:bam:ctxbam';
export const LPS_NS = 'urn:siram:lps:ctxlps';
export const SIRAM_NS = 'urn:siram';
export const RECSANS_NS = 'http://www.cnamts.fr/INSiRecSans';
export const RESULTAT_NS = 'http://www.cnamts.fr/INSiResultat';

/** wsa:Action and HTTP action of WS_INS2. */
export const ACTION_SEARCH_BY_TRAITS = 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite';

/** Context versions the service expects. */
export const BAM_VERSION = '01_02';
export const LPS_VERSION = '01_00';
/** Attribute R of IDAM: number of authorisation delivered by the CNDA. */
export const IDAM_REFERENCE = '4';

/** COG code of an unknown birth place: never sent. */
export const COG_UNKNOWN = '99999';
