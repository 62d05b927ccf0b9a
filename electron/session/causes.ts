import type { LightCause } from '../../shared/contract/services.ts';
import { PosteError } from '../../shared/errors.ts';
import { stageOf, type Stage } from '../net/errors.ts';

/**
 * Where the fault of an outage lies. `stage`: where the connection stood, told by the error's detail (`at=`);
 * `beneath`: what the error that the gateway met says, the service itself when it met none.
 */
type Verdict = LightCause | 'stage' | 'beneath';

/**
 * Every code that says, of a service asked, that it cannot be used from here. The other codes are refusals of a
 * service that works ({@link ANSWERS}), or say nothing of it.
 */
export const OUTAGES: Readonly<Record<string, Verdict>> = {
  NET_DNS: 'dns',
  NET_REFUSED: 'tcp',
  NET_TLS: 'tls',
  NET_CERTIFICATE: 'authentication',
  NET_TIMEOUT: 'stage',
  NET_CUT: 'stage',
  NET_TOO_LARGE: 'service',
  SERVICE_BROKEN: 'service',
  INSI_UNREACHABLE: 'beneath',
  INSI_UNAVAILABLE: 'service',
  INSI_GARBAGE: 'service',
  INSI_REFUSED: 'authentication',
  DMP_UNREACHABLE: 'beneath',
  DMP_NO_ANSWER: 'beneath',
  DMP_GARBAGE: 'service',
  DMP_BUSY: 'service',
  DMP_INTERNAL: 'service',
  DMP_CERTIFICATE: 'authentication',
  MSS_DNS: 'dns',
  MSS_DOWN: 'stage',
  MSS_TLS: 'tls',
  MSS_AUTH: 'authentication',
  MSS_NO_XOAUTH2: 'authentication',
  MSS_BUSY: 'service',
  PSC_DOWN: 'beneath',
  PSC_TLS: 'tls',
  PSC_GARBAGE: 'service',
  PSC_SESSION_ENDED: 'authentication',
  PSC_CLIENT_UNKNOWN: 'authentication',
};

/** Refusals of one request by a service that answered as it should: it works. */
export const ANSWERS: ReadonlySet<string> = new Set([
  'INSI_FAULT', 'INSI_OTHER_PERSON',
  'DMP_ABSENT', 'DMP_CLOSED', 'DMP_BLOCKED', 'DMP_RIGHTS', 'DMP_STRUCTURE', 'DMP_UNKNOWN_PATIENT', 'DMP_METADATA', 'DMP_CONTENT', 'DMP_DUPLICATE',
  'DMP_OTHER_HASH', 'DMP_DOCUMENT_UNKNOWN', 'DMP_TOO_MANY', 'DMP_REPLACED', 'DMP_VERSION', 'DMP_CHANGE_REFUSED', 'DMP_TECHNICAL', 'DMP_REFUSED', 'DMP_QUERY_REFUSED',
  'MSS_SENDER_REFUSED', 'MSS_RECIPIENT_REFUSED', 'MSS_MAILBOX_FULL', 'MSS_TOO_LARGE', 'MSS_REFUSED',
]);

const CAUSES: Readonly<Record<Stage, LightCause>> = { dns: 'dns', tcp: 'tcp', tls: 'tls', service: 'service' };

/** What keeps a service from being used, by the stable code of what was thrown; null when that is not an outage of the service. */
export function causeOf(thrown: unknown): LightCause | null {
  if (!(thrown instanceof PosteError) || !Object.hasOwn(OUTAGES, thrown.code)) return null;
  const verdict = OUTAGES[thrown.code] ?? 'service';
  if (verdict === 'stage') return CAUSES[stageOf(thrown) ?? 'service'];
  // « Nobody answers » without more: the connection was there.
  if (verdict === 'beneath') return causeOf(thrown.cause) ?? 'service';
  return verdict;
}

/** Whether the service refused one request, and works. */
export const isAnswer = (thrown: unknown): boolean => thrown instanceof PosteError && ANSWERS.has(thrown.code);
