import type { Pro } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Revision } from './revision.ts';

/** What is delegated: preparing what the delegator validates, or feeding the DMP without waiting for them. */
export const delegatedActs = ['prepare', 'TD2.2'] as const;
export type DelegatedAct = (typeof delegatedActs)[number];

/** What a professional lets somebody of their structure do in their name; made, and revoked once, by them alone. */
export interface DelegationRecord {
  readonly id: string;
  readonly revision: Revision;
  /** Who delegates, as their card said it then: author and legal authenticator of what is done in their name. */
  readonly from: Pro;
  readonly to: Actor;
  /** National identifier of the structure that both work for. */
  readonly structure: string;
  readonly acts: readonly DelegatedAct[];
  /** Codes of types; none: whatever the type, for `prepare` alone. */
  readonly types: readonly string[];
  readonly since: Instant;
  /** Null: until it is revoked. */
  readonly until: Instant | null;
  readonly revokedAt: Instant | null;
}

/** Somebody who opened a session at this workstation, for a structure. */
export interface Colleague extends Actor {
  /** Their card names no profession. */
  readonly staff: boolean;
}
