import { flushCompileCache } from 'node:module';

/** The service process's side of its channel to the application. */
interface ParentChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron gives to a utility process instead of `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * The channel to the process that started us. The process ends with its parent.
 *
 * What Node made of our modules is written at once: a service is killed, and never comes to the end where Node would.
 *
 * @throws Error when started by hand.
 */
export function parentChannel(): ParentChannel {
  flushCompileCache();
  // Only Electron declares it, and only main.ts and platform/electron know Electron.
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined && parentPort !== null) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('this module runs as a service process of the application');
  process.once('disconnect', () => process.exit(0));
  return {
    post: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  };
}
