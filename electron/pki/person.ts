import { X509Certificate } from 'node:crypto';
import { buildChain, readCertificate, type ReadCertificate } from '../card/certificate.ts';
import type { CardCertificate } from '../card/types.ts';
import { pkiError } from './errors.ts';
import { standingOf, type Revocations } from './revocations.ts';

export interface CardTrust {
  /** DER of the authorities of the trust file; empty = none configured, the chain is not judged. */
  readonly authorities: readonly Uint8Array[];
  readonly revocations: Revocations;
  readonly now: Date;
}

/**
 * Whether the two certificates of a card may be used, judged before any PIN (cps-card.md, section 8: usages;
 * mssante.md 2.1: dates, chain, revocation).
 *
 * @throws PosteError CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_UNTRUSTED (chain or key usage), CERT_REVOKED,
 *   CRL_UNAVAILABLE (only when lists are required)
 */
export function checkCardCertificates(card: { readonly authentication: CardCertificate; readonly signature: CardCertificate }, trust: CardTrust): void {
  check(readCertificate(card.authentication.der), (one) => one.clientAuth && one.keyUsage.includes('digitalSignature'), trust);
  check(readCertificate(card.signature.der), (one) => one.keyUsage.includes('nonRepudiation'), trust);
}

function check(leaf: ReadCertificate, suits: (certificate: ReadCertificate) => boolean, { authorities, revocations, now }: CardTrust): void {
  const today = now.toISOString();
  if (leaf.notAfter < today) throw pkiError('CERT_EXPIRED');
  if (leaf.notBefore > today) throw pkiError('CERT_NOT_YET_VALID');
  if (leaf.isCa || !suits(leaf)) throw pkiError('CERT_UNTRUSTED', { detail: `key usage: ${leaf.keyUsage.join(', ')}` });
  if (authorities.length === 0) return;

  // Only the trust file vouches: authorities found on the card are not asked.
  const chain = buildChain(leaf.der, authorities);
  const issuers = chain.map((der) => readCertificate(der));
  const root = issuers.at(-1);
  if (root === undefined || root.subject !== root.issuer) throw pkiError('CERT_UNTRUSTED', { detail: `issuer: ${leaf.issuer}` });
  if (issuers.some((one) => one.notAfter < today || one.notBefore > today || !one.keyUsage.includes('keyCertSign'))) {
    throw pkiError('CERT_UNTRUSTED', { detail: 'authority out of date or of another use' });
  }
  [leaf.der, ...chain].forEach((der, i) => {
    const issuer = chain[i];
    if (issuer === undefined) return;
    const standing = standingOf(revocations, new X509Certificate(issuer).fingerprint256, new X509Certificate(der).serialNumber, now.getTime());
    if (standing === 'revoked') throw pkiError('CERT_REVOKED');
    if (standing === 'uncovered' && revocations.required) throw pkiError('CRL_UNAVAILABLE');
  });
}
