import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/**
 * One application on the same data, where the host has no lock of its own (Electron has): the first one listens on a socket
 * of its data folder, which its owner alone can enter, and a second start asks it for its window. No port, no data, one word.
 */
const ASKED = 'fenetre\n';
const DONE = 'devant\n';
/** A window comes forward within a moment; an application that hangs is told otherwise. */
const PATIENCE_MS = 2_000;
/** Longest path of a socket (sun_path, macOS). */
const LONGEST = 103;

/** Where the first one listens; null where no socket can have that name. */
function socketOf(dataFolder: string): string | null {
  if (process.platform === 'win32') return `\\\\.\\pipe\\poste-sante-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 32)}`;
  const path = join(dataFolder, 'fenetre.sock');
  return Buffer.byteLength(path) <= LONGEST ? path : null;
}

/** Asks whoever is open on these data to bring its window forward. @returns false when nobody answered */
export async function broughtForward(dataFolder: string): Promise<boolean> {
  const path = socketOf(dataFolder);
  if (path === null) return false;
  return await new Promise((resolve) => {
    const socket = connect(path);
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write(ASKED));
    socket.once('data', (bytes) => end(bytes.toString() === DONE));
  });
}

/**
 * Listens for a second start, once these data are held. What cannot listen goes on without: a second start is then refused as
 * its data are.
 *
 * @returns closes it.
 */
export async function listenForSecond(dataFolder: string, front: () => Promise<void>): Promise<() => void> {
  const path = socketOf(dataFolder);
  if (path === null) return () => undefined;
  // The data are ours: whoever left it there is gone.
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.once('data', (bytes) => {
      if (bytes.toString() !== ASKED) socket.destroy();
      else
        void front().then(
          () => socket.end(DONE),
          () => socket.destroy(),
        );
    });
  });
  const listening = await isListening(server, path);
  return () => {
    if (listening) server.close();
  };
}

const isListening = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(path, () => resolve(true));
  });
