import type { Page, Route } from 'playwright-core';
import { forkService } from '../../card/fork.ts';
import { readAsset } from '../assets.ts';
import { removeGlobals, SOCKET_GLOBALS } from '../no-network.ts';
import { ORIGIN, SECURITY_HEADERS } from '../origin.ts';
import type { AppWindow, Platform, WindowPorts } from '../types.ts';
import { bridgeScript } from './bridge-script.ts';
import { findChromium } from './browser.ts';
import { openContext, type Context } from './context.ts';
import { keepDownload } from './downloads.ts';
import { fileSecrets } from './secrets.ts';

export interface ChromiumOptions {
  /** Where the key file lives. */
  readonly dataFolder: string;
  readonly executable: string | null;
  readonly headless: boolean;
  /** Window size in CSS pixels; null = 1440 x 900. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Folder of what the window gives its user; refused without one. */
  readonly downloads?: string;
}

/** The window of the Chromium host; tests drive its page. */
export interface ChromiumWindow extends AppWindow {
  readonly page: Page;
}

export interface ChromiumPlatform extends Platform {
  openWindow(ports: WindowPorts): Promise<ChromiumWindow>;
  /** Starts the browser, which takes as long as opening the data: both go on at once. */
  begin(): void;
  /** Ends the browser that was begun for a window that will not come. */
  forgo(): Promise<void>;
}

const BINDING = '__poste';

/**
 * The system's Chromium in application mode, driven over a pipe (no TCP port). It stands in for Electron where its
 * binary is not to be had; the renderer cannot tell them apart.
 *
 * @throws PosteError CHROMIUM_MISSING
 */
export function chromiumPlatform(options: ChromiumOptions): ChromiumPlatform {
  const executablePath = findChromium(options.executable);
  const start = (): Promise<Context> =>
    openContext({
      executablePath,
      headless: options.headless,
      size: options.size ?? { width: 1440, height: 900 },
      acceptDownloads: options.downloads !== undefined,
    });
  let begun: Promise<Context> | null = null;
  /** The browser that was begun, for whoever asks first. */
  const taken = (): Promise<Context> | null => {
    const one = begun;
    begun = null;
    return one;
  };
  return {
    kind: 'chromium',
    name: 'Chromium',
    secrets: fileSecrets(options.dataFolder),
    startService: forkService,
    openWindow: async (window) => open(window, options, await (taken() ?? start())),
    begin: () => {
      begun ??= start();
      // Whoever asks for the window is told.
      begun.catch(() => undefined);
    },
    forgo: async () => {
      const one = await taken()?.catch(() => null);
      await one?.context.close();
      await one?.gone;
    },
  };
}

async function open(window: WindowPorts, options: ChromiumOptions, { context, gone }: Context): Promise<ChromiumWindow> {
  const { downloads } = options;
  const events = new EventQueue();
  context.on('close', () => events.end());
  void gone.then(() => window.closed());
  await context.route('**/*', (route) => answer(route, window));
  await context.exposeBinding(BINDING, async (source, name: unknown, payload: unknown) => {
    const ours = source.frame === source.page.mainFrame() && new URL(source.frame.url()).origin === ORIGIN;
    if (!ours || typeof name !== 'string' || typeof payload !== 'string') {
      throw new Error('refused: not the application');
    }
    return name === '$events' ? JSON.stringify(await events.next()) : window.invoke(name, payload);
  });
  // In every frame: each has globals of its own.
  await context.addInitScript(removeGlobals, SOCKET_GLOBALS);
  await context.addInitScript(bridgeScript, { origin: ORIGIN, binding: BINDING });
  const page = context.pages()[0] ?? (await context.newPage());
  // One window: any other (a script's, a shortcut's) closes at once.
  context.on('page', (other) => void other.close());
  // A disk that is full takes the file down, not the application.
  if (downloads !== undefined) page.on('download', (download) => void keepDownload(download, downloads).catch(() => undefined));
  // Heard, the question whether to close is left to the browser, and so to the person; unheard, playwright would answer it.
  page.on('dialog', (asked) => {
    if (asked.type() !== 'beforeunload') void asked.dismiss();
  });
  await page.goto(`${ORIGIN}/index.html`);
  return {
    page,
    emit: (name, payload) => events.push(name, payload),
    front: () => toFront(page),
    close: async () => {
      await context.close();
      await gone;
    },
  };
}

/** A window that is in the task bar is put back first. */
async function toFront(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  try {
    const { windowId, bounds } = await devtools.send('Browser.getWindowForTarget');
    if (bounds.windowState === 'minimized') await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  } finally {
    await devtools.detach();
  }
  await page.bringToFront();
}

async function answer(route: Route, window: WindowPorts): Promise<void> {
  const url = new URL(route.request().url());
  // 204: a link that leaves the application leaves the window where it is.
  if (url.origin !== ORIGIN && route.request().isNavigationRequest()) return route.fulfill({ status: 204 });
  if (url.origin !== ORIGIN || route.request().method() !== 'GET') return route.abort('blockedbyclient');
  const found = window.resource(url.pathname) ?? (await readAsset(window.assets, url.pathname));
  if (found === null) return route.fulfill({ status: 404, headers: SECURITY_HEADERS, body: '' });
  return route.fulfill({
    status: 200,
    headers: { ...SECURITY_HEADERS, ...found.headers, 'content-type': found.type },
    body: Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.bytes.byteLength),
  });
}

/** Events wait here until the window asks for them. */
class EventQueue {
  #waiting: (readonly [string, string])[] = [];
  #wake: (() => void) | null = null;
  #ended = false;

  push(name: string, payload: string): void {
    if (this.#ended) return;
    this.#waiting.push([name, payload]);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<readonly (readonly [string, string])[]> {
    while (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const batch = this.#waiting;
    this.#waiting = [];
    return batch;
  }
}
