import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** A structure's own words around the locked minimum of the notice given to patients. */
export interface NoticeWording {
  readonly structure: string;
  /** From 1. */
  readonly version: number;
  readonly before: string;
  readonly after: string;
  readonly at: Instant;
  readonly by: Actor;
}
