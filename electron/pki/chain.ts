import { X509Certificate } from 'node:crypto';
import { buildChain, readCertificate } from '../card/certificate.ts';
import { inDateFirst, type Authorities } from './authorities.ts';
import { issuerKey } from './crl.ts';
import { standingOf, type Revocations } from './revocations.ts';

/** Who may vouch, and what they took back. */
export interface ChainTrust {
  /** Those that a card or a service shows are not asked. */
  readonly authorities: Authorities;
  readonly revocations: Revocations;
  readonly now: Date;
}

/** In OpenSSL's words. */
type DatesFlaw = 'CERT_HAS_EXPIRED' | 'CERT_NOT_YET_VALID';
type ChainFlaw = DatesFlaw | 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' | 'INVALID_CA' | 'CERT_REVOKED' | 'UNABLE_TO_GET_CRL';

/**
 * Judges what vouches for a certificate, a card's or a service's: its chain made again from the trust file alone, each
 * signature verified, up to a root that signed itself; dates and use of each authority, revocation of each link (RFC 5280, 6).
 *
 * @returns what is wrong; null when all is well. `UNABLE_TO_GET_CRL` only when lists are required.
 */
export function chainFlaw(der: Uint8Array, { authorities, revocations, now }: ChainTrust): ChainFlaw | null {
  const chain = buildChain(der, inDateFirst(authorities, now)).map((one) => new X509Certificate(one));
  const root = chain.at(-1);
  if (root === undefined || root.subject !== root.issuer || !root.verify(root.publicKey)) return 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  let issued = new X509Certificate(der);
  for (const issuer of chain) {
    const flaw = datesFlaw(issuer, now);
    if (flaw !== null) return flaw;
    if (!readCertificate(issuer.raw).keyUsage.includes('keyCertSign')) return 'INVALID_CA';
    const standing = standingOf(revocations, issuerKey(issuer), issued.serialNumber, now.getTime());
    if (standing === 'revoked') return 'CERT_REVOKED';
    if (standing === 'uncovered' && revocations.required) return 'UNABLE_TO_GET_CRL';
    issued = issuer;
  }
  return null;
}

export function datesFlaw({ validFromDate, validToDate }: X509Certificate, now: Date): DatesFlaw | null {
  if (validToDate < now) return 'CERT_HAS_EXPIRED';
  return validFromDate > now ? 'CERT_NOT_YET_VALID' : null;
}
