import { fork } from 'node:child_process';
import type { ServiceProcess } from './service-process.ts';

/**
 * Starts a service process with `child_process.fork` (every host but Electron). Messages by structured clone; no
 * argument and no secret on the command line or in the environment.
 *
 * @param entry absolute path of the module.
 * @param env added to ours (`SOFTHSM2_CONF`, `PKCS11_MODULE_PATH`).
 */
export function forkService(entry: string, env: Readonly<Record<string, string>>): ServiceProcess {
  const child = fork(entry, [], {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process that died refuses messages with an error event: its exit says the same.
  child.on('error', () => undefined);
  return {
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      let told = false;
      const tell = (code: number | null): void => {
        if (told) return;
        told = true;
        listener(code);
      };
      child.once('exit', tell);
      // No exit event comes when the program could not be started at all.
      child.once('error', () => {
        if (child.pid === undefined) tell(null);
      });
    },
    // A driver that hangs in native code leaves no turn to a handler of SIGTERM.
    kill: () => void child.kill('SIGKILL'),
  };
}
