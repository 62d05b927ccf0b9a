import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** Independent records, one a use of what a patient entrusts. */
export const informationPurposes = ['feeding', 'consultation', 'mssPatient', 'mssProfessionals'] as const;
export type InformationPurpose = (typeof informationPurposes)[number];

/** What a patient knows and wants of a use. */
export const informationStates = ['none', 'informed', 'opposed'] as const;
export type InformationState = (typeof informationStates)[number];

/** What can be recorded: that nothing is recorded is never chosen, a slip is corrected as such. */
export const choices = ['informed', 'opposed'] as const;
export type Choice = (typeof choices)[number];

/** By which means the patient was told. */
export const informationMeans = ['oral', 'booklet', 'letter', 'poster', 'electronic', 'collective'] as const;
export type InformationMeans = (typeof informationMeans)[number];

/**
 * How an entry came: recorded by whoever told the patient; at the patient's own request; or a slip of the keyboard
 * undone, the entry before it in force again.
 */
export const informationActs = ['recorded', 'at-request', 'slip'] as const;
export type InformationAct = (typeof informationActs)[number];

/** One entry; the latest of a purpose and an episode that no slip undoes is in force. No motive is ever kept. */
export interface InformationRecord {
  /** In the order they were made. */
  readonly id: number;
  readonly patientId: string;
  readonly purpose: InformationPurpose;
  /** Episode it belongs to; it holds for the whole care team during that episode. */
  readonly episode: string;
  /** National identifier of the structure where it was recorded; null when that was not kept. */
  readonly team: string | null;
  /** Of a slip: what is in force since. */
  readonly state: InformationState;
  readonly at: Instant;
  readonly by: Actor;
  /** Null when nobody said. */
  readonly means: InformationMeans | null;
  readonly act: InformationAct;
  /** Who heard the patient, when an act names them. */
  readonly collector: string | null;
  /** Version of the notice that was given. */
  readonly notice: string | null;
  /** `import`: another system recorded it; somebody confirms or lifts it. */
  readonly origin: 'person' | 'import';
  /** Of a slip: the entry that it undoes. */
  readonly corrects: number | null;
  /** A slip undid it since. */
  readonly corrected: boolean;
}

/** An entry to be written; what is left out is not known. */
export type InformationEntry = Pick<InformationRecord, 'patientId' | 'purpose' | 'episode' | 'state' | 'at' | 'by' | 'origin'> &
  Partial<Pick<InformationRecord, 'team' | 'means' | 'act' | 'collector' | 'notice' | 'corrects'>>;
