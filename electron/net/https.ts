import type { IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import { PosteError } from '../../shared/errors.ts';
import { noneRevoked, type Revocations } from '../pki/revocations.ts';
import { ending, type Ending } from './ending.ts';
import { netError, netErrorOf, type Stage } from './errors.ts';
import { clientTls, type ClientTls, type KeyAbility, type TlsTrust } from './tls.ts';
import type { HttpRequest, HttpResponse, Transport } from './types.ts';

const MAX_BYTES = 64 * 1024 * 1024;
/** Connections kept per service; more exchanges wait for one. */
const MAX_SOCKETS = 4;
const CHUNK = 64 * 1024;

/** HTTPS where only the service shows a certificate. */
export function oneWayTransport(options: TlsTrust): Transport {
  return new HttpsTransport(() => clientTls(options, {}, { pss: true }), options);
}

export interface PemIdentity extends TlsTrust, KeyAbility {
  /** Leaf, then its issuing CAs. */
  readonly certPem: string;
  /** PKCS#8, encrypted or not. */
  readonly keyPem: string;
  /** Of `keyPem`; null when it is not encrypted. */
  readonly passphrase: string | null;
}

/** Mutual TLS with a key held in a file (demonstration card, structure certificate). */
export function pemTransport(options: PemIdentity): Transport {
  const { certPem, keyPem, passphrase } = options;
  const key = { cert: certPem, key: keyPem, ...(passphrase === null ? {} : { passphrase }) };
  return new HttpsTransport(() => clientTls(options, key, options), options);
}

/** HTTPS over kept connections that share one TLS context: key, certificate, trust and limits. */
export class HttpsTransport implements Transport {
  readonly #makeTls: () => ClientTls;
  readonly #maxBytes: number;
  readonly #revocations: () => Revocations;
  #tls: ClientTls | null = null;
  #agent: Agent | null = null;
  #checkedAgainst: Revocations | null = null;

  /** @param makeTls called once, at the first exchange. */
  constructor(
    makeTls: () => ClientTls,
    { maxBytes = MAX_BYTES, revocations = noneRevoked }: Pick<TlsTrust, 'maxBytes' | 'revocations'> = {},
  ) {
    this.#makeTls = makeTls;
    this.#maxBytes = maxBytes;
    this.#revocations = revocations;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    if (new URL(request.url).protocol !== 'https:') throw netError('NET_TLS', false, 'not https');
    if (request.fresh === true) {
      const once = this.#openAgent(false);
      try {
        return await exchange(once, request, this.#maxBytes);
      } finally {
        once.destroy();
      }
    }
    if (this.#checkedAgainst !== this.#revocations()) this.#retire();
    this.#agent ??= this.#openAgent();
    return await exchange(this.#agent, request, this.#maxBytes);
  }

  /** New lists are for new connections: the idle ones close now, the busy ones after their exchange. */
  #retire(): void {
    const agent = this.#agent;
    this.#agent = null;
    this.#checkedAgainst = this.#revocations();
    if (agent === null) return;
    agent.maxFreeSockets = 0;
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  }

  #openAgent(keepAlive = true): Agent {
    try {
      this.#tls ??= this.#makeTls();
      return new Agent({ keepAlive, maxSockets: MAX_SOCKETS, ...this.#tls });
    } catch (cause) {
      if (cause instanceof PosteError) throw cause;
      // Wrong passphrase, damaged file, key of another certificate.
      throw netError('NET_KEY', false, cause instanceof Error && 'code' in cause ? String(cause.code) : null, cause);
    }
  }

  close(): Promise<void> {
    this.#agent?.destroy();
    this.#agent = null;
    return Promise.resolve();
  }
}

async function exchange(agent: Agent, asked: HttpRequest, maxBytes: number): Promise<HttpResponse> {
  const { url, method, headers, body, timeoutMs } = asked;
  const progress: Progress = { sent: false, stage: null };
  const { answer, done, fail, alive } = ending<HttpResponse>(asked, {
    silence: () => netError('NET_TIMEOUT', progress.sent, `${timeoutMs} ms`, undefined, progress.stage),
    sent: () => progress.sent,
    drop: () => request.destroy(),
  });
  const request = startRequest(url, {
    agent,
    method,
    headers: body === null ? headers : { ...headers, 'content-length': String(body.length) },
  });
  request.on('error', (cause) => fail(netErrorOf(cause, progress.sent, progress.stage)));
  request.on('socket', (socket) => follow(socket, request.reusedSocket, url, progress, alive));
  request.on('response', (response) => {
    alive();
    receive(response, maxBytes, progress, { done, fail, alive });
  });
  if (body === null) request.end();
  // In pieces, so that a long upload counts as alive; its failure is the request's own error event.
  else
    pipeline(Readable.from(pieces(body, alive)), request).catch((cause: unknown) => fail(netErrorOf(cause, progress.sent, progress.stage)));
  return await answer;
}

/** Where an exchange stands. */
interface Progress {
  /** Whether any byte of the request may have reached the service. */
  sent: boolean;
  /** Unknown while every kept connection is busy. */
  stage: Stage | null;
}

/** Notes how far the connection of a request goes. */
function follow(socket: Socket, reused: boolean, url: string, progress: Progress, alive: () => void): void {
  if (reused) {
    progress.sent = true;
    progress.stage = 'service';
    return;
  }
  // An address is not looked up.
  progress.stage = isIP(new URL(url).hostname.replaceAll(/[[\]]/g, '')) === 0 ? 'dns' : 'tcp';
  socket.once('lookup', () => {
    progress.stage = 'tcp';
  });
  socket.once('connect', () => {
    progress.stage = 'tls';
    alive();
  });
  // Nothing of the request leaves before the handshake is over and the service is who it says.
  socket.once('secureConnect', () => {
    progress.sent = (socket as TLSSocket).authorized;
    progress.stage = 'service';
    alive();
  });
}

/** Takes the answer whole, within its limit. */
function receive(
  response: IncomingMessage,
  maxBytes: number,
  progress: Progress,
  { done, fail, alive }: Pick<Ending<HttpResponse>, 'done' | 'fail' | 'alive'>,
): void {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    fail(netError('NET_TOO_LARGE', true, `${response.headers['content-length']} bytes`));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    alive();
    size += chunk.length;
    if (size > maxBytes) fail(netError('NET_TOO_LARGE', true, `over ${maxBytes} bytes`));
    else chunks.push(chunk);
  });
  response.on('error', (cause) => fail(netErrorOf(cause, true, progress.stage)));
  response.on('close', () => {
    if (!response.complete) fail(netError('NET_CUT', true, 'answer cut', undefined, progress.stage));
  });
  response.on('end', () => {
    if (response.complete)
      done({ status: response.statusCode ?? 0, headers: flat(response.headersDistinct), body: new Uint8Array(Buffer.concat(chunks)) });
  });
}

function* pieces(body: Uint8Array, alive: () => void): Generator<Uint8Array> {
  for (let offset = 0; offset < body.length; offset += CHUNK) {
    alive();
    yield body.subarray(offset, offset + CHUNK);
  }
}

/** Repeated headers are joined as HTTP allows (RFC 9110, 5.3). */
function flat(headers: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(', ')]));
}
