import './identity.css';

/** What the identity lends to the other features. */
export { MergeTwo } from './MergeTwo.tsx';
export { openQualification } from './qualifying.ts';
export { outcomeMarks } from './outcome-marks.ts';
export { shownTrait } from './shown-trait.ts';
export { identityText } from './text.ts';
export { keepInsi } from './useInsi.ts';
