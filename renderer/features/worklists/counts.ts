import type { Worklists } from '../../../shared/contract/worklists.ts';
import type { WorklistKind } from './place.ts';

/** What waits for somebody: the others are to be known, not to be done today. */
export const pressing = ['toQualify', 'doubtful', 'conflicts', 'received'] as const satisfies readonly WorklistKind[];

/** How many lines a list shows: each matricule received is one. */
export const linesIn = (lists: Worklists, kind: WorklistKind): number =>
  kind === 'received' ? lists.received.reduce((sum, { matricules }) => sum + matricules.length, 0) : lists[kind].length;

/** How many lines wait for somebody. */
export const waiting = (lists: Worklists): number => pressing.reduce((sum, kind) => sum + linesIn(lists, kind), 0);
