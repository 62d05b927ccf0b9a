import { readCertificate, type ReadCertificate } from '../card/certificate.ts';
import type { CardCertificate } from '../card/types.ts';
import { chainFlaw, type ChainTrust } from './chain.ts';
import { pkiError } from './errors.ts';

type CardCertificates = { readonly authentication: CardCertificate; readonly signature: CardCertificate };

/**
 * Whether the two certificates of a card may be used, judged before any PIN (card/README 8: usages;
 * mss/README 2: dates, chain, revocation).
 *
 * @throws PosteError CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_UNTRUSTED (key usage, chain, no authority at all),
 *   CERT_REVOKED, CRL_UNAVAILABLE (only when lists are required)
 */
export function checkCardCertificates(card: CardCertificates, trust: ChainTrust): void {
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

function checkChain(leaf: ReadCertificate, trust: ChainTrust): void {
  switch (chainFlaw(leaf.der, trust)) {
    case null:
      return;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      throw pkiError('CERT_UNTRUSTED', { detail: trust.authorities.length === 0 ? 'no authority configured' : `issuer: ${leaf.issuer}` });
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
    case 'INVALID_CA':
      throw pkiError('CERT_UNTRUSTED', { detail: 'authority out of date or of another use' });
    case 'CERT_REVOKED':
      throw pkiError('CERT_REVOKED');
    case 'UNABLE_TO_GET_CRL':
      throw pkiError('CRL_UNAVAILABLE');
  }
}
