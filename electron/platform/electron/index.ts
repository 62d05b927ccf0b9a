import { app, BrowserWindow, ipcMain, protocol, safeStorage, session, utilityProcess, type IpcMainInvokeEvent } from 'electron';
import { fail } from '../../../shared/errors.ts';
import type { ServiceProcess } from '../../card/service-process.ts';
import { readAsset } from '../assets.ts';
import { SECURITY_HEADERS } from '../origin.ts';
import type { AppWindow, Platform, Secrets, ServiceName, WindowPorts } from '../types.ts';
import { guardClientCertificates } from './client-certificate.ts';
import { askBeforeClosing } from './closing.ts';
import { guardContents, guardSession } from './guards.ts';
import { storeTls } from './store-tls.ts';

const SCHEME = 'poste';
const HOST = 'app';
const ENTRY = `${SCHEME}://${HOST}/index.html`;
const INVOKE = 'poste:invoke';
const EVENT = 'poste:event';

/** To be called before `app.whenReady()`: the private scheme is a standard, secure origin; every page is confined. */
export function beforeReady(): void {
  app.enableSandbox();
  guardContents(ENTRY);
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: false } },
  ]);
}

/** The host that ships. @param preload absolute path of the built preload script. */
export function electronPlatform(preload: string): Platform {
  guardClientCertificates();
  return {
    kind: 'electron',
    name: `Electron ${process.versions['electron'] ?? ''}`.trim(),
    secrets: keychainSecrets(),
    startService,
    openWindow: (window) => open(window, preload),
    storeTls,
  };
}

function keychainSecrets(): Secrets {
  const usable = (): void => {
    // On Linux without a keyring Electron falls back to a fixed key: no protection at all (electron/README 9).
    const weak = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
    if (weak || !safeStorage.isEncryptionAvailable()) {
      throw fail('SECRETS_UNAVAILABLE', {
        values: { why: 'le trousseau du système est indisponible', how: 'Ouvrez le trousseau (ou la session du bureau)' },
      });
    }
  };
  return {
    protection: 'os',
    protect(clear) {
      usable();
      return safeStorage.encryptString(Buffer.from(clear).toString('base64'));
    },
    unprotect(sealed) {
      usable();
      return Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64');
    },
  };
}

function startService(entry: string, env: Readonly<Record<string, string>>, serviceName: ServiceName): ServiceProcess {
  const child = utilityProcess.fork(entry, [], { env: { ...process.env, ...env }, stdio: 'ignore', serviceName });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.on('exit', (code) => listener(code));
    },
    kill: () => {
      child.kill();
    },
  };
}

async function open(ports: WindowPorts, preload: string): Promise<AppWindow> {
  // An in-memory partition: nothing of a patient is left on disk by the browser.
  const partition = session.fromPartition('poste-sante', { cache: false });
  await guardSession(partition, SCHEME);
  partition.protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    // Looked at first: a resource serves once, and only to whom it may serve.
    const ours = request.method === 'GET' && url.host === HOST;
    const found = ours ? (ports.resource(url.pathname) ?? (await readAsset(ports.assets, url.pathname))) : null;
    if (found === null) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
    return new Response(Buffer.from(found.bytes), { headers: { ...SECURITY_HEADERS, ...found.headers, 'content-type': found.type } });
  });
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1280,
    minHeight: 800,
    show: false,
    title: 'Poste Santé',
    webPreferences: {
      preload,
      session: partition,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.removeMenu();
  askBeforeClosing(window);
  const invoke = (event: IpcMainInvokeEvent, name: unknown, payload: unknown): Promise<string> => {
    const frame = event.senderFrame;
    const ours = frame !== null && frame === window.webContents.mainFrame && frame.url.startsWith(`${SCHEME}://${HOST}/`);
    if (!ours || typeof name !== 'string' || typeof payload !== 'string') throw new Error('refused: not the application');
    return ports.invoke(name, payload);
  };
  ipcMain.handle(INVOKE, invoke);
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => {
    ipcMain.removeHandler(INVOKE);
    ports.closed();
  });
  await window.loadURL(ENTRY);
  return {
    front: () => {
      toFront(window);
      return Promise.resolve();
    },
    emit: (name, payload) => {
      if (!window.isDestroyed()) window.webContents.send(EVENT, name, payload);
    },
    close: () => {
      window.destroy();
      return Promise.resolve();
    },
  };
}

/** One instance per profile: starting a second one brings the first to the front. False = this is the second. */
export function singleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) toFront(window);
  });
  return true;
}

function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
