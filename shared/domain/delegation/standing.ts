import type { DelegatedAct, DelegationRecord } from '../record/delegation.ts';
import type { Instant } from '../record/instant.ts';
import { covers, inForce } from '../rights/delegation.ts';
import type { Delegation } from '../rights/facts.ts';

/** Where a delegation stands; `to-come` too when the clock was set back before its beginning. */
export const standings = ['in-force', 'to-come', 'ended', 'revoked'] as const;
export type Standing = (typeof standings)[number];

/** Where it stands at that instant. */
export function standingOf(delegation: Pick<DelegationRecord, 'since' | 'until' | 'revokedAt'>, at: Instant): Standing {
  if (inForce(delegation, at)) return 'in-force';
  if (delegation.revokedAt !== null) return 'revoked';
  return Date.parse(at) < Date.parse(delegation.since) ? 'to-come' : 'ended';
}

/** Who receives a delegation, as what, when. */
export interface Delegate {
  /** National identifier. */
  readonly person: string;
  /** National identifier of the structure of their session. */
  readonly structure: string;
  readonly at: Instant;
}

/** The delegations by which somebody may do that for a document of that type, in the order given; none without a type. */
export function delegationsFor(
  delegations: readonly DelegationRecord[],
  act: DelegatedAct,
  type: string | null,
  { person, structure, at }: Delegate,
): readonly DelegationRecord[] {
  return delegations.filter((one) => one.structure === structure && covers(asRight(one), { person, act, type, at }));
}

/** The same facts in the words of the rights. */
export const asRight = ({ from, to, acts, types, since, until, revokedAt }: DelegationRecord): Delegation => ({
  from: from.idNat,
  to: to.idNat,
  acts,
  types,
  since,
  until,
  revokedAt,
});
