import type { Delegation, RightsFacts } from './facts.ts';

/** A delegation that counts at that instant: begun, not ended, not revoked. A clock set back before its beginning counts for nothing. */
export function inForce({ since, until, revokedAt }: Pick<Delegation, 'since' | 'until' | 'revokedAt'>, at: string): boolean {
  const now = Date.parse(at);
  return now >= Date.parse(since) && (until === null || now < Date.parse(until)) && (revokedAt === null || now < Date.parse(revokedAt));
}

/** What somebody would do in another's name, when. */
export interface DelegatedQuestion {
  /** National identifier; null: nobody. */
  readonly person: string | null;
  readonly act: string;
  /** Of the document; null: not chosen. */
  readonly type: string | null;
  readonly at: string;
}

/**
 * Whether a delegation lets somebody do that: of an act that leaves without its delegator types are named one by one; to prepare,
 * no type named is whatever the type.
 */
export function covers({ to, acts, types, ...ends }: Delegation, { person, act, type, at }: DelegatedQuestion): boolean {
  const named = type !== null && (types.includes(type) || (act === 'prepare' && types.length === 0));
  return to === person && acts.includes(act) && named && inForce(ends, at);
}

/** Whether the author of the document at hand, or anybody when it is nobody else's yet, lets who acts do this act for it. */
export function delegated({ delegations, session, at, act, document }: RightsFacts): boolean {
  const asked = { person: session.person, act, type: document?.type ?? null, at };
  const author = document?.author ?? session.person;
  return delegations.some((one) => (author === session.person || one.from === author) && covers(one, asked));
}
