import type { Instant } from './instant.ts';

/** Whether a patient has a DMP, as far as it is known. */
export const dmpStates = ['open', 'closed', 'none', 'unknown'] as const;

/** Last TD0.2 answer. */
export interface DmpKnowledge {
  readonly state: (typeof dmpStates)[number];
  /** VALIDE, EXPIRE, INTERDIT, NON_EXISTE. */
  readonly authorization: string | null;
  readonly medecinTraitant: boolean | null;
  readonly at: Instant;
}
