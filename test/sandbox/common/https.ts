import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { DetailedPeerCertificate, SecureVersion, TLSSocket } from 'node:tls';

export interface SandboxRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** The client's certificate, only when it chains to `ca`. */
  readonly clientCertificate: DetailedPeerCertificate | null;
}

/** `'cut'` closes the connection without an answer. */
export type HttpAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string | Uint8Array }
  | 'cut';

interface HttpsOptions {
  /** PEM key and PEM certificate followed by its chain. */
  readonly key: string;
  readonly cert: string;
  /** PEM certificates a client certificate must chain to. */
  readonly ca?: string;
  readonly clientCertificate: 'required' | 'optional' | 'none';
  readonly handler: (request: SandboxRequest) => Promise<HttpAnswer>;
  /** Address to listen on, loopback by default. */
  readonly host?: string;
  readonly port?: number;
  readonly maxVersion?: SecureVersion;
  readonly crl?: string;
  /** Bytes of a request body before 413; 64 MiB by default. */
  readonly maxBody?: number;
  /** Asked at the head of a request: whether to close the connection as soon as its body begins to arrive. */
  readonly cutUpload?: (headers: IncomingMessage['headers']) => boolean;
}

export interface SandboxServer {
  readonly port: number;
  /** `https://localhost:<port>` (or http). */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves HTTPS on loopback. A handler that throws answers 500 and shows the error's name on stderr. */
export async function serveHttps(options: HttpsOptions): Promise<SandboxServer> {
  const server = createSecureServer(
    {
      key: options.key,
      cert: options.cert,
      ...(options.ca === undefined ? {} : { ca: splitPem(options.ca) }),
      ...(options.crl === undefined ? {} : { crl: options.crl }),
      ...(options.maxVersion === undefined ? {} : { maxVersion: options.maxVersion }),
      requestCert: options.clientCertificate !== 'none',
      rejectUnauthorized: options.clientCertificate === 'required',
      minVersion: 'TLSv1.2',
    },
    listener(options.handler, options.maxBody, options.cutUpload),
  );
  return await listen(server, 'https', options);
}

/** Serves plain HTTP on loopback (pages and editor's proxies whose TLS is not the subject). */
export async function serveHttp(options: Pick<HttpsOptions, 'handler' | 'host' | 'port' | 'maxBody'>): Promise<SandboxServer> {
  return await listen(createServer(listener(options.handler, options.maxBody)), 'http', options);
}

type Listener = Parameters<typeof createServer>[1];

function listener(
  handler: HttpsOptions['handler'],
  maxBody = 64 * 1024 * 1024,
  cutUpload?: HttpsOptions['cutUpload'],
): NonNullable<Listener> {
  return (request, response) => {
    if (cutUpload?.(request.headers) === true) {
      request.once('data', () => request.socket.destroy());
      return;
    }
    void (async () => {
      const body = await readBody(request, maxBody);
      if (body === null) {
        response.writeHead(413).end();
        return;
      }
      const answer = await handler({
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers: request.headers,
        body,
        clientCertificate: authorisedCertificate(request),
      });
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body), ...answer.headers });
      response.end(answer.body);
    })().catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (response.headersSent) request.socket.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('internal error');
    });
  };
}

async function readBody(request: IncomingMessage, maxBody: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function authorisedCertificate(request: IncomingMessage): DetailedPeerCertificate | null {
  const socket = request.socket as Partial<TLSSocket>;
  if (socket.authorized !== true || socket.getPeerCertificate === undefined) return null;
  const certificate = socket.getPeerCertificate(true);
  // Node answers an empty object when there is none.
  return Object.keys(certificate).length === 0 ? null : certificate;
}

async function listen(
  server: ReturnType<typeof createServer> | ReturnType<typeof createSecureServer>,
  scheme: 'http' | 'https',
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number },
): Promise<SandboxServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  return {
    port: actual,
    url: `${scheme}://localhost:${actual}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The certificates of a PEM bundle, one string each. */
export function splitPem(bundle: string): string[] {
  return bundle.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
}
