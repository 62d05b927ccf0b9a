import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { checkMatricule, type MatriculeReason } from '../ins/matricule.ts';
import type { IdentityStatus, Ins, LocalSex } from '../types.ts';
import { reliabilityOf } from './reliability.ts';
import type { IdentityAttributes } from './status.ts';

/** A matricule that another system, a file or a scan gave: kept apart as « reçu, à vérifier », searchable, never transmitted. */
export interface ReceivedMatricule {
  /** As received, separators removed, upper case; at most 40 characters. */
  readonly matricule: string;
  /** Null when no nature was given. */
  readonly oid: string | null;
  /** What is wrong with it; null when it could be one. `OID`: missing, unknown, or of test in production. */
  readonly problem: MatriculeReason | null;
}

const MAX_MATRICULE = 40;
const OID = /^\d+(?:\.\d+)*$/;

/**
 * What is wrong with a matricule costs the matricule, not the patient. Null when nothing of it is a letter or a digit.
 *
 * @param test accept the OIDs of test and demonstration.
 */
export function receivedMatricule(
  { matricule, oid }: { readonly matricule: string; readonly oid: string | null },
  test: boolean,
): ReceivedMatricule | null {
  const { reason, normalised } = checkMatricule(matricule, oid ?? '', { test });
  const kept =
    normalised ??
    matricule
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .slice(0, MAX_MATRICULE);
  return kept === '' ? null : { matricule: kept, oid: oid !== null && OID.test(oid) ? oid : null, problem: reason };
}

/** Whether it may be somebody's: its form and key are right, its nature apart. */
export function mayBeSomebodys({ problem }: ReceivedMatricule): boolean {
  return problem === null || problem === 'OID';
}

/** Complementary traits that a message may remove (HL7 v2.5 2.10.4). */
export type ClearedTrait = 'usedName' | 'usedFirstName' | 'phone' | 'address' | 'medecinTraitant';

/** Capture channels of an identity (FR Core): typed, carte Vitale, INSi, datamatrix, RFID, Appli carte Vitale. */
export const captureChannels = ['SM', 'CV', 'INSI', 'CB', 'RFID', 'AV'] as const;
export type CaptureChannel = (typeof captureChannels)[number];

/** ZFD of PAM.FR 2.11.1: what proves the identity there. */
export interface ReceivedProof {
  /** ZFD-1: the birth date is « lunaire ». */
  readonly lunarDate: boolean;
  /** ZFD-5: how it was obtained. */
  readonly channel: CaptureChannel | null;
  /** ZFD-6: day of the INSi call, `YYYY-MM-DD`. */
  readonly insiOn: string | null;
  /** ZFD-7: document seen (codes of documents.ts), as received. */
  readonly document: string | null;
}

/** ZFA of PAM.FR 2.11.1; null where nothing was collected (`NA`) or said. */
export interface ReceivedConsent {
  readonly feeding: { readonly state: 'informed' | 'opposed'; readonly on: string | null } | null;
  readonly consultation: { readonly state: 'informed' | 'opposed'; readonly on: string | null } | null;
}

/** An identity as another system of the structure, or of another one, states it. */
interface ReceivedIdentity {
  /** PID-32 ({@link reliabilityOf}). */
  readonly reliability: readonly string[];
  readonly matricule: ReceivedMatricule | null;
  readonly sex: LocalSex;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly proof: ReceivedProof | null;
  /** OIDs or names of the authorities that assigned the local numbers (PID-3.4): whose identity it is. */
  readonly authorities: readonly string[];
}

/** Why an identity is received with its status. */
type ReceivedReason =
  | 'OWN_QUALIFIED'
  | 'OWN_VALIDATED'
  | 'NOT_VALIDATED'
  | 'OTHER_DOMAIN'
  | 'DOUBTFUL'
  | 'FICTIVE'
  | 'WITHDRAWN'
  | 'INS_UNUSABLE'
  | 'NO_PROOF'
  | 'SEX_UNKNOWN'
  | 'NOBODY_KNOWN';

export interface ReceivedDecision {
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  /** Stored with the identity: only when it is qualified. */
  readonly ins: Ins | null;
  /** Kept apart, to ask INSi about: received, not trusted. */
  readonly toVerify: ReceivedMatricule | null;
  readonly reason: ReceivedReason;
  /** Whose word it is: the structure's own identity domain, or another's. */
  readonly domain: 'own' | 'foreign';
}

/** Whose word is taken here, and what proves an identity. */
interface ReceivingDomains {
  /** OIDs or names of the structure's own identity domain (configuration); empty = nobody is trusted. */
  readonly own: readonly string[];
  /** `trusted`: the own domain's word is enough, for senders before PAM.FR 2.11. */
  readonly proof: 'required' | 'trusted';
  /** Codes of the documents that the structure accepts. */
  readonly documents: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * The status of an identity received from outside. Only the structure's own identity domain, where the same people
 * applied RNIV, raises one, and only with its proof: validated (PID-32) for VALI; besides, a right matricule and what
 * INSi and the document were (ZFD) for QUAL. Anyone else's is verified by INSi before use (insi/README 8, identity/README 1).
 *
 */
export function receivedStatus(identity: ReceivedIdentity, domains: ReceivingDomains): ReceivedDecision {
  const { validated, neverQualifies, doubtful, fictive, homonym } = reliabilityOf(identity.reliability);
  const attributes: IdentityAttributes = { homonym, doubtful, fictive };
  const domain = isOwnDomain(identity.authorities, domains.own) ? 'own' : 'foreign';
  const { matricule } = identity;
  const as = (status: IdentityStatus, reason: ReceivedReason, ins: Ins | null = null): ReceivedDecision => ({
    status,
    attributes,
    ins,
    toVerify: ins === null ? matricule : null,
    reason,
    domain,
  });
  // Whoever has no birth date is nobody yet.
  if (identity.birthDate === UNKNOWN_BIRTH_DATE) return as('PROV', 'NOBODY_KNOWN');
  if (fictive) return as('PROV', 'FICTIVE');
  if (doubtful) return as('PROV', 'DOUBTFUL');
  if (neverQualifies) return as('PROV', 'WITHDRAWN');
  if (!validated) return as('PROV', 'NOT_VALIDATED');
  if (domain === 'foreign') return as('PROV', 'OTHER_DOMAIN');
  if (matricule === null) return as('VALI', 'OWN_VALIDATED');
  if (matricule.problem !== null || matricule.oid === null) return as('VALI', 'INS_UNUSABLE');
  // No identity is qualified without a sex of civil status (ins/README 2).
  if (identity.sex === 'I') return as('VALI', 'SEX_UNKNOWN');
  if (domains.proof === 'required' && !isProved(identity, domains)) return as('VALI', 'NO_PROOF');
  return as('QUAL', 'OWN_QUALIFIED', { matricule: matricule.matricule, oid: matricule.oid });
}

/** INSi did not exist before: an earlier day proves nothing. */
const INSI_SINCE = '2019-01-01';

/**
 * When INSi answered and on which high-trust document the identity was checked (EXI SI 10); the Appli carte Vitale is both
 * (RNIV 1 v2.0, 4.3.4). A day that cannot be, or a document that proves nothing here, is no proof.
 */
function isProved({ proof, birthDate }: ReceivedIdentity, { documents, today }: ReceivingDomains): boolean {
  if (proof === null) return false;
  if (proof.channel === 'AV') return true;
  const { insiOn, document } = proof;
  return (
    insiOn !== null && insiOn >= INSI_SINCE && insiOn >= birthDate && insiOn <= today && document !== null && documents.includes(document)
  );
}

/** Whether the number is the own domain's: its OID says so; a name alone, only where no OID is given. */
export function isOwnDomain(authorities: readonly string[], own: readonly string[]): boolean {
  const oids = authorities.filter((one) => /^\d+(?:\.\d+)+$/.test(one));
  return oids.length > 0 ? oids.every((oid) => own.includes(oid)) : authorities.some((name) => own.includes(name));
}
