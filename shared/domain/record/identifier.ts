import type { Instant } from './instant.ts';

/** Number of a patient in another system. */
export interface PatientIdentifier {
  readonly patientId: string;
  /** OID or name of the authority that gave it. */
  readonly authority: string;
  readonly value: string;
  /** Of the last event taken under this number; null when none told the time. */
  readonly eventAt: Instant | null;
}
