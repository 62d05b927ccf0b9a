import type {
  BrowserWindow as ElectronWindow,
  BrowserWindowConstructorOptions,
  HandlerDetails,
  IpcMainInvokeEvent,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import { chromium, type BrowserContext, type Frame, type Page, type Request as PageRequest, type Route } from 'playwright-core';
import { afterReady, contentsCreated, isSandboxed, windowGone, windows } from './app.ts';
import { fault, onCommand, required, tell } from './control.ts';
import { dispatch, isPlain } from './ipc-main.ts';
import { rendererSide, type PageSettings } from './page.ts';
import { checkPreload, preloadScript } from './preload-script.ts';
import { fromHttps, mayLeave, partitionOf, toHttps, type Partition } from './session.ts';
import { events, preventable, strict } from './strict.ts';

const OPTIONS: ReadonlySet<string> = new Set(['width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'webPreferences']);
const PREFERENCES: ReadonlySet<string> = new Set([
  'preload',
  'session',
  'contextIsolation',
  'sandbox',
  'nodeIntegration',
  'webSecurity',
  'spellcheck',
]);
const BINDING = '__electronDouble';

/** @throws Error for what weakens the window and for every option the double does not know. */
function check(options: BrowserWindowConstructorOptions): { readonly preload: string; readonly partition: Partition } {
  const { webPreferences = {} } = options;
  for (const name of Object.keys(options))
    if (!OPTIONS.has(name)) throw new Error(`the electron double does not implement the window option ${name}`);
  for (const name of Object.keys(webPreferences))
    if (!PREFERENCES.has(name)) throw new Error(`the electron double does not implement webPreferences.${name}`);
  if (webPreferences.nodeIntegration === true) throw new Error('nodeIntegration gives the page the machine');
  for (const wall of ['contextIsolation', 'sandbox', 'webSecurity'] as const) {
    if (webPreferences[wall] === false) throw new Error(`${wall} must not be off`);
  }
  if (options.show !== false) throw new Error('the electron double shows a window when told to: show must be false');
  const checked = { preload: checkPreload(webPreferences.preload), partition: partitionOf(webPreferences.session) };
  if (!isSandboxed()) throw new Error('app.enableSandbox() was not called: another window could have none');
  return checked;
}

/** One Chromium, one page: what a BrowserWindow is. */
class Double {
  readonly partition: Partition;
  readonly heard = events('BrowserWindow', ['closed', 'ready-to-show']);
  /** No page of the double has a web view: its tag is refused with the window's preferences, its event never comes. */
  readonly contentsHeard = events('WebContents', [
    'will-navigate',
    'will-frame-navigate',
    'will-redirect',
    'will-attach-webview',
    'will-prevent-unload',
  ]);
  readonly contents: WebContents;
  readonly opened: Promise<Page>;
  page: Page | null = null;
  minimized = false;
  gone = false;
  webRtcPolicy: ReturnType<WebContents['getWebRTCIPHandlingPolicy']> = 'default';
  openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;
  readonly #frames = new WeakMap<Frame, WebFrameMain>();
  readonly #self = { close: () => this.close() };
  #context: BrowserContext | null = null;
  #loading: string | null = null;
  #document = 0;
  /** Popups refused whose page is still to come. */
  #refused = 0;
  #waiting: (readonly [string, readonly unknown[]])[] = [];
  #wake: () => void = () => undefined;

  constructor(options: BrowserWindowConstructorOptions) {
    afterReady('BrowserWindow');
    const { preload, partition } = check(options);
    this.partition = partition;
    this.contents = this.#contents();
    partition.used = true;
    windows.add(this.#self);
    contentsCreated(this.contents);
    this.opened = this.#open(preload, { width: options.width ?? 800, height: options.height ?? 600 });
    // Whoever loads a page meets the failure.
    this.opened.catch(() => undefined);
  }

  async #open(preload: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const { chromium: executablePath, compromised } = required();
    const script = await preloadScript(preload);
    const context = await chromium.launchPersistentContext('', {
      executablePath,
      headless: true,
      viewport,
      locale: 'fr-FR',
      serviceWorkers: 'block',
      acceptDownloads: false,
      // Chromium's own sandbox cannot be had as root (containers, tests).
      chromiumSandbox: process.getuid?.() !== 0,
      // The end of this process is Electron's affair.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...this.#network()],
    });
    this.#context = context;
    const page = context.pages()[0] ?? (await context.newPage());
    this.page = page;
    page.on('close', () => this.#closed());
    context.on('page', (other) => void this.#other(other).catch(fault));
    page.on('pageerror', (error) => tell({ fact: 'complaint', text: error.message }));
    page.on('console', (message) => {
      if (message.type() === 'error') tell({ fact: 'complaint', text: message.text() });
    });
    await context.route('**/*', (route, request) => this.#answer(route, request).catch(fault));
    await page.exposeBinding(BINDING, (source, op: unknown, ...args: readonly unknown[]) => this.#hear(source.frame, op, args));
    const settings: PageSettings = { binding: BINDING, compromised };
    await page.addInitScript(
      `(${rendererSide.toString()})(${JSON.stringify(settings)}, function (require, module, exports) {\n${script}\n});`,
    );
    const browser = context.browser();
    if (browser === null) throw new Error('this browser cannot be shared with the test');
    tell({ fact: 'browser', endpoint: (await browser.bind('electron-double')).endpoint });
    return page;
  }

  /** What the application asked of the network, as Chromium takes it. */
  #network(): string[] {
    const { proxy } = this.partition;
    return [
      `--webrtc-ip-handling-policy=${this.webRtcPolicy}`,
      ...(proxy === null ? [] : [`--proxy-server=${proxy.rules}`, `--proxy-bypass-list=${proxy.bypass}`]),
    ];
  }

  async load(url: string): Promise<void> {
    const page = await this.opened;
    const target = toHttps(url);
    this.#loading = target;
    try {
      await page.goto(target);
    } finally {
      this.#loading = null;
    }
    tell({ fact: 'loaded', url });
    this.heard.emit('ready-to-show');
  }

  /** Electron drops what is sent to a document that does not listen yet. */
  send(channel: string, args: readonly unknown[]): void {
    if (!args.every(isPlain)) throw new Error('An object could not be cloned.');
    if (this.#document === 0) return;
    this.#waiting.push([channel, args]);
    this.#wake();
  }

  async close(): Promise<void> {
    await this.opened.catch(() => undefined);
    await this.#context?.close();
    this.#closed();
  }

  #closed(): void {
    if (this.gone) return;
    this.gone = true;
    this.#wake();
    this.heard.emit('closed');
    tell({ fact: 'closed' });
    open.delete(this);
    void (this.#context?.close() ?? Promise.resolve()).catch(fault).finally(() => windowGone(this.#self));
  }

  frame(frame: Frame): WebFrameMain {
    const known = this.#frames.get(frame);
    if (known !== undefined) return known;
    const made = strict('WebFrameMain', {
      get url() {
        return fromHttps(frame.url())?.url ?? frame.url();
      },
    } satisfies Pick<WebFrameMain, 'url'>) as WebFrameMain; // the rest of it throws
    this.#frames.set(frame, made);
    return made;
  }

  /** What the page's side says. */
  async #hear(frame: Frame, op: unknown, args: readonly unknown[]): Promise<unknown> {
    const [first, ...others] = args;
    switch (op) {
      case 'invoke': {
        if (typeof first !== 'string' || !others.every(isPlain)) throw new Error('An object could not be cloned.');
        const senderFrame = frame.isDetached() ? null : this.frame(frame);
        const event = strict('IpcMainInvokeEvent', { senderFrame }) as IpcMainInvokeEvent; // the rest of it throws
        return dispatch(event, first, others);
      }
      case 'connect':
        this.#document += 1;
        this.#waiting = [];
        this.#wake();
        return this.#document;
      case 'receive':
        return this.#next(first);
      case 'permission-request':
        return this.#request(String(first));
      case 'permission-check':
        return this.#check(String(first), frame.url());
      case 'preload-failed':
        return fault(`the preload script failed: ${String(first)}`);
      default:
        throw new Error(`unknown: ${String(op)}`);
    }
  }

  async #next(document: unknown): Promise<readonly (readonly [string, readonly unknown[]])[]> {
    while (this.#waiting.length === 0 && document === this.#document && !this.gone) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (document !== this.#document) return [];
    const batch = this.#waiting;
    this.#waiting = [];
    return batch;
  }

  /** Without a handler Electron grants: so does the double. */
  async #request(name: string): Promise<boolean> {
    const { permissionRequest } = this.partition;
    const granted = await new Promise<boolean>((resolve) => {
      // The application looks at none of the other arguments: any use of them throws.
      if (permissionRequest === null) resolve(true);
      else permissionRequest(this.contents, name as 'unknown', resolve, strict('PermissionRequest', {}) as never);
    });
    tell({ fact: 'permission', asked: 'request', name, granted });
    return granted;
  }

  #check(name: string, origin: string): boolean {
    const granted =
      this.partition.permissionCheck?.(this.contents, name as 'unknown', origin, strict('PermissionCheck', {}) as never) ?? true;
    tell({ fact: 'permission', asked: 'check', name, granted });
    return granted;
  }

  /** The application decides; Electron's default is to open. */
  #mayOpen(url: string): void {
    const answer = this.openHandler?.(strict('HandlerDetails', { url }) as HandlerDetails) ?? { action: 'allow' };
    tell({ fact: 'popup', url, allowed: answer.action !== 'deny' });
    if (answer.action !== 'deny') throw new Error('the electron double opens no second window');
  }

  /** Another page of this browser: what the window opened is closed, what the test opened (axe) is its own. */
  async #other(page: Page): Promise<void> {
    if (this.#refused > 0) this.#refused -= 1;
    else if ((await page.opener()) === null) return;
    else this.#mayOpen(page.url());
    await page.close();
  }

  /** Every request of the page: a navigation is asked for first, a scheme of the application answered by it. */
  async #answer(route: Route, request: PageRequest): Promise<void> {
    const url = request.url();
    if (request.isNavigationRequest() && pageOf(request) !== this.page) {
      // Decided now; its page comes later, to be closed.
      this.#refused += 1;
      await route.abort('blockedbyclient');
      return this.#mayOpen(url);
    }
    const ours = fromHttps(url);
    if (request.isNavigationRequest() && url !== this.#loading && !this.#mayNavigate(request, ours?.url ?? url))
      return route.abort('aborted');
    if (!(await mayLeave(this.partition, ours?.url ?? url))) return route.abort('blockedbyclient');
    if (ours === null) {
      tell({ fact: 'foreign', url });
      return route.continue();
    }
    const handler = this.partition.schemes.get(ours.scheme);
    if (handler === undefined) return route.abort('failed');
    const body = request.postDataBuffer();
    const response = await handler(
      new Request(ours.url, {
        method: request.method(),
        headers: request.headers(),
        ...(body === null ? {} : { body: new Uint8Array(body) }),
      }),
    );
    if (required().compromised) response.headers.delete('content-security-policy');
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  /** A redirection is asked for as such; anything else for its frame, then for the window when it is its own. */
  #mayNavigate(request: PageRequest, url: string): boolean {
    const isMainFrame = request.frame() === this.page?.mainFrame();
    const event = preventable({ url, isMainFrame });
    const asked =
      request.redirectedFrom() === null ? ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])] : ['will-redirect'];
    for (const name of asked) if (!event.defaultPrevented) this.contentsHeard.emit(name, event, url);
    tell({ fact: 'navigation', url, allowed: !event.defaultPrevented });
    return !event.defaultPrevented;
  }

  #contents(): WebContents {
    const mainFrame = (): WebFrameMain => {
      if (this.page === null) throw new Error('the window has no page yet');
      return this.frame(this.page.mainFrame());
    };
    const members = {
      ...({
        send: (channel, ...args: readonly unknown[]) => this.send(channel, args),
        setWindowOpenHandler: (handler) => {
          this.openHandler = handler;
        },
        setWebRTCIPHandlingPolicy: (policy) => {
          if (this.#context !== null) throw new Error('the electron double takes the policy of WebRTC before the window');
          this.webRtcPolicy = policy;
        },
      } satisfies Pick<WebContents, 'send' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>),
      on: this.contentsHeard.on,
      mainFrame: undefined,
    };
    Object.defineProperty(members, 'mainFrame', { get: mainFrame });
    return strict('WebContents', members) as unknown as WebContents; // the rest of it throws
  }
}

/** Null: the frame of a new window, which does not exist yet. */
function pageOf(request: PageRequest): Page | null {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
}

const open = new Map<Double, object>();

function publicSide(double: Double) {
  return strict('BrowserWindow', {
    ...({
      removeMenu: () => undefined,
      loadURL: (url) => double.load(url),
      isDestroyed: () => double.gone,
      isMinimized: () => double.minimized,
      show: () => tell({ fact: 'shown' }),
      focus: () => tell({ fact: 'focused' }),
      restore: () => {
        double.minimized = false;
        tell({ fact: 'restored' });
      },
      destroy: () => void double.close().catch(fault),
    } satisfies Pick<ElectronWindow, 'removeMenu' | 'loadURL' | 'isDestroyed' | 'isMinimized' | 'show' | 'focus' | 'restore' | 'destroy'>),
    webContents: double.contents,
    on: double.heard.on,
    once: double.heard.once,
  });
}

class WindowDouble {
  constructor(options: BrowserWindowConstructorOptions = {}) {
    const double = new Double(options);
    const side = publicSide(double);
    open.set(double, side);
    return side;
  }

  static getAllWindows(): readonly object[] {
    return [...open.values()];
  }
}

export const BrowserWindow = strict('BrowserWindow', WindowDouble);

onCommand((command) => {
  for (const double of open.keys()) {
    if (command.command === 'close-window') void double.close().catch(fault);
    if (command.command === 'minimize') double.minimized = true;
    if (command.command === 'load') void double.load(command.url).catch(fault);
  }
});
