import { readCertificate } from '../card/certificate.ts';

/** What a VIHF says of the certificate that signed it. */
export interface CertificateFacts {
  /** Subject DN, RFC 2253. */
  readonly subject: string;
  /** Decimal. */
  readonly serial: string;
  /** Names of RFC 5280 (`nonRepudiation`...), [] when the extension is absent. */
  readonly keyUsage: readonly string[];
}

/**
 * National identifier of the structure that a certificate is of: OU of its subject (card/README 8). Null in the
 * certificate of a person. @throws Error when it is no certificate.
 */
export function structureOf(der: Uint8Array): string | null {
  return readCertificate(der).attributes.get('OU') ?? null;
}

/** Reads a DER certificate. @throws Error when it is not one. */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const { subject, serial, keyUsage } = readCertificate(der);
  return { subject, serial, keyUsage };
}
