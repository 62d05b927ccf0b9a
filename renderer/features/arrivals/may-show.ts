import type { Line } from './queue.ts';

/** What the window shows when a file is in its record. */
interface OnScreen {
  /** The record that is open. */
  readonly record: string | null;
  /** The document chosen in it. */
  readonly chosen: string | null;
  /** Something is being typed, or a dialog is open. */
  readonly typing: boolean;
}

/**
 * Whether a file that has just been added is shown by itself: dropped alone on the open record, it is what its person
 * will validate next, without a click in between. Never in place of a document that was chosen, nor of what is being
 * typed, and never one among several: which one would be anybody's guess.
 */
export const mayShow = ({ alone, to, asks }: Pick<Line, 'alone' | 'to' | 'asks'>, { record, chosen, typing }: OnScreen): boolean =>
  alone && !asks && to !== null && to.id === record && chosen === null && !typing;
