import { verify, X509Certificate } from 'node:crypto';
import { derParts, readDer } from './der.ts';
import { splitPem } from './https.ts';

/** What a service asks of the PKI before it trusts a certificate. */
export interface RevocationSource {
  /** Roots and issuing CAs. */
  readonly trustPem: string;
  /** The list of each of them, PEM. */
  crlsPem(): string;
}

/** A list whose signature is right: serial numbers, upper hexadecimal as node:crypto writes them. */
type Lists = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Whether a certificate, or an authority above it, stands in the list of its issuer. One whose issuer publishes no list
 * that can be checked counts as revoked.
 */
export function isRevoked(certificate: X509Certificate, source: RevocationSource): boolean {
  const authorities = splitPem(source.trustPem).map((pem) => new X509Certificate(pem));
  const lists = readLists(source.crlsPem(), authorities);
  for (let here = certificate; ;) {
    const issuer = authorities.find((authority) => here.checkIssued(authority));
    if (issuer === undefined) return true;
    if (here.raw.equals(issuer.raw)) return false;
    const list = lists.get(issuer.fingerprint256);
    if (list === undefined || list.has(here.serialNumber)) return true;
    here = issuer;
  }
}

function readLists(pems: string, authorities: readonly X509Certificate[]): Lists {
  const blocks = pems.match(/-----BEGIN X509 CRL-----[\s\S]+?-----END X509 CRL-----/g) ?? [];
  const found = new Map<string, ReadonlySet<string>>();
  for (const block of blocks) {
    // CertificateList (RFC 5280, 5.1): what is signed, algorithm, signature.
    const [signed, , signature] = derParts(readDer(Buffer.from(block.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')).content);
    if (signed === undefined || signature === undefined) throw new Error('not a revocation list');
    const issuer = authorities.find(({ publicKey }) => verify('sha256', signed.raw, publicKey, signature.content.subarray(1)));
    if (issuer !== undefined) found.set(issuer.fingerprint256, serials(signed.content));
  }
  return found;
}

/** TBSCertList: version, algorithm, issuer, two times, then the revoked ones, if any, then `[0]` extensions. */
function serials(signed: Buffer): ReadonlySet<string> {
  const revoked = derParts(signed)[5];
  if (revoked?.tag !== 0x30) return new Set();
  return new Set(derParts(revoked.content).flatMap((entry) => derParts(entry.content)[0]?.content.toString('hex').toUpperCase() ?? []));
}
