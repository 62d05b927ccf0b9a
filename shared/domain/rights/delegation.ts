import type { Delegation, RightsFacts } from './facts.ts';

/** A delegation that counts at that instant: begun, not ended, not revoked. A clock set back before its beginning counts for nothing. */
export function inForce({ since, until, revokedAt }: Pick<Delegation, 'since' | 'until' | 'revokedAt'>, at: string): boolean {
  const now = Date.parse(at);
  return now >= Date.parse(since) && (until === null || now < Date.parse(until)) && (revokedAt === null || now < Date.parse(revokedAt));
}

/**
 * Whether somebody lets who acts do this act for a document of that type: of an act that leaves without its delegator, types
 * are named one by one.
 */
export const delegated = ({ delegations, session, at, act }: RightsFacts, type: string | null): boolean =>
  delegations.some(
    (one) => one.to === session.person && one.acts.includes(act) && type !== null && one.types.includes(type) && inForce(one, at),
  );
