import type { PosteError } from '../../shared/errors.ts';

/** What becomes of a send after an error. */
export type Outcome =
  /** Nothing was delivered; the same bytes leave again by themselves later. */
  | 'retry'
  /** Waits for the card or the login it was validated under. */
  | 'wait'
  /** The service may have taken it: only the same bytes under the same identifier may follow. */
  | 'unknown'
  /** Needs a human. */
  | 'failed';

/** Waiting for its person: the card left, the session closed, the second login is missing or over. */
const WAIT: ReadonlySet<string> = new Set([
  'SESSION_CLOSED', 'OUTBOX_OTHER_PERSON', 'MSS_LOGIN_NEEDED', 'MSS_AUTH', 'PSC_SESSION_ENDED', 'PSC_EXPIRED', 'PSC_REFUSED',
  'CARD_ABSENT', 'CARD_REMOVED', 'CARD_NOT_LOGGED_IN', 'CARD_HUNG', 'NET_LOCKED',
]);

/** The service is down, busy or out of reach. */
const RETRY: ReadonlySet<string> = new Set([
  'MSS_DNS', 'MSS_DOWN', 'MSS_BUSY', 'PSC_DOWN', 'DMP_UNREACHABLE', 'DMP_BUSY', 'DMP_INTERNAL',
  'NET_DNS', 'NET_REFUSED', 'NET_TIMEOUT', 'NET_CUT',
]);

/** The answer was lost after the bytes left. */
const UNKNOWN: ReadonlySet<string> = new Set(['MSS_UNKNOWN_OUTCOME', 'DMP_NO_ANSWER', 'DMP_GARBAGE']);

/** Decides by the stable code alone (architecture, decision 6). */
export function outcomeOf(error: PosteError): Outcome {
  if (UNKNOWN.has(error.code)) return 'unknown';
  if (WAIT.has(error.code)) return 'wait';
  return RETRY.has(error.code) ? 'retry' : 'failed';
}
