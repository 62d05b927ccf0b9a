import { join } from 'node:path';
import type { PublicCard } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Authorities } from '../pki/authorities.ts';
import { RevocationLists } from '../pki/lists.ts';
import { checkCardCertificates } from '../pki/person.ts';
import { readTrustFile } from '../pki/trust-file.ts';

/** The authorities of the trust file and what they revoked: one judgement for cards and services. */
export interface Trust {
  /** None without a trust file: no card and no service is trusted. */
  readonly authorities: Authorities;
  readonly tls: TlsTrust;
  readonly lists: RevocationLists;
  /** @throws PosteError CERT_*, CRL_UNAVAILABLE (when lists are required) */
  vouch(card: PublicCard): Promise<void>;
}

/** @throws PosteError TRUST_FILE_* */
export function trustOf(config: Config, now: () => Date, changed: () => void): Trust {
  const authorities = config.trustFile === null ? [] : readTrustFile(config.trustFile);
  const lists = new RevocationLists({ ...config.crl, authorities, folder: join(config.dataFolder, 'crl'), now, changed });
  return {
    authorities,
    tls: { authorities, revocations: () => lists.current },
    lists,
    vouch: async (card) => {
      await lists.settled();
      checkCardCertificates(card, { authorities, revocations: lists.current, now: now() });
    },
  };
}
