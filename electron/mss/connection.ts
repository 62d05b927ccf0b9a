import type { PosteError } from '../../shared/errors.ts';
import { clientTls, type ClientTls, type TlsTrust } from '../net/tls.ts';
import { withoutMatricule } from './detail.ts';
import { mssError } from './errors.ts';

/** The operator's server, for one mailbox. */
export interface MssServer {
  readonly host: string;
  /** 587 in the field. */
  readonly port: number;
  /** `user` of XOAUTH2. */
  readonly mailbox: string;
  /** mss/README 2: IGC-Santé, gamme Élémentaire. */
  readonly trust: TlsTrust;
  /** Milliseconds without any byte from the server before giving up. */
  readonly timeoutMs: number;
  /** Milliseconds an idle connection is kept for the next message; 60 000 by default. */
  readonly idleMs?: number;
}

/** TLS 1.2 suites of the Référentiel #2 v0.1 (C030, C02F, C028, C027), and those of TLS 1.3. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES128-SHA256',
].join(':');

/** TLS towards the operator, once STARTTLS is agreed. */
export function operatorTls({ trust }: Pick<MssServer, 'trust'>): ClientTls {
  return clientTls(trust, {}, { pss: true, ciphers: CIPHERS });
}

/** How long an idle connection is kept, milliseconds. */
export function idleMs({ idleMs = 60_000 }: MssServer): number {
  return idleMs;
}

/** How one protocol logs in. */
interface Login {
  /** Authenticates; `provide` gives a token each time it is called. */
  readonly login: (provide: () => Promise<string>) => Promise<void>;
  /** The operator refused the token itself. */
  readonly refused: (error: unknown) => boolean;
  /** What a failure of `login` means. */
  readonly failure: (error: unknown) => unknown;
}

/**
 * Logs in by XOAUTH2: one refused token is replaced by a new one, once (mss/README 3). An operator that does not offer
 * it inside TLS gets no token.
 *
 * @param offered mechanisms, in capitals.
 * @throws PosteError MSS_NO_XOAUTH2, what `failure` makes, or whatever `token` throws.
 */
export async function logIn(offered: readonly string[], token: () => Promise<string>, { login, refused, failure }: Login): Promise<void> {
  if (!offered.includes('XOAUTH2')) throw mssError('MSS_NO_XOAUTH2', { detail: withoutMatricule(`AUTH ${offered.join(' ')}`) });
  let asked = 0;
  let lost: { readonly cause: unknown } | null = null;
  const provide = async (): Promise<string> => {
    asked += 1;
    try {
      return await token();
    } catch (cause) {
      lost = { cause };
      throw cause;
    }
  };
  // A library rewrites the errors it is given: ours stays out of its hands.
  const meant = (error: unknown): unknown => (lost === null ? failure(error) : lost.cause);
  try {
    await login(provide);
  } catch (error) {
    // After a challenge the second token has been tried already; a bare refusal is ours to retry.
    if (asked !== 1 || !refused(error)) throw meant(error);
    try {
      await login(provide);
    } catch (again) {
      throw meant(again);
    }
  }
}

/**
 * A failure without an answer to a command: who is at fault is told apart for the service light.
 *
 * @param handshake TLS was being negotiated.
 * @returns MSS_DNS, MSS_TLS, MSS_BUSY, or MSS_DOWN (detail: `at=` the stage it was at).
 */
export function connectionError(error: unknown, handshake = false): PosteError {
  const facts = connectionFacts(error);
  const detail = withoutMatricule([facts.originalCode ?? facts.code, facts.message].filter((word) => word !== null).join(': '));
  if (facts.code === 'EDNS') return mssError('MSS_DNS', { detail, cause: error });
  // ETLS also covers a server that merely hangs up during the handshake.
  const hungUp = facts.message.startsWith('Connection closed');
  if ((facts.code === 'ETLS' && !hungUp) || isTlsFailure(facts.originalCode ?? facts.code))
    return mssError('MSS_TLS', { detail, cause: error });
  if (facts.response !== null && !facts.response.startsWith('421')) return mssError('MSS_BUSY', { detail, cause: error });
  return mssError('MSS_DOWN', { detail: `at=${handshake ? 'tls' : stageAt(facts)} ${detail}`, cause: error });
}

/** How far the connection had got, out of a handshake: the kind of the library's timeout, or the call that the system refused. */
function stageAt(facts: ConnectionFacts): 'tcp' | 'service' {
  return facts.timeoutType === 'CONNECT_TIMEOUT' || facts.syscall === 'connect' || UNREACHED.has(facts.originalCode ?? '')
    ? 'tcp'
    : 'service';
}

/** Said of a connection alone; an error made of those of several addresses does not name the call. */
const UNREACHED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL']);

/** OpenSSL and Node certificate errors, as against those of the operating system (`ECONNREFUSED`...). */
function isTlsFailure(code: string | null): boolean {
  return (
    code !== null && /^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CRL_|INVALID_CA|HOSTNAME_MISMATCH|EPROTO$)/.test(code)
  );
}

/** What a failed connection says of itself. */
export interface ConnectionFacts {
  readonly message: string;
  readonly code: string | null;
  readonly originalCode: string | null;
  /** Which of the library's timeouts it was. */
  readonly timeoutType: string | null;
  /** What the system was asked (`connect`, `read`...). */
  readonly syscall: string | null;
  /** The server's answer, when it gave one. */
  readonly response: string | null;
}

/** A field that a library or the system hangs on its errors, read without trust. */
export function thrownField(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Object.getOwnPropertyDescriptor(thrown, name)?.value : undefined;
}

/** A field of text; null when it is not one. */
export function thrownText(thrown: unknown, name: string): string | null {
  const value = thrownField(thrown, name);
  return typeof value === 'string' ? value : null;
}

export function connectionFacts(thrown: unknown): ConnectionFacts {
  return {
    message: thrown instanceof Error ? thrown.message : String(thrown),
    code: thrownText(thrown, 'code'),
    originalCode: thrownText(thrown, 'originalCode'),
    timeoutType: thrownText(thrown, 'timeoutType'),
    syscall: thrownText(thrown, 'syscall'),
    response: thrownText(thrown, 'response'),
  };
}
