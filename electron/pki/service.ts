import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { buildChain, readCertificate } from '../card/certificate.ts';
import { inDateFirst, type Authorities } from './authorities.ts';
import { issuerKey } from './crl.ts';
import { standingOf, type Revocations } from './revocations.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';

export interface ServiceTrust {
  /** Those that a service shows are not asked. */
  readonly authorities: Authorities;
  readonly revocations: Revocations;
  readonly now: Date;
}

/**
 * Judges the certificate of a service, the same for Node's TLS and Electron's: name, dates, use, chain up to a root of the
 * trust file, revocation of each link (RFC 5280, 6; RFC 6125). The chain is made again from the trust file alone, each
 * signature verified: what the service shows beside its certificate is named by whoever made it.
 *
 * @param host name or address that was asked for.
 * @returns what is wrong, in OpenSSL's and Node's words (`CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID`...); null when all is well.
 */
export function serviceFlaw(der: Uint8Array, host: string, { authorities, revocations, now }: ServiceTrust): string | null {
  const certificate = new X509Certificate(der);
  const named = isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never', partialWildcards: false }) : certificate.checkIP(host);
  if (named === undefined) return 'ERR_TLS_CERT_ALTNAME_INVALID';
  const dated = datesFlaw(certificate, now);
  if (dated !== null) return dated;
  // Node calls `keyUsage` the purposes of the extended key usage; none written means any.
  const purposes = certificate.keyUsage as readonly string[] | undefined;
  if (certificate.ca || (purposes !== undefined && !purposes.includes(SERVER_AUTH) && !purposes.includes(ANY_PURPOSE))) return 'INVALID_PURPOSE';

  const chain = buildChain(der, inDateFirst(authorities, now));
  const issuers = chain.map((one) => new X509Certificate(one));
  const root = issuers.at(-1);
  if (root === undefined || root.subject !== root.issuer || !root.verify(root.publicKey)) return 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  for (const [i, issuer] of issuers.entries()) {
    const flaw = datesFlaw(issuer, now);
    if (flaw !== null) return flaw;
    if (!readCertificate(issuer.raw).keyUsage.includes('keyCertSign')) return 'INVALID_CA';
    const issued = issuers[i - 1] ?? certificate;
    const standing = standingOf(revocations, issuerKey(issuer), issued.serialNumber, now.getTime());
    if (standing === 'revoked') return 'CERT_REVOKED';
    if (standing === 'uncovered' && revocations.required) return 'UNABLE_TO_GET_CRL';
  }
  return null;
}

function datesFlaw({ validFromDate, validToDate }: X509Certificate, now: Date): string | null {
  if (validToDate < now) return 'CERT_HAS_EXPIRED';
  return validFromDate > now ? 'CERT_NOT_YET_VALID' : null;
}
