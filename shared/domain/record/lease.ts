import type { Instant } from './instant.ts';

/** Which workstation works on something under way, and until when it is nobody else's: beyond, its run is over. */
export interface Lease {
  /** Installation of the workstation. */
  readonly owner: string;
  readonly until: Instant;
}

/** What one is asked for: taken now, by that workstation, for that long. */
export const leaseFrom = (now: Date, owner: string, ms: number): Lease => ({ owner, until: new Date(now.getTime() + ms).toISOString() });
