import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { chainFlaw, datesFlaw, type ChainTrust } from './chain.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';

/**
 * Judges the certificate of a service, the same for Node's TLS and Electron's: name, dates, use, and what
 * vouches for it (RFC 6125; chain.ts): what the service shows beside its certificate is named by whoever made it.
 *
 * @param host name or address that was asked for.
 * @returns what is wrong, in OpenSSL's and Node's words (`CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID`...); null when all is well.
 */
export function serviceFlaw(der: Uint8Array, host: string, trust: ChainTrust): string | null {
  const certificate = new X509Certificate(der);
  const named = isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never', partialWildcards: false }) : certificate.checkIP(host);
  if (named === undefined) return 'ERR_TLS_CERT_ALTNAME_INVALID';
  const dated = datesFlaw(certificate, trust.now);
  if (dated !== null) return dated;
  // Node calls `keyUsage` the purposes of the extended key usage; none written means any.
  const purposes = certificate.keyUsage as readonly string[] | undefined;
  if (certificate.ca || (purposes !== undefined && !purposes.includes(SERVER_AUTH) && !purposes.includes(ANY_PURPOSE)))
    return 'INVALID_PURPOSE';

  return chainFlaw(der, trust);
}
