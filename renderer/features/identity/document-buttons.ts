import type { Choice } from '../../ui/Select.tsx';

/** How many documents have a button and a digit of their own. */
const BUTTONS = 6;
/** The first of the list that a minor keeps before the documents of minors. */
const FIRST_OF_A_MINOR = 3;

/** A document to choose; some prove a minor's identity alone. */
export interface DocumentChoice extends Choice {
  readonly minorOnly: boolean;
}

/** The documents that have a button, in the order of the structure's list, and the others. A minor's own documents come early. */
export function documentButtons<T extends { readonly minorOnly: boolean }>(
  types: readonly T[],
): { readonly buttons: readonly T[]; readonly others: readonly T[] } {
  const anybody = types.filter(({ minorOnly }) => !minorOnly);
  const minors = types.filter(({ minorOnly }) => minorOnly);
  const ordered = [...anybody.slice(0, FIRST_OF_A_MINOR), ...minors, ...anybody.slice(FIRST_OF_A_MINOR)];
  return { buttons: ordered.slice(0, BUTTONS), others: ordered.slice(BUTTONS) };
}
