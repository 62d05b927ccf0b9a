import type { DroppedValue, MergedFields } from '../identity/merge-fields.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** Two records made one. What moved is kept, so that the merge can be undone. */
export interface MergeRecord {
  readonly id: string;
  readonly kept: string;
  readonly removed: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly undoneAt: Instant | null;
  /** Of the removed record, as it was. */
  readonly name: string;
  readonly ipp: string;
  /** What the merge changed of the kept record, as it was before: comes back when it is undone (undoneFields). Null: nothing. */
  readonly keptBefore: MergedFields | null;
  /** Values of the two records that the kept one does not show. */
  readonly dropped: readonly DroppedValue[];
}
