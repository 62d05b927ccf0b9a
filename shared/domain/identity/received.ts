import type { IdentityStatus, Ins, LocalSex } from '../types.ts';
import { insKind, isTestOid } from '../ins/oids.ts';
import { hasRightKey } from '../ins/matricule.ts';
import { noAttributes, type IdentityAttributes } from './status.ts';

/** An identity as another system of the structure, or of another one, states it. */
export interface ReceivedIdentity {
  /** HL7 table 0445 as IHE PAM France fills it (PID-32): `VALI`, `PROV`, `DOUB`…; several may stand together. */
  readonly reliability: readonly string[];
  readonly ins: Ins | null;
  readonly sex: LocalSex;
  /** OIDs or names of the authorities that assigned the local numbers (PID-3.4): whose identity it is. */
  readonly authorities: readonly string[];
}

/** Why an identity is received with its status. */
export type ReceivedReason = 'OWN_QUALIFIED' | 'OWN_VALIDATED' | 'NOT_VALIDATED' | 'OTHER_DOMAIN' | 'DOUBTFUL' | 'FICTIVE' | 'INS_UNUSABLE' | 'SEX_UNKNOWN';

export interface ReceivedDecision {
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  /** Stored with the identity: only when it is qualified. */
  readonly ins: Ins | null;
  /** To ask INSi about: received, not trusted. */
  readonly insToVerify: Ins | null;
  readonly reason: ReceivedReason;
}

/** Codes of PID-32 that mean a doubtful, a fictive or a homonymous identity. */
const DOUBTFUL = new Set(['DOUB', 'DOUT', 'DOUA', 'DPOT', 'USUR', 'COLP', 'COLV']);
const FICTIVE = new Set(['FICT', 'ANOM', 'CACH']);
const HOMONYM = new Set(['HOMA', 'HOMD']);

/**
 * The status of an identity received from outside. VALI with a matricule makes a qualified identity only when it comes
 * from the structure's own identity domain: there, the same people applied RNIV. Anyone else's is verified by INSi
 * before use (ins.md 1.7, 3).
 *
 * @param domains.own OIDs or names of the structure's own identity domain (configuration); empty = nobody is trusted.
 * @param domains.test accept test and demonstration OIDs.
 */
export function receivedStatus(identity: ReceivedIdentity, domains: { readonly own: readonly string[]; readonly test: boolean }): ReceivedDecision {
  const has = (codes: ReadonlySet<string>): boolean => identity.reliability.some((code) => codes.has(code));
  const fictive = has(FICTIVE);
  const doubtful = !fictive && has(DOUBTFUL);
  const attributes: IdentityAttributes = { ...noAttributes, homonym: !fictive && has(HOMONYM), doubtful, fictive };
  const provisional = (reason: ReceivedReason, insToVerify: Ins | null): ReceivedDecision => ({ status: 'PROV', attributes, ins: null, insToVerify, reason });
  if (fictive) return provisional('FICTIVE', null);
  if (doubtful) return provisional('DOUBTFUL', null);
  const usable = identity.ins !== null && hasRightKey(identity.ins) && insKind(identity.ins.oid) !== null && (domains.test || !isTestOid(identity.ins.oid));
  const insToVerify = usable ? identity.ins : null;
  if (!identity.reliability.includes('VALI')) return provisional('NOT_VALIDATED', insToVerify);
  if (!identity.authorities.some((authority) => domains.own.includes(authority))) return provisional('OTHER_DOMAIN', insToVerify);
  // No identity is qualified without a sex of civil status (ins.md 2.1).
  if (usable && identity.sex === 'I') return { status: 'VALI', attributes, ins: null, insToVerify: identity.ins, reason: 'SEX_UNKNOWN' };
  if (usable) return { status: 'QUAL', attributes, ins: identity.ins, insToVerify: null, reason: 'OWN_QUALIFIED' };
  return { status: 'VALI', attributes, ins: null, insToVerify: null, reason: identity.ins === null ? 'OWN_VALIDATED' : 'INS_UNUSABLE' };
}
