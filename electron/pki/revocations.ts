import { checkServerIdentity, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { z } from 'zod';
import { serialKey } from './crl.ts';

/**
 * What is known to be revoked, by issuing authority (SHA-256 fingerprint). Plain data: the process that does TLS with
 * the card's key gets it whole. One value never changes; a refresh makes another.
 */
export const revocationsSchema = z.strictObject({
  lists: z.map(z.string(), z.strictObject({ revoked: z.set(z.string()), /** End of the list, milliseconds since 1970. */ until: z.number() })),
  /** Refuses what no valid list covers. */
  required: z.boolean(),
});

export type Revocations = z.infer<typeof revocationsSchema>;

const NONE: Revocations = { lists: new Map(), required: false };

/** Nothing is known of any revocation. */
export const noneRevoked = (): Revocations => NONE;

/** `uncovered`: no valid list of its issuer says anything about it. */
export type Standing = 'good' | 'revoked' | 'uncovered';

/**
 * What the lists say of one certificate. A serial listed in a list that has ended stays revoked: being cut from the
 * network brings no certificate back.
 *
 * @param serial hexadecimal.
 */
export function standingOf({ lists }: Revocations, issuer: string, serial: string, now: number): Standing {
  const list = lists.get(issuer);
  if (list === undefined) return 'uncovered';
  if (list.revoked.has(serialKey(serial))) return 'revoked';
  return list.until > now ? 'good' : 'uncovered';
}

/**
 * The check of a service's certificate once OpenSSL trusts its chain: its name, as Node does, then the revocation of
 * each link. OpenSSL's own check of lists is not used: it wants every list of the chain or refuses everything, and
 * cannot be told of a new one without the card's PIN.
 *
 * @returns an error with OpenSSL's code (`CERT_REVOKED`, `UNABLE_TO_GET_CRL`), undefined when all is well.
 */
export function identityCheck(revocations: () => Revocations): (host: string, certificate: PeerCertificate) => Error | undefined {
  return (host, certificate) => checkServerIdentity(host, certificate) ?? checkChain(certificate, revocations());
}

function checkChain(leaf: PeerCertificate, revocations: Revocations): Error | undefined {
  // A root is its own issuer: nothing above says anything about it.
  for (let link = leaf, issuer = issuerOf(link); issuer !== null; link = issuer, issuer = issuerOf(link)) {
    const standing = standingOf(revocations, issuer.fingerprint256, link.serialNumber, Date.now());
    if (standing === 'revoked') return refusal('CERT_REVOKED');
    if (standing === 'uncovered' && revocations.required) return refusal('UNABLE_TO_GET_CRL');
  }
  return undefined;
}

function issuerOf(certificate: PeerCertificate): PeerCertificate | null {
  // node:tls gives the detailed form here, whatever its declaration says.
  const { issuerCertificate } = certificate as Partial<DetailedPeerCertificate>;
  return issuerCertificate === undefined || issuerCertificate.fingerprint256 === certificate.fingerprint256 ? null : issuerCertificate;
}

const refusal = (code: 'CERT_REVOKED' | 'UNABLE_TO_GET_CRL'): Error => Object.assign(new Error(code), { code });
