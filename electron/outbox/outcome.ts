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

/**
 * Waiting for its person: the card left or another one is there, its reader, its driver or its place in the system's
 * store is missing, the session closed, the second login is missing or over. A card that is the right one and is refused
 * (CARD_FAILED, NET_KEY, CERT_*) is not mended by waiting for it.
 */
const WAIT: ReadonlySet<string> = new Set([
  'SESSION_CLOSED', 'OUTBOX_OTHER_PERSON', 'MSS_LOGIN_NEEDED', 'MSS_AUTH', 'PSC_SESSION_ENDED', 'PSC_EXPIRED', 'PSC_REFUSED',
  'CARD_ABSENT', 'CARD_REMOVED', 'CARD_FOREIGN', 'CARD_NO_READER', 'CARD_MODULE', 'CARD_CERT_NOT_IN_STORE',
  'CARD_NOT_LOGGED_IN', 'CARD_HUNG', 'NET_LOCKED',
]);

/** The service is down, busy or out of reach, or the disk full: nothing left. */
const RETRY: ReadonlySet<string> = new Set([
  'MSS_DNS', 'MSS_DOWN', 'MSS_BUSY', 'PSC_DOWN', 'DMP_UNREACHABLE', 'DMP_BUSY',
  'NET_DNS', 'NET_REFUSED', 'NET_TIMEOUT', 'NET_CUT',
  // The disk took the row and nothing since: what is to be written before the request could not be.
  'STORE_FULL', 'STORE_UNAVAILABLE',
]);

/** The bytes left, and the answer was lost or says nothing of them. */
const UNKNOWN: ReadonlySet<string> = new Set(['MSS_UNKNOWN_OUTCOME', 'DMP_NO_ANSWER', 'DMP_GARBAGE', 'DMP_INTERNAL']);

/** Decides by the stable code alone (architecture, decision 6). */
export function outcomeOf(error: PosteError): Outcome {
  if (UNKNOWN.has(error.code)) return 'unknown';
  if (WAIT.has(error.code)) return 'wait';
  return RETRY.has(error.code) ? 'retry' : 'failed';
}
