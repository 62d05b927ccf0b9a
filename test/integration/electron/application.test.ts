import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SOCKET_GLOBALS } from '../../../electron/platform/no-network.ts';
import { SECURITY_HEADERS } from '../../../electron/platform/origin.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { writeFileCard } from '../../sandbox/cards/index.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import type { Launched } from '../../setup/electron-double/launch.ts';
import { globalsLeft } from '../../setup/network/globals-left.ts';
import { waysOut } from '../../setup/network/ways-out.ts';
import { call, isAlive, Profile } from './profile.ts';
import { calls } from '../../../shared/contract/index.ts';

/** electron/main.ts itself, in a process of its own, on the double of electron. */
const RAW = '__electronDouble';
/** Processes start and end, on whatever machine. */
const PATIENT = { timeout: 15_000 } as const;
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

describe('the window of the application', () => {
  let profile: Profile;
  let application: Launched;
  let page: Page;

  beforeAll(async () => {
    profile = await Profile.create();
    application = await profile.launch();
    page = await application.page();
  });
  afterAll(() => profile.close());

  test('is shown once ready, and the page complains of nothing', async () => {
    await application.until('shown');
    await page.getByLabel('Code porteur').or(page.getByText(/carte/i)).first().waitFor();
    expect(application.of('complaint')).toEqual([]);
  });

  test('holds invoke and on, and nothing else of the host', async () => {
    const seen = await page.evaluate((raw) => {
      const poste = Object.getOwnPropertyDescriptor(window, 'poste');
      return {
        names: Object.keys(window.poste),
        frozen: Object.isFrozen(window.poste) && poste?.writable === false && poste.configurable === false,
        host: ['require', 'process', 'module', 'exports', 'global', 'Buffer', 'ipcRenderer', 'electron', raw].filter(
          (name) => name in window,
        ),
      };
    }, RAW);
    expect(seen).toEqual({ names: ['invoke', 'on'], frozen: true, host: [] });
  });

  test('speaks to the application, which knows its host', async () => {
    expect(await call(page, 'app.about', null)).toMatchObject({
      platform: 'Electron',
      profile: 'sandbox',
      decidedBy: { profile: 'user', trustFile: 'user' },
      notTaken: [],
      store: { keyProtection: 'os' },
    });
  });

  test('gets known paths by GET only, all of them under the security headers', async () => {
    const answers = await page.evaluate(async () => {
      const script = document.querySelector('script[src]')?.getAttribute('src') ?? '';
      const ask = async (path: string, method: string) => {
        const answer = await fetch(path, { method });
        return { status: answer.status, headers: Object.fromEntries(answer.headers), size: (await answer.arrayBuffer()).byteLength };
      };
      return {
        index: await ask('/index.html', 'GET'),
        script: await ask(script, 'GET'),
        posted: await ask('/index.html', 'POST'),
        deleted: await ask('/index.html', 'DELETE'),
        unknown: await ask('/nothing.js', 'GET'),
        outside: await ask('/%2e%2e/%2e%2e/package.json', 'GET'),
        encoded: await ask('/..%2f..%2fpackage.json', 'GET'),
        token: await ask(`/resource/${'A'.repeat(32)}`, 'GET'),
      };
    });
    const { index, script, ...refused } = answers;
    expect(index).toMatchObject({ status: 200, headers: { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8' } });
    expect(script).toMatchObject({ status: 200, headers: { ...SECURITY_HEADERS, 'content-type': 'text/javascript; charset=utf-8' } });
    for (const [path, answer] of Object.entries(refused))
      expect(answer, path).toMatchObject({ status: 404, headers: SECURITY_HEADERS, size: 0 });
  });

  test('goes nowhere else and opens no other', async () => {
    await page.evaluate(() => {
      window.location.href = 'https://example.invalid/elsewhere';
    });
    await vi.waitFor(
      () =>
        expect(application.of('navigation')).toEqual([{ fact: 'navigation', url: 'https://example.invalid/elsewhere', allowed: false }]),
      PATIENT,
    );
    await page.evaluate(() => {
      window.open('https://example.invalid/popup');
      const link = document.createElement('a');
      Object.assign(link, { href: 'https://example.invalid/blank', target: '_blank' });
      document.body.append(link);
      link.click();
      link.remove();
    });
    await vi.waitFor(
      () =>
        expect(application.of('popup')).toEqual(
          ['popup', 'blank'].map((path) => ({ fact: 'popup', url: `https://example.invalid/${path}`, allowed: false })),
        ),
      PATIENT,
    );
    expect(page.url()).toBe('https://app.poste.invalid/index.html');
    expect((await call(page, 'app.about', null)).profile).toBe('sandbox');
    await vi.waitFor(() => expect(page.context().pages()).toHaveLength(1), PATIENT);
    expect(application.of('foreign')).toEqual([]);
  });

  test('is granted no permission', async () => {
    const answers = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code),
        ),
      ),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: unknown) => (error as DOMException).name,
      ),
      state: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
    }));
    expect(answers).toEqual({ notifications: 'denied', geolocation: 1, media: 'NotAllowedError', state: 'denied' });
    const asked = application.of('permission');
    expect(asked.map((one) => [one.asked, one.name])).toEqual([
      ['request', 'notifications'],
      ['request', 'geolocation'],
      ['request', 'media'],
      ['check', 'clipboard-read'],
    ]);
    expect(asked.some((one) => one.granted)).toBe(false);
  });

  test('may be shown again by its own page, and by nothing else', async () => {
    const { length } = application.of('navigation');
    await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.location.reload())]);
    expect((await call(page, 'app.about', null)).profile).toBe('sandbox');
    await page.evaluate(() => window.location.assign('/other.html'));
    await vi.waitFor(
      () =>
        expect(application.of('navigation').slice(length)).toEqual([
          { fact: 'navigation', url: 'poste://app/index.html', allowed: true },
          { fact: 'navigation', url: 'poste://app/other.html', allowed: false },
        ]),
      PATIENT,
    );
    expect(page.url()).toBe('https://app.poste.invalid/index.html');
  });

  test('holds nothing that opens a socket by itself', async () => {
    expect((await globalsLeft(page, SOCKET_GLOBALS)).page).toEqual([]);
  });

  test('lets nothing leave the machine, whatever its page tries', async () => {
    const { heard } = await waysOut(() => Promise.resolve(page));
    expect(heard).toEqual([]);
    expect(application.of('foreign')).toEqual([]);
    expect(page.url()).toBe('https://app.poste.invalid/index.html#here');
  });

  test('a second instance leaves at once and brings the first to the front, restored', async () => {
    application.send({ command: 'minimize' });
    const second = await profile.launch();
    expect(await second.exited).toBe(0);
    expect(second.of('browser')).toEqual([]);
    expect(second.of('utility')).toEqual([]);
    await application.until('focused');
    expect(application.of('restored')).toHaveLength(1);
    expect(application.of('fault')).toEqual([]);
  });
});

describe('a page that was taken over', () => {
  let profile: Profile;
  let application: Launched;
  let page: Page;

  // One application: the test that leaves the page for good comes last.
  beforeAll(async () => {
    profile = await Profile.create();
    application = await profile.launch({ compromised: true });
    page = await application.page();
  });
  afterAll(() => profile.close());

  /** Speaks to the main process without the preload script. */
  const invoke = (channel: string, ...args: readonly unknown[]) =>
    page.evaluate(
      async ([raw, ...rest]) => {
        const speak = (window as unknown as Record<string, (...all: readonly unknown[]) => Promise<unknown>>)[String(raw)];
        return (await speak?.('invoke', ...rest)) ?? null;
      },
      [RAW, channel, ...args],
    );

  test('a frame in our own page is not the application: every call refused; the page itself is answered', async () => {
    expect(await invoke('poste:invoke', 'app.about', 'null')).toContain('"ok":true');
    const refused = await page.evaluate(
      async ([raw, ...names]) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        // Its address becomes the application's own: only its place tells it from the window.
        frame.contentDocument?.open();
        frame.contentDocument?.close();
        frame.contentWindow?.history.replaceState(null, '', '/index.html');
        const inner = frame.contentWindow as unknown as Record<string, (...all: readonly unknown[]) => Promise<unknown>> | null;
        const withoutBridge = inner !== null && !('poste' in inner);
        const answers = await Promise.all(
          names.map(
            async (name) => await inner?.[String(raw)]?.('invoke', 'poste:invoke', name, 'null').catch((error: unknown) => String(error)),
          ),
        );
        return { withoutBridge, answers };
      },
      [RAW, ...Object.keys(calls)],
    );
    expect(page.frames()[1]?.url()).toBe(page.url());
    expect(refused.withoutBridge).toBe(true);
    expect(refused.answers).toHaveLength(Object.keys(calls).length);
    expect(refused.answers.filter((answer) => !String(answer).includes('refused: not the application'))).toEqual([]);
  });

  test('other channels and other shapes are refused', async () => {
    await expect(invoke('poste:else', 'a', 'b')).rejects.toThrow(/No handler registered/);
    await expect(invoke('poste:invoke', 'app.about', 1)).rejects.toThrow(/refused: not the application/);
    await expect(invoke('poste:invoke', null, 'null')).rejects.toThrow(/refused: not the application/);
    expect(await invoke('poste:invoke', 'constructor', 'null')).toContain('IPC_UNKNOWN');
  });

  test('without any policy of its page, still nothing leaves the machine, by a frame or a fetch either', async () => {
    const { heard } = await waysOut(() => Promise.resolve(page));
    expect(heard).toEqual([]);
    expect(application.of('foreign')).toEqual([]);
    expect(application.of('navigation').filter((one) => one.allowed)).toEqual([]);
  });

  test('another origin in the main frame is not the application: refused, preload and all', async () => {
    const elsewhere = 'data:text/html,<title>elsewhere</title>';
    application.send({ command: 'load', url: elsewhere });
    await page.waitForURL(elsewhere);
    await expect(invoke('poste:invoke', 'app.about', 'null')).rejects.toThrow(/refused: not the application/);
    await expect(page.evaluate(() => window.poste.invoke('app.about', 'null'))).rejects.toThrow(/refused: not the application/);
    application.send({ command: 'load', url: 'poste://other/index.html' });
    // The same scheme under another host: there is nothing to show there.
    expect((await application.until('fault')).text).toContain('ERR_HTTP_RESPONSE_CODE_FAILURE');
  });
});

describe('the life of the application', () => {
  let profile: Profile;
  beforeEach(async () => {
    profile = await Profile.create();
  });
  afterEach(() => profile.close());

  test.each([
    ['its menu', 'quit'],
    ['its window', 'close-window'],
  ] as const)('closed by %s, it leaves a closed store and no process', async (_what, command) => {
    const application = await profile.launch();
    const page = await application.page();
    await call(page, 'app.about', null);
    application.send({ command });
    expect(await application.exited).toBe(0);
    expect(application.facts.at(-1)).toEqual({ fact: 'ended' });
    const left = application.of('utility').filter(({ pid }) => isAlive(pid));
    expect(application.of('utility')).not.toEqual([]);
    expect(left).toEqual([]);
    // A store that was not closed leaves its journal beside it.
    expect(readdirSync(profile.data).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
    expect(application.of('fault')).toEqual([]);
    // The same profile opens again, with the key that the keychain kept.
    const again = await profile.launch();
    expect((await call(await again.page(), 'app.about', null)).store).toMatchObject({ encrypted: true, keyProtection: 'os' });
  });

  test.each(['basic_text', 'none'] as const)('with the keychain « %s » it says so and stores nothing', async (keychain) => {
    const application = await profile.launch({ keychain });
    expect(await application.exited).toBe(1);
    expect(application.of('error-box')).toMatchObject([
      { title: 'Poste Santé', content: expect.stringContaining('[SECRETS_UNAVAILABLE]') as string },
    ]);
    expect(application.of('browser')).toEqual([]);
    expect(readdirSync(profile.data).filter((name) => /store\.key|poste\.db/.test(name))).toEqual([]);
  });

  test('a data folder that cannot be written ends in a box with its code', async () => {
    writeFileSync(profile.data, 'a file where the folder should be');
    const application = await profile.launch();
    expect(await application.exited).toBe(1);
    expect(application.of('error-box')[0]?.content).toContain('[DATA_FOLDER_DENIED]');
  });

  test('a wrong setting ends in a box with its code, not in a window', async () => {
    const config = join(profile.folder, 'wrong.json');
    writeFileSync(config, '{"profile":"nowhere"}');
    const application = await profile.launch({ config });
    expect(await application.exited).toBe(1);
    expect(application.of('error-box')[0]?.content).toContain('[CONFIG_INVALID]');
  });
});

describe('the card, in a utility process', () => {
  test('it is read, logged in, lost with its process, and back in a new one', async () => {
    const profile = await Profile.create();
    try {
      const pki = await createPki();
      await writeFileCard(profile.card, await pki.person(PAULE_DURAND.person), {
        pin: PAULE_DURAND.pin,
        situations: PAULE_DURAND.situations,
      });
      profile.trustFile = join(profile.folder, 'ca.pem');
      writeFileSync(profile.trustFile, pki.trustPem);
      const application = await profile.launch();
      const page = await application.page();
      expect((await call(page, 'session.state', null)).card).toMatchObject({
        kind: 'present',
        triesLeft: 3,
        holder: expect.stringContaining('DURAND') as string,
      });
      await page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(window, { heard, stop: window.poste.on((name) => heard.push(name)) });
      });
      const heard = () => page.evaluate(() => (window as unknown as { readonly heard: readonly string[] }).heard);
      const opened = await call(page, 'session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
      expect(opened.session?.situation.structureName).toBe('Cabinet du Port');
      await vi.waitFor(async () => expect(await heard()).toContain('session.changed'), PATIENT);
      await page.evaluate(() => (window as unknown as { readonly stop: () => void }).stop());
      const { length } = await heard();
      const [first] = application.of('utility');
      expect(first).toMatchObject({ serviceName: 'carte', entry: expect.stringMatching(/card\/service\.ts$/) as string });
      process.kill(first?.pid ?? 0, 'SIGKILL');
      await vi.waitFor(() => expect(application.of('utility').filter((one) => one.serviceName === 'carte')).toHaveLength(2), PATIENT);
      await vi.waitFor(async () => expect((await call(page, 'session.state', null)).card.kind).toBe('present'), PATIENT);
      expect((await call(page, 'session.state', null)).session).toBeNull();
      expect(await heard(), 'nobody listens any more').toHaveLength(length);
      expect(await application.close()).toBe(0);
    } finally {
      await profile.close();
    }
  });
});
