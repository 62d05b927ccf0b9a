import { isMainThread } from 'node:worker_threads';
import { strict } from './strict.ts';

/** `--import` of a utility process: it has `process.parentPort`, and not what a forked process has. Its threads have neither. */
function portOf(send: NonNullable<typeof process.send>): void {
  // As in Electron, where the application's end is that of its utility processes.
  process.once('disconnect', () => process.exit(0));
  const parentPort = strict('parentPort', {
    postMessage: (message: unknown): void => void send(message, undefined, undefined, () => undefined),
    on(event: string, listener: (event: { readonly data: unknown }) => void): void {
      if (event !== 'message') throw new Error(`the electron double never emits « ${event} » on parentPort`);
      process.on('message', (data) => listener(strict('MessageEvent', { data })));
    },
  });
  Object.defineProperty(process, 'parentPort', { value: parentPort });
  Object.defineProperty(process, 'send', { value: undefined });
}

if (isMainThread) {
  if (process.send === undefined) throw new Error('a utility process is started by the application');
  portOf(process.send.bind(process));
}
