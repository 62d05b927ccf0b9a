import { fail, type PosteError } from '../../shared/errors.ts';
import type { NetCode } from '../../shared/errors/net.ts';

/** How far a connection got: its name was asked for, its address was called, TLS was under way, the service was to answer. */
export type Stage = 'dns' | 'tcp' | 'tls' | 'service';

/**
 * A failed exchange. Detail: `sent=yes|no` (whether any byte of the request may have reached the service), then
 * `at=<stage>` when it is known, then the technical reason.
 */
export function netError(code: NetCode, sent: boolean, reason: string | null, cause?: unknown, stage: Stage | null = null): PosteError {
  const detail = [`sent=${sent ? 'yes' : 'no'}`, ...(stage === null ? [] : [`at=${stage}`]), ...(reason === null ? [] : [reason])].join(
    ' ',
  );
  return fail(code, cause === undefined ? { detail } : { detail, cause });
}

/** Whether the request may have reached the service: the outcome is then unknown. True when nothing says otherwise. */
export function maySent(error: PosteError): boolean {
  return error.detail?.startsWith('sent=no') !== true;
}

/** The stage that the detail of an error tells (`at=tls`); null when it tells none. */
export function stageOf(error: PosteError): Stage | null {
  const told = /(?:^|\s)at=(dns|tcp|tls|service)(?:\s|$)/.exec(error.detail ?? '')?.[1];
  return STAGES.find((stage) => stage === told) ?? null;
}

const STAGES: readonly Stage[] = ['dns', 'tcp', 'tls', 'service'];

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const REFUSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']);
const CUT = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'HPE_INVALID_EOF_STATE']);
/** OpenSSL's verdicts on the server's chain, and Node's on its name. */
const SERVER_CERTIFICATE =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH|CRL_|CERTIFICATE_|ERR_SSL_CERTIFICATE_VERIFY)/;
/** Alerts of RFC 5246 7.2.2 and RFC 8446 6.2 by which a server refuses the client's certificate. */
const OUR_CERTIFICATE =
  /ALERT_(BAD_CERTIFICATE|NO_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)|CERTIFICATE_REQUIRED/;
const KEY = /^ERR_(OSSL_|CRYPTO_|SSL_(KEY|KEYS?_|EE_KEY|NO_PRIVATE|PRIVATE_KEY|UNABLE_TO_SIGN|SIGN))|_EVP_LIB$|INTERNAL_ERROR_SIGN/;

/**
 * The code Node gives. A failure of OpenSSL met while writing is only `EPROTO`: its reason is in the text (« …:SSL
 * routines:ssl3_read_bytes:tlsv1 alert unknown ca:… »), and named here as Node names it elsewhere.
 */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return '';
  if (cause.code !== 'EPROTO') return cause.code;
  const reason = /:SSL routines:\w*:([a-z0-9 ]+):/i.exec(cause.message)?.[1];
  return reason === undefined ? cause.code : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`;
}

/** What an error of node:tls or node:http means. `sent`, `stage`: see {@link netError}; the stage is for what could come at any. */
export function netErrorOf(cause: unknown, sent: boolean, stage: Stage | null = null): PosteError {
  const code = codeOf(cause);
  const reason = code === '' ? (cause instanceof Error ? cause.name : null) : code;
  const error = (net: NetCode, reached = sent): PosteError =>
    netError(net, reached, reason, cause, net === 'NET_TIMEOUT' || net === 'NET_CUT' ? stage : null);
  if (DNS.has(code)) return error('NET_DNS', false);
  if (REFUSED.has(code)) return error('NET_REFUSED', false);
  if (code === 'ETIMEDOUT') return error('NET_TIMEOUT');
  // Under TLS 1.3 the refusal comes after the first bytes were written; the service never saw them decrypted as ours.
  if (OUR_CERTIFICATE.test(code)) return error('NET_CERTIFICATE', false);
  if (SERVER_CERTIFICATE.test(code)) return error('NET_TLS', false);
  if (KEY.test(code)) return error('NET_KEY');
  if (CUT.has(code) || code.startsWith('HPE_')) return error('NET_CUT');
  return error(code.startsWith('ERR_SSL') || code === 'EPROTO' ? 'NET_TLS' : 'NET_CUT');
}
