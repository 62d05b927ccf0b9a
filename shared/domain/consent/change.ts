import { fail, type PosteError } from '../../errors.ts';
import type { Actor } from '../record/actor.ts';
import type { Choice, InformationPurpose, InformationRecord } from '../record/information.ts';

/** Where one purpose stands. */
export interface Standing {
  readonly purpose: InformationPurpose;
  /** In force in this episode. */
  readonly held: InformationRecord | null;
  /** Unanswered, of another episode. */
  readonly earlier: InformationRecord | null;
}

/**
 * Why a choice cannot be recorded in passing: an opposition to consultation, of this episode or of an earlier one, is lifted at
 * the patient's request alone; the others may be changed after a discussion. Null when it can.
 */
export function choiceRefusal({ purpose, held, earlier }: Standing, next: Choice): PosteError | null {
  const stands = held?.state === 'opposed' || earlier !== null;
  return purpose === 'consultation' && stands && next === 'informed' ? fail('INFORMATION_AT_REQUEST') : null;
}

/** The same choice is in force already: nothing is told twice in an episode. What another system recorded is confirmed. */
export function isSaid({ held, earlier }: Pick<Standing, 'held' | 'earlier'>, next: Choice): boolean {
  return earlier === null && held !== null && held.state === next && held.origin === 'person';
}

/**
 * Why the entry in force cannot be undone as a slip of the keyboard: there is none, another system made it, or somebody else
 * did, who alone knows that it was one. Null when it can.
 */
export function slipRefusal(held: InformationRecord | null, by: Actor): PosteError | null {
  if (held === null || held.origin === 'import') return fail('INFORMATION_SLIP_NOTHING');
  return held.by.idNat === by.idNat ? null : fail('INFORMATION_SLIP_OTHER', { values: { name: held.by.name } });
}
