import type { Instant } from './instant.ts';

/** Whether a patient has a DMP, as far as it is known. */
export const dmpStates = ['open', 'closed', 'none', 'unknown'] as const;

/** Last TD0.2 answer. */
export interface DmpKnowledge {
  readonly state: (typeof dmpStates)[number];
  /** Of who asked: VALIDE, EXPIRE, INTERDIT, NON_EXISTE. */
  readonly authorization: string | null;
  /** Whether who asked is. */
  readonly medecinTraitant: boolean | null;
  /** National identifier of who asked; null: asked before that was kept. */
  readonly by: string | null;
  /** To which emergency modes the patient opposes; null: the DMP did not say. */
  readonly opposed: { readonly breakGlass: boolean | null; readonly regulation: boolean | null };
  readonly at: Instant;
}
