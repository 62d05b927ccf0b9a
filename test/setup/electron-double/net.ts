import { X509Certificate } from 'node:crypto';
import { Agent, request as startRequest } from 'node:https';
import type { ClientRequest as NodeRequest, IncomingMessage as NodeResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ClientRequest, ClientRequestConstructorOptions, Request as VerifyRequest } from 'electron';
import { afterReady, clientCertificatePassword, selectClientCertificate } from './app.ts';
import { certificateStore, shown, type StoreEntry } from './certificate-store.ts';
import { fault } from './control.ts';
import { partitionOf, type Partition } from './session.ts';
import { events, strict } from './strict.ts';
import { hello } from './tls-hello.ts';

const OPTIONS: ReadonlySet<string> = new Set(['url', 'method', 'headers', 'session', 'redirect', 'cache']);
/** Headers that Electron keeps to itself. */
const RESTRICTED = /^(content-length|host|trailer|te|upgrade|cookie2|keep-alive|transfer-encoding)$/i;
/** No certificate of the sandbox is known to this machine: net::ERR_CERT_AUTHORITY_INVALID. */
const AUTHORITY_INVALID = -202;
const PASSWORD_ATTEMPTS = 10;

/** What Chromium keeps in each network context: connections, verdicts and choices. */
interface Memory {
  /** SHA-256 of the certificates accepted, by host. */
  readonly verdicts: Map<string, boolean>;
  /** The choice made for `host:port`: a certificate, or none. */
  readonly choices: Map<string, Promise<StoreEntry | null>>;
  readonly agents: Map<string, Agent>;
}
const memories = new WeakMap<Partition, Memory>();

function memoryOf(partition: Partition): Memory {
  const known = memories.get(partition);
  if (known !== undefined) return known;
  const made: Memory = { verdicts: new Map(), choices: new Map(), agents: new Map() };
  memories.set(partition, made);
  partition.closing.add(() => {
    for (const agent of made.agents.values()) agent.destroy();
    made.agents.clear();
  });
  return made;
}

class NetError extends Error {
  constructor(name: string) {
    super(`net::${name}`);
  }
}

/** `net.request` over real TLS, in the order of Chromium: the server's certificate is judged, then ours is asked for. */
function request(options: ClientRequestConstructorOptions | string): ClientRequest {
  afterReady('net module');
  if (typeof options === 'string') throw new Error('the electron double wants the options of net.request');
  for (const name of Object.keys(options))
    if (!OPTIONS.has(name)) throw new Error(`the electron double does not implement net.request({ ${name} })`);
  const { url = '', method = 'GET', headers = {}, redirect } = options;
  if (redirect !== 'manual') throw new Error('the electron double follows no redirection');
  for (const name of Object.keys(headers)) if (RESTRICTED.test(name)) throw new Error(`net::ERR_INVALID_ARGUMENT: ${name} is restricted`);
  const partition = partitionOf(options.session);
  const heard = events('ClientRequest', ['error', 'redirect', 'response', 'abort', 'close', 'finish']);
  let running: NodeRequest | null = null;
  let started = false;
  let over = false;
  let total = 0;
  const die = (error: Error | null): void => {
    if (over) return;
    over = true;
    partition.closing.delete(cut);
    running?.destroy();
    if (error !== null) heard.emit('error', error);
    heard.emit('close');
  };
  const cut = (): void => die(new NetError('ERR_ABORTED'));
  const run = async (body: Buffer): Promise<void> => {
    const target = new URL(url);
    if (target.protocol !== 'https:') throw new NetError('ERR_DISALLOWED_URL_SCHEME');
    const agent = await agentFor(partition, target);
    if (over) return;
    running = startRequest(target, {
      agent,
      method,
      headers: {
        ...(headers as Record<string, string>),
        ...(body.length > 0 || method === 'POST' ? { 'content-length': String(body.length) } : {}),
      },
    });
    running.on('error', (cause) => die(new NetError(nameOf(cause))));
    running.on('response', (response) => hear(response));
    running.end(body);
  };
  const hear = (response: NodeResponse): void => {
    const { statusCode = 0, headersDistinct } = response;
    const location = headersDistinct['location']?.[0];
    if (statusCode >= 300 && statusCode < 400 && location !== undefined) {
      heard.emit('redirect', statusCode, method, new URL(location, url).href, headersDistinct);
      // Nobody called followRedirect, which the double does not have.
      die(new Error('Redirect was cancelled'));
      return;
    }
    const inner = events('IncomingMessage', ['data', 'end', 'error', 'aborted']);
    response.on('data', (chunk: Buffer) => {
      if (!over) inner.emit('data', chunk);
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      if (over) return;
      if (response.complete) {
        inner.emit('end');
        die(null);
      } else {
        const error = new NetError('ERR_CONTENT_LENGTH_MISMATCH');
        inner.emit('error', error);
        die(error);
      }
    });
    heard.emit(
      'response',
      strict('IncomingMessage', {
        statusCode,
        headers: Object.fromEntries(
          Object.entries(headersDistinct).map(([name, values = []]) => [name, name === 'set-cookie' ? values : values.join(', ')]),
        ),
        on: inner.on,
      }),
    );
  };
  partition.closing.add(cut);
  return strict('ClientRequest', {
    on: heard.on,
    end(body?: Buffer) {
      if (started) throw new Error('write after end');
      started = true;
      total = body?.length ?? 0;
      run(body ?? Buffer.alloc(0)).catch((thrown: unknown) => {
        if (!(thrown instanceof NetError) && !isNodeError(thrown)) fault(thrown);
        die(thrown instanceof NetError ? thrown : new NetError(nameOf(thrown)));
      });
    },
    abort() {
      if (over) return;
      heard.emit('abort');
      die(null);
    },
    getUploadProgress() {
      const sent = running?.socket?.bytesWritten ?? 0;
      return running === null
        ? { active: false, started: false, current: 0, total: 0 }
        : { active: true, started: true, current: Math.min(sent, total), total };
    },
  }) as unknown as ClientRequest; // the rest of it throws
}

/** A way to that host, once its certificate is accepted and ours chosen. */
async function agentFor(partition: Partition, { hostname, port }: URL): Promise<Agent> {
  const memory = memoryOf(partition);
  const host = `${hostname}:${port === '' ? '443' : port}`;
  let entry: StoreEntry | null = null;
  const known = memory.choices.get(host);
  if (known === undefined) {
    const { chain, asks } = await hello(hostname, Number(port === '' ? 443 : port));
    await verify(partition, hostname, chain);
    if (asks) {
      const made = memory.choices.get(host) ?? choose(host);
      memory.choices.set(host, made);
      entry = await made;
      if (entry !== null)
        await unlock(hostname, entry).catch((thrown: unknown) => {
          memory.choices.delete(host);
          throw thrown;
        });
    }
  } else entry = await known;
  const { minVersion, maxVersion } = partition.tls;
  const key = JSON.stringify([host, minVersion, maxVersion, entry?.certPem ?? null]);
  const kept = memory.agents.get(key);
  if (kept !== undefined) return kept;
  const agent = new Agent({
    keepAlive: true,
    minVersion,
    maxVersion,
    rejectUnauthorized: false,
    ...(entry === null ? {} : { key: entry.keyPem, cert: entry.certPem, ...(entry.pss ? {} : { sigalgs: 'RSA+SHA256' }) }),
  });
  const open = agent.createConnection.bind(agent);
  agent.createConnection = (options, opened) => {
    const socket = open(options, opened) as TLSSocket;
    // Each full handshake shows a certificate again: it must be the one that was judged.
    socket.once('secureConnect', () => {
      if (socket.isSessionReused()) return;
      const { raw } = socket.getPeerCertificate();
      if (memory.verdicts.get(`${hostname} ${new X509Certificate(raw).fingerprint256}`) !== true)
        socket.destroy(new NetError('ERR_CERT_AUTHORITY_INVALID'));
    });
    return socket;
  };
  memory.agents.set(key, agent);
  return agent;
}

/** The verdict is asked for once for a certificate, and kept, as Electron says it is. */
async function verify(partition: Partition, hostname: string, chain: readonly Buffer[]): Promise<void> {
  const [leaf] = chain.map((der) => new X509Certificate(der));
  if (leaf === undefined) throw new NetError('ERR_SSL_PROTOCOL_ERROR');
  const { verdicts } = memoryOf(partition);
  const key = `${hostname} ${leaf.fingerprint256}`;
  const proc = partition.verifyProc;
  if (proc === null) throw new NetError('ERR_CERT_AUTHORITY_INVALID');
  const accepted =
    verdicts.get(key) ??
    (await new Promise<boolean>((resolve) => {
      const certificate = shown(leaf.toString());
      const asked: VerifyRequest = {
        hostname,
        certificate,
        validatedCertificate: certificate,
        isIssuedByKnownRoot: false,
        verificationResult: 'net::ERR_CERT_AUTHORITY_INVALID',
        errorCode: AUTHORITY_INVALID,
      };
      proc(strict('Request', asked), (result) => {
        if (result !== 0 && result !== -2 && result !== -3) throw new Error(`unknown verdict ${result}`);
        // -3 is Chromium's own, which trusts nobody here.
        resolve(result === 0);
      });
    }));
  verdicts.set(key, accepted);
  if (!accepted) throw new NetError('ERR_FAILED');
}

/** No event when there is nothing to offer: the connection goes on without a certificate. */
async function choose(host: string): Promise<StoreEntry | null> {
  if (certificateStore.length === 0) return null;
  const offered = certificateStore.map(({ certPem }) => shown(certPem));
  const chosen = await selectClientCertificate(host, offered);
  if (chosen === null) return null;
  const found = certificateStore[offered.findIndex(({ data }) => data === chosen.data)];
  if (found === undefined) throw new Error('Must pass valid certificate object.');
  return found;
}

/** NSS asks until the PIN is right or nobody answers any more. */
async function unlock(hostname: string, { token }: StoreEntry): Promise<void> {
  if (token === null || token.open) return;
  for (let attempt = 0; attempt < PASSWORD_ATTEMPTS; attempt += 1) {
    const pin = await clientCertificatePassword({ hostname, tokenName: token.name, isRetry: attempt > 0 });
    if (pin === '') break;
    token.tries.push(pin);
    token.open = pin === token.pin;
    if (token.open) return;
  }
  throw new NetError('ERR_SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED');
}

const isNodeError = (thrown: unknown): thrown is NodeJS.ErrnoException => thrown instanceof Error && 'code' in thrown;

/** Chromium's name for what Node says. */
function nameOf(thrown: unknown): string {
  if (thrown instanceof NetError) return thrown.message.replace('net::', '');
  const code = isNodeError(thrown) ? String(thrown.code) : '';
  const text = thrown instanceof Error ? thrown.message : '';
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'ERR_NAME_NOT_RESOLVED';
  if (code === 'ECONNREFUSED') return 'ERR_CONNECTION_REFUSED';
  if (code === 'ECONNRESET') return 'ERR_CONNECTION_RESET';
  if (
    /alert (bad certificate|unknown ca|unsupported certificate|certificate \w+|access denied)|CERTIFICATE_REQUIRED|ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE)/i.test(
      text + code,
    )
  )
    return 'ERR_BAD_SSL_CLIENT_AUTH_CERT';
  if (/alert handshake failure|ALERT_HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/i.test(text + code))
    return 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH';
  if (/NO_SUITABLE_SIGNATURE|NO_SHARED_SIGNATURE/.test(code)) return 'ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS';
  if (/^(ERR_SSL|EPROTO)/.test(code)) return 'ERR_SSL_PROTOCOL_ERROR';
  return 'ERR_FAILED';
}

export const net = strict('net', { request });
