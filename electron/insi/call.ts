import { PosteError, type ErrorCode } from '../../shared/errors.ts';
import type { HttpResponse, Transport } from '../net/types.ts';
import type { Xml } from '../xml/write.ts';
import type { EnvelopePorts } from './envelope.ts';
import { insiError } from './errors.ts';

export interface InsiConnection extends EnvelopePorts {
  readonly transport: Transport;
  /** URL of the service. */
  readonly endpoint: string;
  readonly timeoutMs: number;
  /** HTTP headers besides SOAP's: the token of Pro Santé Connect when it travels so. None by default. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Test setting: see `withTestOid`. Off by default. */
  readonly substituteTestOid?: boolean;
}

/**
 * One exchange with INSi. When the service says that it is unavailable (siram_40, insi_102), one retry; any other
 * outcome is final (insi/README 7).
 *
 * @param request makes the envelope: called again for the retry, which has a MessageID of its own.
 * @param read reads the answer's bytes.
 * @throws PosteError INSI_UNAVAILABLE (after the retry), INSI_REFUSED, INSI_FAULT, INSI_UNREACHABLE (network, TLS,
 *   timeout, HTTP error without SOAP), INSI_GARBAGE; NET_KEY, NET_LOCKED, NET_CERTIFICATE, NET_ABORTED as the transport gives them.
 */
export async function callInsi<T>(
  connection: InsiConnection,
  action: string,
  request: () => Xml,
  read: (bytes: Uint8Array) => T,
): Promise<T> {
  try {
    return await exchange(connection, action, request(), read);
  } catch (thrown) {
    if (!(thrown instanceof PosteError) || thrown.code !== 'INSI_UNAVAILABLE') throw thrown;
    return await exchange(connection, action, request(), read);
  }
}

async function exchange<T>(connection: InsiConnection, action: string, request: Xml, read: (bytes: Uint8Array) => T): Promise<T> {
  const response = await send(connection, action, request);
  try {
    return read(response.body);
  } catch (thrown) {
    // A fault comes with 500; the error page of a proxy is not a SOAP message, and INSi has not answered.
    if (response.status === 200 || !(thrown instanceof PosteError) || thrown.code !== 'INSI_GARBAGE') throw thrown;
    throw insiError('INSI_UNREACHABLE', { detail: `HTTP ${response.status}` });
  }
}

/** Not the service's doing: our key or certificate, or the user's wish. Their own sentences say more. */
const OWN_FAULT: ReadonlySet<ErrorCode> = new Set(['NET_KEY', 'NET_LOCKED', 'NET_CERTIFICATE', 'NET_ABORTED']);

async function send(connection: InsiConnection, action: string, request: Xml): Promise<HttpResponse> {
  try {
    return await connection.transport.send({
      url: connection.endpoint,
      method: 'POST',
      headers: {
        ...connection.headers,
        'content-type': `application/soap+xml; charset=utf-8; action="${action}"`,
        accept: 'application/soap+xml',
      },
      body: request.bytes({ declaration: true }),
      timeoutMs: connection.timeoutMs,
    });
  } catch (cause) {
    if (!(cause instanceof PosteError) || !cause.code.startsWith('NET_') || OWN_FAULT.has(cause.code)) throw cause;
    throw insiError('INSI_UNREACHABLE', { cause, detail: [cause.code, cause.detail].filter((part) => part !== null).join(' ') });
  }
}
