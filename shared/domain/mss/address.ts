import { withoutHidden } from '../hidden-character.ts';

/**
 * A mailbox address. Recipients are never judged by their suffix: some trusted domains do not end in `.mssante.fr` and
 * some hold non-ASCII letters (mss/README 1); the operator's white list decides.
 */
export interface MailAddress {
  /** `local@domain`, domain in lower case. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
  /** `citizen`: a « Mon espace santé » mailbox, whose rules differ (mss/README 10). */
  readonly kind: 'professional' | 'citizen';
  /** Matricule INS that names a citizen's mailbox; null for the operator's test robot and for professionals. */
  readonly matricule: string | null;
}

/** Robot that answers any message whose subject and body hold `TEST` (mss/README 10). */
const CITIZEN_TEST_ROBOT = 'reponse.automatique-test@patient.mssante.fr';

/** `patient.mssante.fr` and its test twins (`patient.formation.mssante.fr`...). */
const CITIZEN_DOMAIN = /^patient(\.[a-z0-9-]+)*\.mssante\.fr$/;
/** Dot-atom of RFC 5322, with the letters RFC 6532 adds. Quoted forms are refused: no mailbox of the network has one. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;
/** Of a whole address, of its two parts and of a label of the domain, in characters (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4). */
const LONGEST = { address: 254, local: 64, domain: 253, label: 63 } as const;
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
  if (trimmed.length > LONGEST.address || local.length > LONGEST.local || !LOCAL.test(local) || !isDomain(domain)) return null;
  if (!CITIZEN_DOMAIN.test(domain)) return { address: `${local}@${domain}`, local, domain, kind: 'professional', matricule: null };
  const upper = local.toUpperCase();
  if (MATRICULE.test(upper)) return { address: `${upper}@${domain}`, local: upper, domain, kind: 'citizen', matricule: upper };
  const address = `${local.toLowerCase()}@${domain}`;
  return address === CITIZEN_TEST_ROBOT ? { address, local, domain, kind: 'citizen', matricule: null } : null;
}

/** Labels joined by dots; the last one is no number: that would be an address of a machine. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return (
    domain.length <= LONGEST.domain &&
    labels.length > 1 &&
    labels.every((label) => label.length <= LONGEST.label && LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** A refused address as an error can show it: no matricule, nothing hidden, not longer than a line. */
export const shownAddress = (typed: string): string => withoutHidden(typed.trim(), '·').replaceAll(/\d/g, '·').slice(0, 80);
