import { X509Certificate } from 'node:crypto';
import type { Certificate } from 'electron';

/** One identity of the system's certificate store. */
export interface StoreEntry {
  /** Leaf, then its issuing CAs. */
  readonly certPem: string;
  readonly keyPem: string;
  /** Whether its key can do RSA-PSS. */
  readonly pss: boolean;
  /** The token it lives in, when it asks for a PIN (Linux). */
  readonly token: Token | null;
}

export interface Token {
  readonly name: string;
  readonly pin: string;
  /** PINs tried. */
  tries: string[];
  open: boolean;
}

/** What this machine's store holds, in its order: a test's to change. */
export const certificateStore: StoreEntry[] = [];

/** As Electron shows a certificate. What the application has no use for is not made up: reading it is a fault of the test. */
export function shown(pem: string): Certificate {
  const { raw, serialNumber, validFromDate, validToDate } = new X509Certificate(pem);
  const members = {
    data: new X509Certificate(raw).toString(),
    serialNumber,
    validStart: Math.floor(validFromDate.getTime() / 1000),
    validExpiry: Math.floor(validToDate.getTime() / 1000),
  };
  return members as Certificate; // the rest of it is not there
}
