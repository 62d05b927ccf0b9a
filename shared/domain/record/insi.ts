import type { Ins, Sex } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** One identity found, none, several (insi/README 5). */
export const insiCodes = ['00', '01', '02'] as const;

/** An answer of INSi, accepted or not, kept verbatim (EXI REC 07/08). Its id is that of the proposal shown. */
export interface InsiAnswerRecord {
  readonly id: string;
  readonly patientId: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly code: (typeof insiCodes)[number];
  readonly label: string;
  readonly identity: {
    readonly ins: Ins;
    readonly birthName: string | null;
    readonly firstNames: string | null;
    readonly sex: Sex | null;
    readonly birthDate: string | null;
    readonly birthPlace: string | null;
  } | null;
}

/** INSi did not answer: asked again today, and what it answered waits for somebody. */
export interface InsiQueueEntry {
  readonly patientId: string;
  readonly since: Instant;
  /** Row of the answer that waits; null while INSi is still to be asked. */
  readonly answerId: string | null;
}
