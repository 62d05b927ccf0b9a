/** What the identity lends to the other features. */
export { MergeTwo } from './MergeDialog.tsx';
export { outcomeMarks } from './outcome-marks.ts';
export { shownTrait } from './shown-trait.ts';
export { identityText } from './text.ts';
