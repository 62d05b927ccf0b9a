import { X509Certificate } from 'node:crypto';
import { buildChain, readCertificate, type ReadCertificate } from '../card/certificate.ts';
import type { CardCertificate } from '../card/types.ts';
import { inDateFirst, type Authorities } from './authorities.ts';
import { issuerKey } from './crl.ts';
import { pkiError } from './errors.ts';
import { standingOf, type Revocations } from './revocations.ts';

export interface CardTrust {
  readonly authorities: Authorities;
  readonly revocations: Revocations;
  readonly now: Date;
}

type CardCertificates = { readonly authentication: CardCertificate; readonly signature: CardCertificate };

/**
 * Whether the two certificates of a card may be used, judged before any PIN (cps-card.md, section 8: usages;
 * mssante.md 2.1: dates, chain, revocation).
 *
 * @throws PosteError CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_UNTRUSTED (key usage, chain, no authority at all),
 *   CERT_REVOKED, CRL_UNAVAILABLE (only when lists are required)
 */
export function checkCardCertificates(card: CardCertificates, trust: CardTrust): void {
  for (const leaf of checkCardTerms(card, trust.now)) checkChain(leaf, trust);
}

/**
 * What the two certificates say of themselves, whoever issued them: for a command that signs and leaves the chain to the
 * recipient.
 *
 * @throws PosteError CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_UNTRUSTED (key usage)
 */
export function checkCardTerms(card: CardCertificates, now: Date): readonly ReadCertificate[] {
  return [
    checkTerms(readCertificate(card.authentication.der), (one) => one.clientAuth && one.keyUsage.includes('digitalSignature'), now),
    checkTerms(readCertificate(card.signature.der), (one) => one.keyUsage.includes('nonRepudiation'), now),
  ];
}

function checkTerms(leaf: ReadCertificate, suits: (certificate: ReadCertificate) => boolean, now: Date): ReadCertificate {
  const today = now.toISOString();
  if (leaf.notAfter < today) throw pkiError('CERT_EXPIRED');
  if (leaf.notBefore > today) throw pkiError('CERT_NOT_YET_VALID');
  if (leaf.isCa || !suits(leaf)) throw pkiError('CERT_UNTRUSTED', { detail: `key usage: ${leaf.keyUsage.join(', ')}` });
  return leaf;
}

function checkChain(leaf: ReadCertificate, { authorities, revocations, now }: CardTrust): void {
  const today = now.toISOString();
  // Only the trust file vouches: authorities found on the card are not asked.
  const chain = buildChain(leaf.der, inDateFirst(authorities, now));
  const issuers = chain.map((der) => readCertificate(der));
  const root = issuers.at(-1);
  if (root === undefined || root.subject !== root.issuer) {
    throw pkiError('CERT_UNTRUSTED', { detail: authorities.length === 0 ? 'no authority configured' : `issuer: ${leaf.issuer}` });
  }
  if (issuers.some((one) => one.notAfter < today || one.notBefore > today || !one.keyUsage.includes('keyCertSign'))) {
    throw pkiError('CERT_UNTRUSTED', { detail: 'authority out of date or of another use' });
  }
  [leaf.der, ...chain].forEach((der, i) => {
    const issuer = chain[i];
    if (issuer === undefined) return;
    const standing = standingOf(revocations, issuerKey(new X509Certificate(issuer)), new X509Certificate(der).serialNumber, now.getTime());
    if (standing === 'revoked') throw pkiError('CERT_REVOKED');
    if (standing === 'uncovered' && revocations.required) throw pkiError('CRL_UNAVAILABLE');
  });
}
