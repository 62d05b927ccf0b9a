import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Certificate, WebContents } from 'electron';
import { z } from 'zod';
import { fault, onCommand, required, settings, told } from './control.ts';
import { events, preventable, strict } from './strict.ts';

/** What quitting must close; the windows and the utility processes put themselves there. */
interface Closable {
  /** At once, without asking. */
  close(): Promise<void>;
}
export const windows = new Set<Closable>();
export const utilities = new Set<Closable>();

const heard = events('app', ['second-instance', 'before-quit', 'window-all-closed', 'select-client-certificate', 'web-contents-created']);
let ready = false;
let sandboxed = false;
let quitting = false;
let exiting = false;
let locked: string | null = null;

let start: () => void = () => undefined;
const started = new Promise<void>((resolve) => {
  start = resolve;
});

type PasswordHandler = Parameters<App['setClientCertRequestPasswordHandler']>[0];
let passwordHandler: PasswordHandler | null = null;

/**
 * What Electron asks the application for a certificate: the event, then the default of whoever does not prevent it.
 *
 * @param host `name:port`: what Electron gives as `url`.
 * @param contents the page that asks; null for `net`.
 */
export function selectClientCertificate(
  host: string,
  offered: readonly Certificate[],
  contents: object | null = null,
): Promise<Certificate | null> {
  return new Promise((resolve) => {
    const event = preventable({});
    heard.emit('select-client-certificate', event, contents, host, offered, (chosen?: Certificate) => resolve(chosen ?? null));
    if (!event.defaultPrevented) resolve(offered[0] ?? null);
  });
}

/** The password of a token; `''` = given up. */
export const clientCertificatePassword: PasswordHandler = (request) => passwordHandler?.(request) ?? Promise.resolve('');

/** The entry has run to its end. */
export function codeLoaded(): void {
  setImmediate(() => {
    ready = true;
    start();
  });
}

export const isReady = (): boolean => ready;

/** Whether every renderer has a sandbox, whatever its own preferences. */
export const isSandboxed = (): boolean => sandboxed;

/** Told for each page, before it loads anything. */
export function contentsCreated(contents: WebContents): void {
  heard.emit('web-contents-created', strict('Event', {}), contents);
}

/** @throws Error when Electron would not allow it yet. */
export function afterReady(what: string): void {
  if (!ready) throw new Error(`${what} cannot be used before the app is ready`);
}

/** The end of the process, whatever is open: no question, no `before-quit`. */
function exit(code = 0): void {
  if (exiting) return;
  exiting = true;
  const all = [...windows, ...utilities].map((one) => one.close().catch(fault));
  void Promise.all(all)
    .then(async () => {
      if (locked !== null) rmSync(locked, { force: true });
      await told();
    })
    .finally(() => process.exit(code));
}

/** Electron's order: `before-quit`, which may prevent it; then the windows; then the process. */
function quit(): void {
  if (quitting) return;
  const event = preventable({});
  heard.emit('before-quit', event);
  if (event.defaultPrevented) return;
  quitting = true;
  exit(0);
}

/** To be called by a window that is gone. */
export function windowGone(window: Closable): void {
  windows.delete(window);
  if (windows.size > 0 || quitting || exiting) return;
  // Nobody listens: Electron quits by itself.
  if (heard.has('window-all-closed')) heard.emit('window-all-closed');
  else quit();
}

const callSchema = z.object({ argv: z.array(z.string()), cwd: z.string() });

/** One file says who is there; another instance leaves a note beside it, which wakes the first. */
function requestSingleInstanceLock(): boolean {
  const { folder } = required();
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'instance.lock');
  const note = `note-${process.pid}.json`;
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    writeFileSync(join(folder, note), JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
    return false;
  }
  locked = lock;
  watch(folder, { persistent: false }, () => {
    for (const name of readdirSync(folder).filter((n) => n.startsWith('note-'))) {
      const call = callSchema.safeParse(readJson(join(folder, name)));
      // Being written: the watch tells again.
      if (!call.success) continue;
      rmSync(join(folder, name), { force: true });
      heard.emit('second-instance', strict('Event', {}), call.data.argv, call.data.cwd, null);
    }
  });
  return true;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

export const app = strict('app', {
  ...({
    whenReady: () => started,
    requestSingleInstanceLock,
    enableSandbox() {
      if (ready) throw new Error('app.enableSandbox() can only be called before app is ready');
      sandboxed = true;
    },
    quit,
    exit,
    setClientCertRequestPasswordHandler(handler) {
      passwordHandler = handler;
    },
  } satisfies Pick<
    App,
    'whenReady' | 'requestSingleInstanceLock' | 'enableSandbox' | 'quit' | 'exit' | 'setClientCertRequestPasswordHandler'
  >),
  on: heard.on,
});

onCommand((command) => {
  if (command.command === 'quit') quit();
});
// The test is gone: so is what it launched.
if (settings !== null) process.once('disconnect', () => exit(70));
