import { z } from 'zod';
import { serialKey } from './crl.ts';

/**
 * What is known to be revoked, by issuing authority (`issuerKey` of crl.ts). Plain data: the process that does TLS with
 * the card's key gets it whole. One value never changes; a refresh makes another.
 */
export const revocationsSchema = z.strictObject({
  lists: z.map(
    z.string(),
    z.strictObject({ revoked: z.set(z.string()), /** End of the list, milliseconds since 1970. */ until: z.number() }),
  ),
  /** Refuses what no valid list covers. */
  required: z.boolean(),
});

export type Revocations = z.infer<typeof revocationsSchema>;

const NONE: Revocations = { lists: new Map(), required: false };

/** Nothing is known of any revocation. */
export const noneRevoked = (): Revocations => NONE;

/** `uncovered`: no valid list of its issuer says anything about it. */
type Standing = 'good' | 'revoked' | 'uncovered';

/**
 * What the lists say of one certificate. A serial listed in a list that has ended stays revoked: being cut from the
 * network brings no certificate back.
 *
 * @param issuer its `issuerKey`.
 * @param serial hexadecimal.
 */
export function standingOf({ lists }: Revocations, issuer: string, serial: string, now: number): Standing {
  const list = lists.get(issuer);
  if (list === undefined) return 'uncovered';
  if (list.revoked.has(serialKey(serial))) return 'revoked';
  return list.until > now ? 'good' : 'uncovered';
}
