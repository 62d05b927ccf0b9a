import { createServer, type Server, type ServerOptions } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { splitPem } from '../../sandbox/common/https.ts';

/** What a server saw of a TLS connection. */
interface SeenConnection {
  readonly protocol: string | null;
  /** Signature algorithms shared with the client, as OpenSSL lists them. */
  readonly algorithms: readonly string[];
  readonly clientCn: string | null;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly connections: SeenConnection[];
  close(): Promise<void>;
}

/** A real HTTPS server of the tests' own, which notes each connection. */
export async function serve(
  options: ServerOptions & { readonly trustPem?: string },
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> {
  const { trustPem, ...tls } = options;
  const server = createServer(
    {
      minVersion: 'TLSv1.2',
      ...tls,
      ...(trustPem === undefined ? {} : { ca: splitPem(trustPem), requestCert: true, rejectUnauthorized: true }),
    },
    handler,
  );
  const connections: SeenConnection[] = [];
  server.on('secureConnection', (socket: TLSSocket) => {
    const subject = socket.getPeerCertificate().subject as { readonly CN?: string } | undefined;
    connections.push({ protocol: socket.getProtocol(), algorithms: socket.getSharedSigalgs(), clientCn: subject?.CN ?? null });
  });
  // A handshake that fails is the test's subject, seen from the client.
  server.on('tlsClientError', () => undefined);
  return { ...(await listen(server)), connections };
}

async function listen(server: Server): Promise<Pick<TestServer, 'url' | 'port' | 'close'>> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A TCP server that accepts and does what it is told with the connection. */
export async function serveTcp(onConnection: (socket: Socket) => void): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export const post = (url: string, body: Uint8Array | null = Buffer.from('hello'), extra: Partial<HttpRequest> = {}): HttpRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body,
  timeoutMs: 5_000,
  ...extra,
});

/** Answers with the request's own body. */
export const echo = (request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'x-method': request.method });
  request.pipe(response);
};
