import { collectiveInForce, listCollective } from './collective.ts';
import { latestNotice } from './notices.ts';

export const structureReads = {
  /** What is in force for a structure; without one, the latest of whatever structure of this workstation. */
  collective: collectiveInForce,
  /** Every declaration of a structure, latest first. */
  collectives: listCollective,
  /** Its latest wording of the notice. */
  notice: latestNotice,
} as const;
