import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** Two independent records. */
export const informationPurposes = ['feeding', 'consultation'] as const;
export type InformationPurpose = (typeof informationPurposes)[number];

/** What a patient knows and wants of a use of their DMP. */
export const informationStates = ['none', 'informed', 'opposed'] as const;
export type InformationState = (typeof informationStates)[number];

/** One recording; the latest of a purpose and an episode is in force. No motive is ever kept. */
export interface InformationRecord {
  readonly patientId: string;
  readonly purpose: InformationPurpose;
  /** Follow-up it belongs to; it holds for the whole care team during that follow-up. */
  readonly episode: string;
  readonly state: InformationState;
  readonly at: Instant;
  readonly by: Actor;
  /** `import`: another system recorded it; somebody confirms or lifts it. */
  readonly origin: 'person' | 'import';
}
