import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../../../electron/platform/chromium/browser.ts';
import { chromiumPlatform, type ChromiumWindow } from '../../../electron/platform/chromium/index.ts';
import { NO_NETWORK } from '../../../electron/platform/chromium/no-network.ts';
import { SOCKET_GLOBALS } from '../../../electron/platform/no-network.ts';
import { ORIGIN } from '../../../electron/platform/origin.ts';
import { argumentsAndEnvironment, descendants } from '../../e2e/processes.ts';
import { globalsLeft } from '../../setup/network/globals-left.ts';
import { waysOut, type WaysOut } from '../../setup/network/ways-out.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const HTML = '<!doctype html><title>page</title><body></body>';
/** What Chromium by itself does not even try towards loopback, or not in a way that is heard. */
const SILENT: ReadonlySet<string> = new Set([
  'dns-prefetch',
  'prerender',
  'track src',
  'Worker url',
  'SharedWorker url',
  'ServiceWorker',
  'PaymentRequest',
  'credentials.get public key',
]);
/** Its own question before a page reaches this machine; nobody asks it before the Internet. */
const NO_QUESTION =
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebRTC,LocalNetworkAccessChecksWebSockets,LocalNetworkAccessChecksWebTransport,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter';

/** A page of the private origin without its policy, its bridge or its interception, in a browser with these switches. */
async function barePage(args: readonly string[], expected?: number): Promise<WaysOut> {
  const context = await chromium.launchPersistentContext('', {
    executablePath: findChromium(null),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [NO_QUESTION, ...args],
  });
  try {
    await context.route(
      (url) => url.origin === ORIGIN,
      (route) => route.fulfill({ contentType: 'text/html', body: HTML }),
    );
    return await waysOut(async () => {
      const page = await context.newPage();
      await page.goto(`${ORIGIN}/index.html`);
      return page;
    }, expected);
  } finally {
    await context.close();
  }
}

describe('ways out of a page', () => {
  test('a browser without our switches takes them: the listeners hear, WebRTC and bare connections included', async () => {
    const { tried, heard } = await barePage([], 70);
    const ways = new Set(heard.map((one) => one.replace(/: \w+$/, '')));
    expect(tried.filter((word) => !ways.has(word) && !SILENT.has(word))).toEqual([]);
    expect(heard).toEqual(
      expect.arrayContaining([
        'RTCPeerConnection stun: udp',
        'RTCPeerConnection turn?tcp: tcp',
        'WebTransport: udp',
        'preconnect: tcp',
        'a href: tcp',
      ]),
    );
  });

  test.each([
    ['names', NO_NETWORK.names],
    ['proxy', NO_NETWORK.proxy],
  ] as const)('with the switches of WebRTC and of the %s alone nothing leaves, whatever the page and its policy', async (_what, args) => {
    expect((await barePage([...args, ...NO_NETWORK.webRtc])).heard).toEqual([]);
  });
});

describe('the window of the application', () => {
  let folder: string;
  let window: ChromiumWindow;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'poste-network-'));
    writeFileSync(join(folder, 'index.html'), HTML);
    const platform = chromiumPlatform({ dataFolder: folder, executable: null, headless: true, size: null });
    window = await platform.openWindow({
      assets: folder,
      invoke: () => Promise.resolve(''),
      resource: () => null,
      closed: () => undefined,
    });
  });
  afterAll(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing that opens a socket by itself is in the page, nor in a frame that it makes', async () => {
    expect(await globalsLeft(window.page, SOCKET_GLOBALS)).toEqual({ page: [], blank: [], srcdoc: [] });
  });

  test('its browser was started with every switch', async () => {
    const started = await Promise.all((await descendants(process.pid)).map(argumentsAndEnvironment));
    const browser = started.find((text) => text.includes('--app=data:text/html,'))?.split('\0') ?? [];
    expect(browser).not.toEqual([]);
    expect(
      Object.values(NO_NETWORK)
        .flat()
        .filter((one) => !browser.includes(one)),
    ).toEqual([]);
  });

  test('nothing leaves it', async () => {
    const { page } = window;
    const { heard } = await waysOut(() => Promise.resolve(page));
    expect(heard).toEqual([]);
    // `#here`: the one link that was meant to stay.
    expect(page.url()).toBe(`${ORIGIN}/index.html#here`);
  });
});
