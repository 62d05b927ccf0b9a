/** Wire constants of INSi: WSDL DESIR_ICIR_EXP 1.5.0 and its schemas (insi/README 1). */
export const BAM_NS = 'urn:siram:bam:ctxbam';
export const LPS_NS = 'urn:siram:lps:ctxlps';
export const SIRAM_NS = 'urn:siram';
export const RECSANS_NS = 'http://www.cnamts.fr/INSiRecSans';
export const RECVIT_NS = 'http://www.cnamts.fr/INSiRecVit';
export const RESULTAT_NS = 'http://www.cnamts.fr/INSiResultat';
/**
 * Verification (insi/README 8): no public text gives its schema. This namespace is this project's, used with a simulator
 * only, until the package of the GIE SESAM-Vitale binds the real one.
 */
export const VERIFICATION_NS = 'urn:poste-sante:simulation:insi:verification';

/** wsa:Action and HTTP action of WS_INS1. */
export const ACTION_SEARCH_BY_VITALE = 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale';
/** wsa:Action and HTTP action of WS_INS2. */
export const ACTION_SEARCH_BY_TRAITS = 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite';
/** Action of the simulated verification: local, like its namespace. */
export const ACTION_VERIFY = 'urn:poste-sante:simulation:insi:verifierInsAvecTraitsIdentite';

/** Context versions the service expects. */
export const BAM_VERSION = '01_02';
export const LPS_VERSION = '01_00';
/** Attribute R of IDAM: number of authorisation delivered by the CNDA. */
export const IDAM_REFERENCE = '4';

/** COG code of an unknown birth place: never sent. */
export const COG_UNKNOWN = '99999';
