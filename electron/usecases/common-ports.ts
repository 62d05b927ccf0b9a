import type { OpenSession } from '../session/session.ts';
import type { Store } from '../store/types.ts';

/** What every use case works with: the record, who is logged in, the clock. */
export interface CommonPorts {
  readonly store: Store;
  /** @throws PosteError SESSION_CLOSED */
  session(): OpenSession;
  readonly now: () => Date;
  readonly uuid: () => string;
}
