import type { KeyboardEvent } from 'react';
import { isTextField } from './text-field.ts';

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** What goes to the row after (1) or before (-1) the one that is chosen, in the order shown. `focus`: it goes there too, as it does when nothing is said. */
export type Step = (by: 1 | -1, options?: { readonly focus: boolean }) => void;

/** J and K go through a list from anywhere beside it, but for what is typed in, the filter of the list included. */
export const stepKeys =
  (step: Step | null) =>
  (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    // What is over the screen (a list of choices, a dialog) hears its own keys.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.defaultPrevented || isTextField(document.activeElement)) return;
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey || !inside || isTextField(event.target)) return;
    event.preventDefault();
    step?.(by);
  };
