import type { Revocations } from '../pki/revocations.ts';

/** What every mutual or one-way TLS connection has in common. */
export interface TlsTrust {
  /** PEM bundle of the only CAs that may vouch for the service: the system's are not used. */
  readonly caPem: string;
  /** Certificates revoked as of now; none known without it. Another value closes the connections kept under the former one. */
  readonly revocations?: () => Revocations;
  /** Largest answer accepted, bytes; 64 MiB by default. */
  readonly maxBytes?: number;
}

export interface KeyAbility {
  /**
   * Whether the key can do RSA-PSS. False (CPS3): TLS 1.2 at most, and rsa_pkcs1_sha256 as the only signature
   * algorithm, because OpenSSL picks PSS as soon as it may (cps-card.md, section 4).
   */
  readonly pss: boolean;
  /** Never more than TLS 1.2, for services that need it. */
  readonly tls12Only?: boolean;
}

/** Versions and signature algorithms for a key. */
export function tlsLimits({ pss, tls12Only = false }: KeyAbility): { readonly minVersion: 'TLSv1.2'; readonly maxVersion: 'TLSv1.2' | 'TLSv1.3'; readonly sigalgs?: string } {
  return { minVersion: 'TLSv1.2', maxVersion: pss && !tls12Only ? 'TLSv1.3' : 'TLSv1.2', ...(pss ? {} : { sigalgs: 'RSA+SHA256' }) };
}
