import { createServer, connect, type Socket } from 'node:net';
import type { Config } from '../../electron/config/schema.ts';

/** A workstation far from the services: every TCP connection goes through a proxy that keeps each byte a while. */
export interface DistantServices {
  readonly config: Config;
  close(): Promise<void>;
}

/**
 * Puts a delay in front of every service of a configuration, in user space, on loopback.
 *
 * @param rttMs round trip, milliseconds: each way keeps the bytes for half of it.
 */
export async function distantServices(config: Config, rttMs: number): Promise<DistantServices> {
  const proxies = new Map<number, Promise<{ readonly port: number; close(): Promise<void> }>>();
  const through = async (port: number): Promise<number> => {
    const proxy = proxies.get(port) ?? delayed(port, rttMs / 2);
    proxies.set(port, proxy);
    return (await proxy).port;
  };
  const url = async (address: string | null): Promise<string | null> => {
    if (address === null) return null;
    const moved = new URL(address);
    moved.port = String(await through(Number(moved.port)));
    return moved.href.replace(/\/$/, address.endsWith('/') ? '/' : '');
  };
  return {
    config: {
      ...config,
      insi: { ...config.insi, url: await url(config.insi.url) },
      dmp: {
        ...config.dmp,
        patientsUrl: await url(config.dmp.patientsUrl),
        repositoryUrl: await url(config.dmp.repositoryUrl),
        registryUrl: await url(config.dmp.registryUrl),
      },
      psc: { ...config.psc, proxyUrl: await url(config.psc.proxyUrl) },
      mss: {
        ...config.mss,
        mailboxes: await Promise.all(config.mss.mailboxes.map(async (box) => ({ ...box, port: await through(box.port) }))),
      },
    },
    async close() {
      await Promise.all([...proxies.values()].map(async (proxy) => (await proxy).close()));
    },
  };
}

async function delayed(target: number, oneWayMs: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    carry(near, far, oneWayMs);
    carry(far, near, oneWayMs);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Timers of one delay fire in order: bytes never overtake each other. */
function carry(from: Socket, to: Socket, ms: number): void {
  from.on('data', (bytes) => setTimeout(() => to.write(bytes), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
}
