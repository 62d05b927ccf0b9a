/** Delays that the screen offers, in minutes. */
const MINUTES = [5, 10, 15, 30, 60] as const;

/** Those of the screen that are shorter than the longest, and the one that was chosen. */
export const lockChoices = (chosen: number | null, mostMinutes: number): readonly number[] =>
  [...new Set([...MINUTES, ...(chosen === null ? [] : [chosen])])].filter((one) => one < mostMinutes).toSorted((a, b) => a - b);
