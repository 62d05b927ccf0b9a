import { heldTraitNames, type HeldTraits, type TraitsChange } from '../ins/traits.ts';
import type { IdentityStatus } from '../types.ts';
import { holdsIns, type IdentityEvent } from './status.ts';

/** What a transition says of the strict traits. */
export interface TraitsStep {
  readonly event: IdentityEvent | 'created';
  readonly from: IdentityStatus | null;
  /** `unknown`: stored by a version that did not keep them. */
  readonly traits: TraitsChange | 'unknown' | null;
}

/**
 * The strict traits that a record held before those of INSi took their place: what a document that contradicts INSi may
 * confirm (identity/README 1). Null when nothing can be told, or nothing was replaced: no matricule held, created from INSi or a
 * card, edited since, or stored by an earlier version.
 *
 * @param record as it is now.
 * @param steps its transitions, oldest first.
 */
export function traitsBeforeInsi(
  record: HeldTraits & { readonly status: IdentityStatus },
  steps: readonly TraitsStep[],
): HeldTraits | null {
  if (!holdsIns(record.status)) return null;
  // The acceptance that brought the matricule: those after it replaced traits of INSi by traits of INSi.
  const start = steps.findLastIndex(({ from }) => from === null || !holdsIns(from));
  if (steps[start]?.event !== 'insiAccepted') return null;
  const { birthName, birthFirstNames, firstBirthFirstName, sex, birthDate, birthPlace } = record;
  const held: HeldTraits = { birthName, birthFirstNames, firstBirthFirstName, sex, birthDate, birthPlace };
  const traits = { ...held };
  for (const { event, traits: change } of steps.slice(start).toReversed()) {
    if (change === null) continue;
    if (change === 'unknown' || event !== 'insiAccepted' || differs(traits, change.after)) return null;
    Object.assign(traits, change.before);
  }
  return differs(held, traits) ? traits : null;
}

const differs = (traits: HeldTraits, others: Partial<HeldTraits>): boolean =>
  heldTraitNames.some((name) => name in others && others[name] !== traits[name]);
