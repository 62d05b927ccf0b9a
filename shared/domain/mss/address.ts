/**
 * A mailbox address. Recipients are never judged by their suffix: some trusted domains do not end in `.mssante.fr` and
 * some hold non-ASCII letters (mssante.md 1); the operator's white list decides.
 */
export interface MailAddress {
  /** `local@domain`, domain in lower case. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
  /** `citizen`: a « Mon espace santé » mailbox, whose rules differ (mssante.md 4). */
  readonly kind: 'professional' | 'citizen';
  /** Matricule INS that names a citizen's mailbox; null for the operator's test robot and for professionals. */
  readonly matricule: string | null;
}

/** Robot that answers any message whose subject and body hold `TEST` (mssante.md 4). */
export const CITIZEN_TEST_ROBOT = 'reponse.automatique-test@patient.mssante.fr';

/** `patient.mssante.fr` and its test twins (`patient.formation.mssante.fr`...). */
const CITIZEN_DOMAIN = /^patient(\.[a-z0-9-]+)*\.mssante\.fr$/;
/** Dot-atom of RFC 5322, with the letters RFC 6532 adds. Quoted forms are refused: no mailbox of the network has one. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;
/** 13 characters and the key; Corsica writes 2A, 2B. */
const MATRICULE = /^\d{6}[\dAB]\d{8}$/;

/**
 * Reads a typed address; surrounding spaces are dropped, nothing else is corrected.
 *
 * @returns null when it is not an address, or names a citizen by anything but a matricule INS.
 */
export function parseAddress(text: string): MailAddress | null {
  const trimmed = text.trim();
  const split = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(split, 0));
  const domain = trimmed.slice(split + 1).toLowerCase();
  // Limits of RFC 5321, 4.5.3.1.
  if (local.length > 64 || domain.length > 253 || !LOCAL.test(local) || !DOMAIN.test(domain)) return null;
  if (!CITIZEN_DOMAIN.test(domain)) return { address: `${local}@${domain}`, local, domain, kind: 'professional', matricule: null };
  const upper = local.toUpperCase();
  if (MATRICULE.test(upper)) return { address: `${upper}@${domain}`, local: upper, domain, kind: 'citizen', matricule: upper };
  const address = `${local.toLowerCase()}@${domain}`;
  return address === CITIZEN_TEST_ROBOT ? { address, local, domain, kind: 'citizen', matricule: null } : null;
}
