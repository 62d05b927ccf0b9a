import { X509Certificate } from 'node:crypto';
import { pkiError } from './errors.ts';

/**
 * DER of the authorities that may vouch for a card or a service, roots and issuing CAs: nobody else does, neither the
 * system's nor Node's own. Empty: nobody is trusted.
 */
export type Authorities = readonly Uint8Array[];

/** The authorities of a connection about to be made. @throws PosteError TRUST_EMPTY (`sent=no`: nothing left) */
export function someAuthority(authorities: Authorities): Authorities {
  if (authorities.length === 0) throw pkiError('TRUST_EMPTY', { detail: 'sent=no' });
  return authorities;
}

/** Those of a given instant first: an authority renewed under the same key stands there twice, and its former self ends. */
export function inDateFirst(authorities: Authorities, now: Date): Authorities {
  const over = (der: Uint8Array): number => {
    const { validFromDate, validToDate } = new X509Certificate(der);
    return validFromDate <= now && now <= validToDate ? 0 : 1;
  };
  return authorities.toSorted((a, b) => over(a) - over(b));
}
