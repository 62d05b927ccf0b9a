import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

const ADDRESSES = ['127.0.0.1', '::1'] as const;
/** As a page writes them in a URL. */
const HOSTS = ['127.0.0.1', '[::1]', 'localhost'] as const;
/** Tens of milliseconds. */
const PATIENCE = 200;
const ANSWER =
  'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-type: text/plain\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';

/** One port of loopback that hears everything: TCP and UDP, IPv4 and IPv6. */
export interface Listener {
  /** `host:port` by address and by name. */
  readonly hosts: readonly string[];
  /** What came, `tcp` for a connection (with or without a request) and `udp` for a datagram. */
  readonly heard: ReadonlySet<'tcp' | 'udp'>;
  /** Speaks to it without a browser. @throws Error when it hears nothing: its silence proves nothing. */
  mustHear(): Promise<void>;
  close(): void;
}

/** A port that is free four times over. */
export async function listen(): Promise<Listener> {
  for (;;) {
    const made = await onePort().catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return null;
      throw cause;
    });
    if (made !== null) return made;
  }
}

async function onePort(): Promise<Listener> {
  const heard = new Set<'tcp' | 'udp'>();
  const open: { close(): unknown }[] = [];
  const close = (): void => {
    for (const one of open) one.close();
  };
  let port = 0;
  try {
    for (const address of ADDRESSES) {
      const server = await tcp(port, address, () => heard.add('tcp'));
      open.push(server);
      const bound = server.address();
      port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      open.push(await udp(port, address, () => heard.add('udp')));
    }
  } catch (cause) {
    close();
    throw cause;
  }
  return {
    hosts: HOSTS.map((host) => `${host}:${port}`),
    heard,
    close,
    async mustHear() {
      heard.clear();
      for (const address of ADDRESSES) await speak(port, address);
      for (let wait = 0; heard.size < 2 && wait < PATIENCE; wait += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      if (heard.size < 2) throw new Error(`the listener on port ${port} is deaf`);
    },
  };
}

async function speak(port: number, address: string): Promise<void> {
  const socket = connect(port, address);
  await once(socket, 'connect');
  socket.destroy();
  const datagram = createSocket(address === '::1' ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => datagram.send('x', port, address, (error) => (error === null ? resolve() : reject(error))));
  datagram.close();
}

async function tcp(port: number, address: string, connected: () => void): Promise<Server> {
  const server = createServer((socket) => {
    connected();
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(ANSWER));
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

async function udp(port: number, address: string, received: () => void): Promise<UdpSocket> {
  const socket = createSocket(address === '::1' ? 'udp6' : 'udp4');
  socket.on('message', received);
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}
