import type { ReceivedMatricule } from '../identity/received.ts';
import type { PersonTraits } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** An identity as a line, a message or a card gave it, beside the records that it contradicts. */
export interface IncomingIdentity extends PersonTraits {
  readonly ipp: string | null;
  readonly authority: string | null;
  readonly matricule: ReceivedMatricule | null;
  /** PID-32, as received. */
  readonly reliability: readonly string[];
  /** Where it comes from, in words: « patients.csv, ligne 3 ». */
  readonly from: string;
}

/** Something that contradicts a record: somebody looks at it. */
export interface ConflictRecord {
  readonly id: string;
  readonly at: Instant;
  readonly patientIds: readonly string[];
  /** Stable code. */
  readonly code: string;
  /** French sentence, without trait. */
  readonly message: string;
  /** What contradicts the records; null when they contradict each other. */
  readonly incoming: IncomingIdentity | null;
  readonly settled: { readonly at: Instant; readonly by: Actor } | null;
}
