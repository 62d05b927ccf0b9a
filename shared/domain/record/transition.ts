import type { CaptureChannel } from '../identity/received.ts';
import type { IdentityEvent } from '../identity/status.ts';
import type { TraitsChange } from '../ins/traits.ts';
import type { IdentityStatus, Ins } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** What brought a change of identity: a capture channel (FR Core), or a file or message of another system. */
export type IdentitySource = CaptureChannel | 'IMPORT';

/** One change of status (or refresh in the same one), never modified afterwards. */
export interface IdentityTransition {
  readonly patientId: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly event: IdentityEvent | 'created';
  readonly from: IdentityStatus | null;
  readonly to: IdentityStatus;
  readonly source: IdentitySource;
  readonly insBefore: Ins | null;
  readonly insAfter: Ins | null;
  readonly insiAnswerId: string | null;
  readonly documentType: string | null;
  /** Strict traits that changed; null when none did, `unknown` in what an earlier version stored. */
  readonly traits: TraitsChange | 'unknown' | null;
}
