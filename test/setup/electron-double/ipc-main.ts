import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { strict } from './strict.ts';

type Handler = Parameters<IpcMain['handle']>[1];
const handlers = new Map<string, Handler>();

/** What `ipcRenderer.invoke` gets, with Electron's own wording when it is refused. */
export async function dispatch(event: IpcMainInvokeEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`);
  try {
    const answer: unknown = await handler(event, ...args);
    if (!isPlain(answer)) throw new Error('An object could not be cloned.');
    return answer;
  } catch (thrown) {
    throw new Error(`Error invoking remote method '${channel}': ${String(thrown)}`, { cause: thrown });
  }
}

/** What crosses here exactly as in Electron; anything else is not guessed at. */
export const isPlain = (value: unknown): boolean =>
  value === null || value === undefined || ['string', 'number', 'boolean'].includes(typeof value);

export const ipcMain = strict('ipcMain', {
  handle(channel, listener) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
  removeHandler(channel) {
    handlers.delete(channel);
  },
} satisfies Pick<IpcMain, 'handle' | 'removeHandler'>);
