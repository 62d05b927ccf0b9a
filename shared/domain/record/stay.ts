import type { Instant } from './instant.ts';

export const stayStates = ['open', 'closed', 'cancelled'] as const;

/** A stay, as the hospital's ADT tells it. */
export interface StayRecord {
  readonly patientId: string;
  /** Who numbers the visits (assigning authority, `` when unnamed), and its number: unique together. */
  readonly authority: string;
  readonly visit: string;
  readonly ward: string | null;
  readonly admittedAt: Instant | null;
  readonly dischargedAt: Instant | null;
  readonly state: (typeof stayStates)[number];
  /** Of the last event taken: an older one changes nothing. Null when no message told the time. */
  readonly eventAt: Instant | null;
  readonly updatedAt: Instant;
}
