import { createSecureContext, type ConnectionOptions, type SecureContext, type SecureContextOptions } from 'node:tls';
import { certificateToPem } from '../card/certificate.ts';
import { someAuthority, type Authorities } from '../pki/authorities.ts';
import { noneRevoked, type Revocations } from '../pki/revocations.ts';
import { serviceFlaw } from '../pki/service.ts';

/** What every mutual or one-way TLS connection has in common. */
export interface TlsTrust {
  /** The only authorities that may vouch for the service; without any, no connection is made. */
  readonly authorities: Authorities;
  /** Certificates revoked as of now; none known without it. Another value closes the connections kept under the former one. */
  readonly revocations?: () => Revocations;
  /** Largest answer accepted, bytes; 64 MiB by default. */
  readonly maxBytes?: number;
}

export interface KeyAbility {
  /**
   * Whether the key can do RSA-PSS. False (CPS3): TLS 1.2 at most, and rsa_pkcs1_sha256 as the only signature
   * algorithm, because OpenSSL picks PSS as soon as it may (card/README 4).
   */
  readonly pss: boolean;
  /** Never more than TLS 1.2, for services that need it. */
  readonly tls12Only?: boolean;
}

/**
 * What the client shows and signs with; nothing for one-way TLS. Never a whole PKCS#12: Node would trust its authorities,
 * and makes as many rounds as the file asks for.
 */
type ClientKey = Pick<SecureContextOptions, 'cert' | 'key' | 'passphrase' | 'privateKeyEngine' | 'privateKeyIdentifier'>;

/** What a TLS client is made of, in Node's own names: to be spread into its options. */
export interface ClientTls {
  readonly secureContext: SecureContext;
  readonly checkServerIdentity: NonNullable<ConnectionOptions['checkServerIdentity']>;
  readonly rejectUnauthorized: true;
}

/** Versions and signature algorithms for a key. */
export function tlsLimits({ pss, tls12Only = false }: KeyAbility): {
  readonly minVersion: 'TLSv1.2';
  readonly maxVersion: 'TLSv1.2' | 'TLSv1.3';
  readonly sigalgs?: string;
} {
  return { minVersion: 'TLSv1.2', maxVersion: pss && !tls12Only ? 'TLSv1.3' : 'TLSv1.2', ...(pss ? {} : { sigalgs: 'RSA+SHA256' }) };
}

/**
 * The only place where Node gets a TLS context: HTTPS, the engine's process and STARTTLS alike. Node takes an empty `ca`
 * for an absent one and trusts the public authorities that it is shipped with; here there is always at least one.
 *
 * @param limits `ciphers`: OpenSSL's list, when a specification has one.
 * @throws PosteError TRUST_EMPTY, before the key is touched; what OpenSSL throws of a key that it cannot use
 */
export function clientTls(
  { authorities, revocations = noneRevoked }: TlsTrust,
  key: ClientKey,
  limits: KeyAbility & { readonly ciphers?: string },
): ClientTls {
  const ca = someAuthority(authorities).map(certificateToPem);
  const { ciphers } = limits;
  return {
    secureContext: createSecureContext({ ...key, ...tlsLimits(limits), ...(ciphers === undefined ? {} : { ciphers }), ca }),
    // OpenSSL's own check of lists is not used: it wants every list of the chain or refuses everything, and cannot be
    // told of a new one without the card's PIN.
    checkServerIdentity: (host, { raw }) => refusalOf(raw, host, authorities, revocations()),
    rejectUnauthorized: true,
  };
}

/** An error with OpenSSL's code, as Node expects of this check; undefined when all is well. */
function refusalOf(der: Uint8Array, host: string, authorities: Authorities, revocations: Revocations): Error | undefined {
  const code = flawOf(der, host, authorities, revocations);
  return code === null ? undefined : Object.assign(new Error(code), { code });
}

function flawOf(der: Uint8Array, host: string, authorities: Authorities, revocations: Revocations): string | null {
  try {
    return serviceFlaw(der, host, { authorities, revocations, now: new Date() });
  } catch {
    // Thrown here, it would stop the process: Node calls this check outside of any promise.
    return 'unreadable certificate';
  }
}
