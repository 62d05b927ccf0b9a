import type { Line } from './queue.ts';

/**
 * Whether the lines are shown before anybody says so: there are several, the only one asks for something, or it will not
 * be shown by itself (may-show.ts); otherwise its count is enough.
 * @param busy a document was chosen, or something was being typed, when the last one came.
 */
export const isUnfolded = (lines: readonly Pick<Line, 'asks' | 'step'>[], busy: boolean): boolean =>
  busy || lines.length > 1 || lines.some(({ asks, step }) => asks || step.kind === 'refused' || step.kind === 'already');
