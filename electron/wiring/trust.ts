import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesOfPem } from '../card/certificate.ts';
import type { PublicCard } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { TlsTrust } from '../net/tls.ts';
import { RevocationLists } from '../pki/lists.ts';
import { checkCardCertificates } from '../pki/person.ts';

/** The authorities of the trust file and what they revoked: one judgement for cards and services. */
export interface Trust {
  /** PEM of the trust file; empty without one. */
  readonly pem: string;
  readonly tls: TlsTrust;
  readonly lists: RevocationLists;
  /** @throws PosteError CERT_*, CRL_UNAVAILABLE (when lists are required) */
  vouch(card: PublicCard): Promise<void>;
}

export function trustOf(config: Config, now: () => Date, changed: () => void): Trust {
  const pem = config.trustFile === null ? '' : readFileSync(config.trustFile, 'utf8');
  const authorities = certificatesOfPem(pem);
  const lists = new RevocationLists({ ...config.crl, authorities, folder: join(config.dataFolder, 'crl'), now, changed });
  return {
    pem,
    tls: { caPem: pem, revocations: () => lists.current },
    lists,
    vouch: async (card) => {
      await lists.settled();
      checkCardCertificates(card, { authorities, revocations: lists.current, now: now() });
    },
  };
}
