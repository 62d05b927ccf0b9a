import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterAll, describe, expect, test } from 'vitest';
import { codeLoaded, selectClientCertificate } from '../../setup/electron-double/app.ts';
import * as electron from '../../setup/electron-double/electron.ts';
import { preloadScript } from '../../setup/electron-double/preload-script.ts';

const { app, BrowserWindow, dialog, ipcMain, net, protocol, safeStorage, session, utilityProcess } = electron;
const folder = mkdtempSync(join(tmpdir(), 'poste-strict-'));
const preload = join(folder, 'preload.cjs');
writeFileSync(preload, '');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCHEME = { scheme: 'poste', privileges: { standard: true, secure: true } } as const;

describe('before the application is ready', () => {
  test('windows, sessions, utility processes and the keychain are refused', () => {
    expect(() => new BrowserWindow({})).toThrow(/before the app is ready/);
    expect(() => session.fromPartition('a', { cache: false })).toThrow(/before the app is ready/);
    expect(() => utilityProcess.fork('/x.js')).toThrow(/before the app is ready/);
    expect(() => safeStorage.isEncryptionAvailable()).toThrow(/before the app is ready/);
    expect(() => net.request({ url: 'https://localhost/' })).toThrow(/before the app is ready/);
  });

  test('schemes are declared once, then never again', async () => {
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'x', privileges: { bypassCSP: true } }])).toThrow(/bypassCSP/);
    protocol.registerSchemesAsPrivileged([SCHEME]);
    expect(() => protocol.registerSchemesAsPrivileged([SCHEME])).toThrow(/only be called once/);
    codeLoaded();
    await app.whenReady();
    expect(() => protocol.registerSchemesAsPrivileged([SCHEME])).toThrow(/before app is ready/);
  });
});

describe('what the double does not have', () => {
  test.each([
    ['app.getPath', () => Reflect.get(app, 'getPath')],
    ['ipcMain.on', () => Reflect.get(ipcMain, 'on')],
    ['dialog.showOpenDialogSync', () => Reflect.get(dialog, 'showOpenDialogSync')],
    ['dialog.showMessageBox', () => Reflect.get(dialog, 'showMessageBox')],
    ['session.defaultSession', () => Reflect.get(session, 'defaultSession')],
    ['BrowserWindow.fromId', () => Reflect.get(BrowserWindow, 'fromId')],
    ['net.fetch', () => Reflect.get(net, 'fetch')],
    ['safeStorage.setUsePlainTextEncryption', () => Reflect.get(safeStorage, 'setUsePlainTextEncryption')],
  ])('%s throws instead of being undefined', (name, read) => {
    expect(read).toThrow(`does not implement ${name}`);
  });

  test('an event that it never emits cannot be waited for', () => {
    expect(() => app.on('activate', () => undefined)).toThrow(/never emits « activate »/);
  });

  test('nothing of it can be replaced', () => {
    expect(() => Reflect.set(app, 'quit', () => undefined)).toThrow(/may be replaced/);
  });
});

describe('a window', () => {
  const sound = (): BrowserWindowConstructorOptions => {
    const partition: unknown = session.fromPartition('sound', { cache: false });
    return { show: false, webPreferences: { preload, session: partition as Electron.Session } };
  };
  const weak = (preferences: Electron.WebPreferences): BrowserWindowConstructorOptions => {
    const options = sound();
    return { ...options, webPreferences: { ...options.webPreferences, ...preferences } };
  };

  test.each([
    ['nodeIntegration', { nodeIntegration: true }, /nodeIntegration/],
    ['no context isolation', { contextIsolation: false }, /contextIsolation/],
    ['no sandbox', { sandbox: false }, /sandbox/],
    ['no web security', { webSecurity: false }, /webSecurity/],
    ['Node in workers', { nodeIntegrationInWorker: true }, /does not implement webPreferences.nodeIntegrationInWorker/],
    ['experimental features', { experimentalFeatures: true }, /does not implement webPreferences.experimentalFeatures/],
    ['features of Blink', { enableBlinkFeatures: 'x' }, /does not implement webPreferences.enableBlinkFeatures/],
    ['insecure content', { allowRunningInsecureContent: true }, /does not implement webPreferences.allowRunningInsecureContent/],
    ['a web view', { webviewTag: true }, /does not implement webPreferences.webviewTag/],
    ['a preload that is not there', { preload: '/nowhere/preload.cjs' }, /does not exist/],
    ['a relative preload', { preload: 'preload.cjs' }, /absolute/],
  ])('is refused with %s', (_what, preferences, reason) => {
    expect(() => new BrowserWindow(weak(preferences))).toThrow(reason);
  });

  test('is refused without preload, without session of its own, and with an option the double does not know', () => {
    const { webPreferences: { session: own } = {} } = sound();
    if (own === undefined) throw new Error('no session');
    expect(() => new BrowserWindow({ show: false, webPreferences: { session: own } })).toThrow(/preload is missing/);
    expect(() => new BrowserWindow({ show: false, webPreferences: { preload } })).toThrow(/fromPartition/);
    expect(() => new BrowserWindow({ ...sound(), kiosk: true })).toThrow(/does not implement the window option kiosk/);
  });

  test('is refused where another could be without a sandbox, which is asked for before ready', () => {
    expect(() => new BrowserWindow(sound())).toThrow(/enableSandbox\(\) was not called/);
    expect(() => app.enableSandbox()).toThrow(/before app is ready/);
  });
});

describe('sessions and messages', () => {
  test('a session that would stay on disk is refused', () => {
    expect(() => session.fromPartition('persist:a', { cache: false })).toThrow(/in memory only/);
    expect(() => session.fromPartition('a')).toThrow(/no cache/);
  });

  test('a proxy is one of fixed servers, and requests have one listener without a filter', () => {
    const own = session.fromPartition('proxied', { cache: false }) as Electron.Session;
    expect(() => own.setProxy({ mode: 'system' })).toThrow(/fixed_servers/);
    expect(() => own.setProxy({ mode: 'fixed_servers' })).toThrow(/fixed_servers/);
    expect(() => own.setProxy({ mode: 'fixed_servers', proxyRules: 'a:1', pacScript: 'b' })).toThrow(/fixed_servers/);
    expect(() => own.webRequest.onBeforeRequest({ urls: ['*://*/*'] }, () => undefined)).toThrow(/one listener/);
    expect(() => own.webRequest.onBeforeSendHeaders(() => undefined)).toThrow(/does not implement Session.webRequest.onBeforeSendHeaders/);
  });

  test('one handler by channel', () => {
    ipcMain.handle('twice', () => null);
    expect(() => ipcMain.handle('twice', () => null)).toThrow(/second handler/);
    ipcMain.removeHandler('twice');
    ipcMain.handle('twice', () => null);
  });

  test('a utility process has no open stream and no relative entry', () => {
    expect(() => utilityProcess.fork('service.js')).toThrow(/absolute/);
    expect(() => utilityProcess.fork('/service.js', [], { stdio: 'inherit' })).toThrow(/stdio/);
    expect(() => utilityProcess.fork('/service.js', [], { stdio: 'ignore', execArgv: [] })).toThrow(
      /does not implement ForkOptions.execArgv/,
    );
  });
});

describe('the network', () => {
  const url = 'https://localhost:1/';
  const own = (): Electron.Session => session.fromPartition('network', { cache: false }) as Electron.Session;

  test('a request wants a session of its own, no redirection, and none of what the double does not know', () => {
    expect(() => net.request(url)).toThrow(/options/);
    expect(() => net.request({ url, redirect: 'manual' })).toThrow(/fromPartition/);
    for (const redirect of [undefined, 'follow', 'error'] as const)
      expect(() => net.request({ url, session: own(), ...(redirect === undefined ? {} : { redirect }) })).toThrow(/follows no redirection/);
    // « omit » keeps the client certificate back.
    expect(() => net.request({ url, session: own(), redirect: 'manual', credentials: 'omit' })).toThrow(/credentials/);
    expect(() => net.request({ url, session: own(), redirect: 'manual', headers: { 'Content-Length': '1' } })).toThrow(/restricted/);
    expect(() => own().setSSLConfig({ disabledCipherSuites: [1] })).toThrow(/versions/);
  });

  test('an application that does not prevent the choice presents the first certificate of the store', async () => {
    const offered = [{ data: 'first' }, { data: 'second' }] as Electron.Certificate[];
    expect(await selectClientCertificate('localhost:1', offered)).toBe(offered[0]);
  });
});

test('a preload from the sources becomes one CommonJS file that requires electron alone', async () => {
  const code = await preloadScript(join(import.meta.dirname, '../../../electron/preload.ts'));
  expect([...code.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map((found) => found[1])).toEqual(['electron']);
  expect(code).not.toMatch(/^\s*(import|export)\s/m);
});
