import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ForkOptions, UtilityProcess } from 'electron';
import { afterReady, utilities } from './app.ts';
import { SETTINGS, tell } from './control.ts';
import { events, strict } from './strict.ts';

const port = fileURLToPath(new URL('./utility-port.ts', import.meta.url));
const KNOWN: ReadonlySet<string> = new Set(['env', 'stdio', 'serviceName']);

/** A process of its own by `child_process.fork`; inside it, Electron's `process.parentPort`. */
function fork(entry: string, args: readonly string[] = [], options: ForkOptions = {}) {
  afterReady('utilityProcess');
  if (!isAbsolute(entry)) throw new Error(`utilityProcess.fork wants an absolute path: ${entry}`);
  for (const name of Object.keys(options))
    if (!KNOWN.has(name)) throw new Error(`the electron double does not implement ForkOptions.${name}`);
  if (options.stdio !== 'ignore') throw new Error('the electron double starts utility processes with stdio « ignore » only');
  const env: NodeJS.ProcessEnv = { ...(options.env ?? process.env) };
  // The application's own, no process of its needs to know.
  delete env[SETTINGS];
  const child = forkNode(entry, [...args], {
    env,
    execArgv: ['--import', port],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined);
  const heard = events('UtilityProcess', ['message', 'exit']);
  child.on('message', (message) => heard.emit('message', message));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      utilities.delete(self);
      // Electron always has a number; ours for a signal is the signal's.
      heard.emit('exit', code ?? (signal === null ? 1 : constants.signals[signal]));
      resolve();
    });
  });
  const self = {
    close: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
  utilities.add(self);
  tell({ fact: 'utility', pid: child.pid ?? 0, entry, serviceName: options.serviceName ?? '' });
  return strict('UtilityProcess', { ...methods(child), on: heard.on, once: heard.once });
}

const methods = (child: ChildProcess) =>
  ({
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    // SIGTERM, as Electron does on POSIX.
    kill: () => child.kill('SIGTERM'),
  }) satisfies Pick<UtilityProcess, 'postMessage' | 'kill'>;

export const utilityProcess = strict('utilityProcess', { fork });
