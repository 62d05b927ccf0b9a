import { declareCollective, withdrawCollective } from './collective.ts';
import { saveNotice } from './notices.ts';

/** What a structure tells its patients. */
export const structureChanges = {
  /** One in force at a time. Errors: STORE_REFUSED. */
  'collective.declare': declareCollective,
  'collective.withdraw': withdrawCollective,
  /** A new version; the others stay. Errors: STORE_REFUSED for a version that is there. */
  'notice.save': saveNotice,
} as const;
