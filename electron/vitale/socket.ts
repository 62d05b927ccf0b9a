import { chmod, lstat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { errorFacts, PosteError } from '../../shared/errors.ts';
import { makeFolder } from '../make-folder.ts';
import { vitaleError } from './errors.ts';
import type { DropPorts, VitaleDrop } from './folder.ts';
import { parseHandOver, VITALE_MAX_BYTES } from './format.ts';

/** A reader that stays silent is cut, in milliseconds. */
const IDLE_MS = 5_000;
const MAX_CONNECTIONS = 4;

/**
 * Listens on a UNIX socket (mode 0600, in a folder of ours) or a Windows named pipe (`\\.\pipe\...`) for hand-overs: one
 * connection, one JSON document, ended by the reader; one line of JSON answers it (electron/vitale/README.md).
 *
 * @throws PosteError VITALE_SOCKET when the address is taken by a live program, or by something that is no socket.
 */
export async function listenVitaleSocket(address: string, ports: DropPorts & { readonly idleMs?: number }): Promise<VitaleDrop> {
  const pipe = address.startsWith('\\\\.\\pipe\\');
  if (!pipe) {
    try {
      makeFolder(dirname(address));
    } catch (cause) {
      throw vitaleError('VITALE_SOCKET', { cause });
    }
    await clearStale(address);
  }
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, ports, sockets.size > MAX_CONNECTIONS);
  });
  await listening(server, address);
  if (!pipe) await chmod(address, 0o600);
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Receives one hand-over, answers and ends. A partial one is never read: the reader must end its side. */
function serve(socket: Socket, ports: DropPorts & { readonly idleMs?: number }, busy: boolean): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let answered = false;
  const timer = setTimeout(() => refuse(vitaleError('VITALE_TIMEOUT')), ports.idleMs ?? IDLE_MS);
  const answer = (line: object): void => {
    answered = true;
    clearTimeout(timer);
    chunks.length = 0;
    // The rest of what it sends goes nowhere; a reader that never ends is cut.
    socket.end(`${JSON.stringify(line)}\n`, () => setTimeout(() => socket.destroy(), 100).unref());
  };
  const refuse = (error: PosteError): void => {
    if (answered) return;
    const { code, message, action, path } = errorFacts(error);
    answer({ accepted: false, code, message, action, path });
    try {
      ports.onRefused(error);
    } catch {
      // The channel outlives those who listen.
    }
  };
  socket.on('error', () => clearTimeout(timer));
  socket.once('close', () => clearTimeout(timer));
  socket.on('data', (chunk: Buffer) => {
    if (answered) return;
    size += chunk.length;
    if (size > VITALE_MAX_BYTES) refuse(vitaleError('VITALE_TOO_LARGE'));
    else chunks.push(chunk);
  });
  socket.once('end', () => {
    if (answered) return;
    try {
      const reading = parseHandOver(Buffer.concat(chunks), ports);
      answer({ accepted: true });
      void Promise.resolve(reading)
        .then(ports.onReading)
        .catch(() => undefined);
    } catch (thrown) {
      refuse(thrown instanceof PosteError ? thrown : vitaleError('VITALE_FORMAT'));
    }
  });
  if (busy) refuse(vitaleError('VITALE_BUSY'));
}

/** Removes the socket of a session that died; never anything else, nor one that answers. */
async function clearStale(address: string): Promise<void> {
  const stats = await lstat(address).catch(() => null);
  if (stats === null) return;
  if (!stats.isSocket() || (await answers(address)))
    throw vitaleError('VITALE_SOCKET', { detail: stats.isSocket() ? 'in use' : 'not a socket' });
  await unlink(address).catch(() => undefined);
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(vitaleError('VITALE_SOCKET', { cause, detail: cause.code ?? null })));
    server.listen(address, () => resolve());
  });
}
