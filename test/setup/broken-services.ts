import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { Worker } from 'node:worker_threads';

/** Servers on loopback that go wrong at one stage of a connection, each on a real socket of its own. */
export interface BrokenServer {
  readonly port: number;
  /** Connections it took. */
  readonly taken: () => number;
  close(): Promise<void>;
}

/** PEM key and certificate chain of a server. */
export interface ServerKeys {
  readonly keyPem: string;
  readonly certPem: string;
}

/** A port of loopback that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A port where connections are asked for and never taken nor refused, as behind a firewall that drops: its queue of
 * connections is full and its process is asleep, so that the system (Linux) drops what comes.
 */
export async function blackHole(): Promise<BrokenServer> {
  const asleep = `
    const { createServer } = require('node:net');
    const { parentPort } = require('node:worker_threads');
    const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const worker = new Worker(asleep, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  for (let full = false; !full;) {
    if (fillers.length > 64) throw new Error('this system takes every connection');
    const filler = connect(port, '127.0.0.1');
    filler.on('error', () => undefined);
    fillers.push(filler);
    full = await Promise.race([once(filler, 'connect').then(() => false), wait(500, true)]);
  }
  return {
    port,
    taken: () => 0,
    async close() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}

/** Takes connections and does what it is told with each. */
export async function tcpServer(onConnection: (socket: Socket) => void): Promise<BrokenServer> {
  return await listening(createServer(), 'connection', onConnection);
}

/** Does TLS, asking for the client's certificate without judging it, then what it is told. */
export async function tlsServer(keys: ServerKeys, onConnection: (socket: Socket) => void): Promise<BrokenServer> {
  const server = createTlsServer({ key: keys.keyPem, cert: keys.certPem, requestCert: true, rejectUnauthorized: false });
  // A handshake that fails is the test's subject, seen from the client.
  server.on('tlsClientError', () => undefined);
  return await listening(server, 'secureConnection', onConnection);
}

/**
 * An SMTP server of few words: greeting, EHLO, STARTTLS, then what it is told with the connection.
 *
 * @param keys null: the client's handshake is never answered.
 */
export async function smtpServer(keys: ServerKeys | null, onSecured: (socket: Socket) => void = () => undefined): Promise<BrokenServer> {
  return await tcpServer((socket) => {
    socket.write('220 panne.invalid ESMTP\r\n');
    const hear = (line: Buffer): void => {
      if (/^EHLO/i.test(line.toString('latin1'))) socket.write('250-panne.invalid\r\n250 STARTTLS\r\n');
      if (!/^STARTTLS/i.test(line.toString('latin1'))) return;
      socket.off('data', hear);
      socket.write('220 go ahead\r\n');
      if (keys === null) {
        onSecured(socket);
        return;
      }
      const secured = new TLSSocket(socket, { isServer: true, key: keys.keyPem, cert: keys.certPem });
      secured.on('error', () => undefined);
      secured.once('secure', () => onSecured(secured));
    };
    socket.on('data', hear);
  });
}

/** TLS by OpenSSL itself, which refuses every client certificate of another authority by an alert, as field servers do. */
export async function refusingServer(keys: ServerKeys, trustPem: string): Promise<BrokenServer> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-refusing-'));
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const server = spawn(
    'openssl',
    [
      's_server',
      '-accept',
      '127.0.0.1:0',
      '-Verify',
      '3',
      '-verify_return_error',
      '-key',
      await file('key.pem', keys.keyPem),
      '-cert',
      await file('cert.pem', keys.certPem),
      '-CAfile',
      await file('ca.pem', trustPem),
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return {
    port,
    taken: () => said.split('\n').length - 1,
    async close() {
      server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(
  server: Server,
  event: 'connection' | 'secureConnection',
  onConnection: (socket: Socket) => void,
): Promise<BrokenServer> {
  const sockets = new Set<Socket>();
  let taken = 0;
  server.on('connection', (socket: Socket) => {
    taken += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on(event, (socket: Socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    taken: () => taken,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
