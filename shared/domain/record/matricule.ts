import type { ReceivedMatricule } from '../identity/received.ts';
import type { Ins } from '../types.ts';
import type { Instant } from './instant.ts';

/** A matricule that was, or still is, this person's (INSHISTO, or replaced here). */
export interface InsPeriod {
  readonly ins: Ins;
  /** `YYYY-MM-DD`. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A matricule that somebody else gave for this record: to be verified with INSi, searched for, never transmitted. */
export interface ReceivedIns extends ReceivedMatricule {
  /** Authority, or file, that gave it. */
  readonly sender: string;
  readonly receivedAt: Instant;
}
