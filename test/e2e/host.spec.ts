import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { findChromium } from '../../electron/platform/chromium/browser.ts';
import { LUC_AUBERT, PAULE_DURAND, startSandbox, type Sandbox } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { needs } from '../setup/needs.ts';
import { sandboxConfig, type CardChoice } from '../setup/sandbox-config.ts';
import { alive, argumentsAndEnvironment, descendants, filesUnder, openSockets } from './processes.ts';
import { connectMss, createPatient, dropFile, login, openPatient, openWorkstation, PAT_TROIS, type Workstation } from './workstation.ts';

/** A PIN that nothing else on the machine looks like. */
const DURAND = { ...PAULE_DURAND, pin: '73519264' };
const PATIENT = ['PAT-TROIS', 'Pat-Trois', 'MARIE-LOUISE', '279035121518989', '2 79 03 51 215 189'] as const;
const start = fileURLToPath(new URL('../../electron/start.ts', import.meta.url));
const electron = fileURLToPath(new URL('../../node_modules/electron/dist/electron', import.meta.url));

/** Clear traces of the patient in the files of a folder, names included. */
async function traces(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesUnder(folder)) {
    // A file of the browser may be gone by the time it is read.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    for (const word of PATIENT) {
      const written = (['utf8', 'utf16le'] as const).some((encoding) => bytes.includes(Buffer.from(word, encoding)));
      if (written || file.includes(word)) found.push(`${word} in ${file}`);
    }
  }
  return found;
}

/** A server outside the application, that answers everybody and remembers what it was asked. */
interface Spy {
  /** `127.0.0.1:port`. */
  readonly origin: string;
  /** Asked once by ourselves (`/self`): it works, and everything before has had its time to come. */
  heard(): Promise<readonly string[]>;
  close(): void;
}

async function startSpy(): Promise<Spy> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    origin,
    async heard() {
      await (await fetch(`http://${origin}/self`)).text();
      return [...new Set(heard)];
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function virtualCard(sandbox: Sandbox): Promise<CardChoice> {
  const { module, tokenLabel, env } = await sandbox.softHsmCard(DURAND);
  return { kind: 'pkcs11', module, tokenLabel, env };
}

test.describe('the application as a process', () => {
  test.describe.configure({ mode: 'serial' });
  let sandbox: Sandbox;
  let folder: string;
  let child: ChildProcess;
  let family: readonly number[];
  let said = '';

  test.beforeAll(async () => {
    sandbox = await startSandbox({ autoApprove: 0 });
    folder = await mkdtemp(join(tmpdir(), 'poste-host-'));
    const card = await sandbox.fileCard(DURAND);
    const config = sandboxConfig(sandbox, join(folder, 'data'), { kind: 'file', folder: card }, { window: { headless: true } });
    const file = join(folder, 'settings.json');
    await writeFile(file, JSON.stringify(config));
    const temporary = await mkdtemp(join(folder, 'tmp-'));
    child = spawn(process.execPath, [start, '--config', file], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    await expect.poll(() => said).toContain('La fenêtre est ouverte.');
    family = [child.pid ?? 0, ...(await descendants(child.pid ?? 0))];
  });
  test.afterAll(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('it says which host it runs in', () => {
    expect(said).toMatch(existsSync(electron) ? /^Hôte : Electron/mu : /^Hôte : Chromium du système/mu);
    expect(family.length).toBeGreaterThan(3);
  });

  test('no TCP or UDP socket of it or of its descendants listens', async () => {
    const listening = (await Promise.all(family.map((pid) => openSockets(pid)))).flat().filter((socket) => socket.listens);
    expect(listening).toEqual([]);
    expect(
      (await openSockets(process.pid)).some((socket) => socket.listens),
      'those of the sandbox, in this process, are seen',
    ).toBe(true);
  });

  test('no secret is in the arguments or the environment of any of its processes', async () => {
    const keys = await Promise.all(['poste.key', 'store.key'].map((name) => readFile(join(folder, 'data', name))));
    const secrets = [
      DURAND.pin,
      ...keys.flatMap((key) => [key.toString('hex'), key.toString('base64'), key.toString('base64url'), key.toString('latin1')]),
    ];
    for (const pid of family) {
      const text = await argumentsAndEnvironment(pid);
      expect(
        secrets.filter((secret) => text.includes(secret)),
        `process ${pid}`,
      ).toEqual([]);
    }
  });

  test('its data folder and its keys are open to their owner alone', () => {
    for (const name of ['.', 'poste.key', 'store.key']) expect(statSync(join(folder, 'data', name)).mode & 0o077, name).toBe(0);
  });

  test('a second start on the same data brings the open window forward, says so, and leaves', async () => {
    const second = spawn(process.execPath, [start, '--config', join(folder, 'settings.json')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, complaint] = ['', ''];
    second.stdout.on('data', (text: Buffer) => (said += text.toString()));
    second.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    expect((await once(second, 'exit'))[0]).toBe(0);
    expect(said).toContain('sa fenêtre passe au premier plan');
    expect(complaint).toBe('');
    expect(alive(child.pid ?? 0), 'the first one goes on').toBe(true);
  });

  test('a second start that nobody answers says so in a window, waits for it to be closed, and leaves', async () => {
    // As when the first one hangs.
    await rm(join(folder, 'data', 'fenetre.sock'));
    const started = join(folder, 'second-window');
    const browser = join(folder, 'browser.sh');
    // With a window, on a machine that may have no screen.
    await writeFile(browser, `#!/bin/sh\necho "$$ $@" > '${started}'\nexec '${findChromium(null)}' --headless "$@"\n`, { mode: 0o755 });
    const config: object = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
    const file = join(folder, 'second.json');
    await writeFile(file, JSON.stringify({ ...config, window: { headless: false, chromium: browser } }));
    const env = { ...process.env, DISPLAY: ':99' };
    const second = spawn(process.execPath, [start, '--config', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [complaint, shown] = ['', ''];
    second.stdout.on('data', (text: Buffer) => (shown += text.toString()));
    second.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    const ended = once(second, 'exit');
    await expect.poll(() => complaint).toContain('[PROFILE_LOCKED]');
    await expect.poll(() => existsSync(started) && readFileSync(started, 'utf8')).toContain('--app=');
    await expect.poll(() => shown).toContain('Une fenêtre le dit aussi');
    expect(second.exitCode).toBeNull();
    // The browser took the place of the shell that noted its number.
    process.kill(Number.parseInt(readFileSync(started, 'utf8'), 10), 'SIGTERM');
    expect((await ended)[0]).toBe(1);
    expect(alive(child.pid ?? 0), 'the first one goes on').toBe(true);
  });

  test('SIGTERM closes it cleanly: exit code 0, no process, no file of the browser left', async () => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    await expect.poll(() => family.filter(alive)).toEqual([]);
    expect((await filesUnder(folder)).filter((file) => file.includes('/tmp-'))).toEqual([]);
  });
});

test.describe('the window', () => {
  test.describe.configure({ mode: 'serial' });
  let post: Workstation;
  let folder: string;
  let spy: Spy;
  const before = { TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'] };
  const softhsm = needs.tool('softhsm2-util') !== null;

  test.beforeAll(async () => {
    // Everything that the browser or a service writes, wherever it likes to, is under this folder.
    folder = await mkdtemp(join(tmpdir(), 'poste-window-'));
    process.env['TMPDIR'] = folder;
    process.env['HOME'] = folder;
    spy = await startSpy();
    post = await openWorkstation({ holder: DURAND, ...(softhsm ? { card: virtualCard } : {}) });
    await login(post.page, DURAND.pin);
    await connectMss(post.page);
  });
  test.afterAll(async () => {
    await post.close();
    spy.close();
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await rm(folder, { recursive: true, force: true });
  });

  test('while a patient is open and a document leaves, nothing of the patient is in clear in any file', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, PAT_TROIS, { qualified: true });
    await openPatient(page, id, 'documents');
    await dropFile(page, { name: 'PAT-TROIS compte rendu.pdf', bytes: await samplePdf() });
    await expect(page.getByRole('region', { name: /^Aperçu de/ })).toHaveAttribute('aria-busy', 'false');
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).fill(LUC_AUBERT.mailbox);
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    await expect(page.getByRole('list', { name: 'Envoi' }).getByText('Envoyé', { exact: true })).toHaveCount(2);
    const files = await filesUnder(folder);
    expect(
      files.some((file) => file.includes('/poste-sante-')),
      'the profile of the browser is looked at',
    ).toBe(true);
    expect(
      files.some((file) => file.endsWith('/poste.db')),
      'the database is looked at',
    ).toBe(true);
    await expect.poll(() => traces(folder)).toEqual([]);
  });

  test('the PIN is in the arguments and the environment of no process: browser, card, TLS engine', async () => {
    const family = (await descendants(process.pid)).filter(alive);
    const texts = await Promise.all(family.map(argumentsAndEnvironment));
    expect(
      texts.some((text) => text.includes('--app=data:text/html,')),
      'the browser is looked at',
    ).toBe(true);
    expect(
      texts.some((text) => text.includes('electron/card/service')),
      'the card service is looked at',
    ).toBe(true);
    expect(texts.filter((text) => text.includes(DURAND.pin))).toEqual([]);
  });

  test('it is the window of an application: no tab, no address bar', async () => {
    expect(await post.page.evaluate(() => matchMedia('(display-mode: standalone)').matches)).toBe(true);
  });

  test('the browser and the services listen on no port', async () => {
    const listening = (await Promise.all((await descendants(process.pid)).map((pid) => openSockets(pid))))
      .flat()
      .filter((socket) => socket.listens);
    expect(listening).toEqual([]);
  });

  test('the page reaches no other origin, whatever it tries', async () => {
    const { page } = post;
    const outcomes = await page.evaluate(async (target) => {
      const tried = async (name: string, act: () => Promise<unknown>): Promise<string> =>
        act().then(
          () => `${name} reached`,
          () => `${name} refused`,
        );
      const loaded = (element: HTMLElement): Promise<unknown> =>
        new Promise((resolve, reject) => {
          element.addEventListener('load', resolve);
          element.addEventListener('error', reject);
          document.body.append(element);
        }).finally(() => element.remove());
      const socket = (): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const ws = new WebSocket(`ws://${target}/socket`);
          ws.addEventListener('open', resolve);
          ws.addEventListener('error', reject);
        });
      const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { src: `http://${target}/frame` }));
      // It only says that it was queued: what the server heard decides.
      navigator.sendBeacon(`http://${target}/beacon`, 'x');
      const all = await Promise.all([
        tried('fetch of a name', () => fetch('https://example.invalid/')),
        tried('fetch of an address', () => fetch(`http://${target}/fetch`)),
        tried('opaque fetch', () => fetch(`http://${target}/opaque`, { mode: 'no-cors' })),
        tried('image', () => loaded(Object.assign(new Image(), { src: `http://${target}/image` }))),
        tried('script', () => loaded(Object.assign(document.createElement('script'), { src: `http://${target}/script` }))),
        tried('socket', socket),
      ]);
      frame.remove();
      return all;
    }, spy.origin);
    expect(outcomes.filter((outcome) => outcome.endsWith('reached'))).toEqual([]);
    expect(await spy.heard()).toEqual(['/self']);
  });

  test('a link out of the application leads nowhere, and the window stays as it was', async () => {
    const { page } = post;
    await page.evaluate((target) => {
      window.location.assign(`http://${target}/link`);
    }, spy.origin);
    expect(await spy.heard()).toEqual(['/self']);
    await expect(page.getByRole('button', { name: 'Verrouiller' })).toBeVisible();
    expect(page.url()).toMatch(/^https:\/\/poste-sante\.invalid\//);
  });

  test('window.poste has invoke and on, frozen, and no other door is left on the page', async () => {
    const { page } = post;
    const seen = await page.evaluate(() => ({
      keys: Object.getOwnPropertyNames(window.poste),
      frozen: Object.isFrozen(window.poste),
      fixed: Object.getOwnPropertyDescriptor(window, 'poste')?.configurable === false,
      raw: Object.hasOwn(window, '__poste'),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      unknown: null as string | null,
    }));
    expect(seen).toEqual({ keys: ['invoke', 'on'], frozen: true, fixed: true, raw: false, node: [], unknown: null });
    const answer = await page.evaluate(() => window.poste.invoke('app.quit', '{}'));
    expect(answer).toContain('IPC_UNKNOWN');
  });

  test('an inline script, an inline handler and a text made code are blocked', async () => {
    const { page } = post;
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ranHandler = true');
      document.body.append(button);
      button.click();
      // The policy is that of the page, not of the instrument that asks: the text is evaluated in a later task.
      await new Promise((resolve) => {
        try {
          setTimeout('window.ranText = true' as unknown as () => void, 0);
        } catch {
          // Refused at once: as good.
        }
        // Behind it in the same queue.
        setTimeout(resolve, 0);
      });
      script.remove();
      button.remove();
      return ['ranInline', 'ranHandler', 'ranText'].filter((name) => name in window);
    });
    expect(ran).toEqual([]);
  });

  test('a frame or a new window gets nothing: no bridge, and no second window stays', async () => {
    const { page } = post;
    const frames = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow !== null && 'poste' in frame.contentWindow;
      frame.src = '/index.html';
      await new Promise((resolve) => {
        frame.addEventListener('load', resolve);
        setTimeout(resolve, 1000);
      });
      let own = false;
      try {
        own = frame.contentWindow !== null && 'poste' in frame.contentWindow;
      } catch {
        // Another origin: an error page.
      }
      frame.remove();
      return { inner, own };
    });
    expect(frames).toEqual({ inner: false, own: false });
    const opened: string[] = [];
    page.context().on('page', (other) => opened.push(other.url()));
    await page.evaluate(() => {
      window.open('/index.html');
      window.open('about:blank');
    });
    await expect.poll(() => opened.length, { message: 'the browser did try' }).toBe(2);
    await expect.poll(() => page.context().pages().length).toBe(1);
    await expect(page.getByRole('button', { name: 'Verrouiller' })).toBeVisible();
  });

  test('a form sends nothing out of the application', async () => {
    const { page } = post;
    const refused = await page.evaluate(
      (target) =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
          const form = document.body.appendChild(Object.assign(document.createElement('form'), { action: `http://${target}/form` }));
          form.submit();
          form.remove();
        }),
      spy.origin,
    );
    expect(refused).toBe('form-action');
    expect(await spy.heard()).toEqual(['/self']);
  });

  test('after closing, no process and no profile is left, and still nothing of the patient in clear', async () => {
    // The sandbox goes on, and its programs with it.
    const started = await Promise.all(
      (await descendants(process.pid)).filter(alive).map(async (pid) => ({ pid, text: await argumentsAndEnvironment(pid) })),
    );
    const family = started.filter(({ text }) => !text.includes('sandbox/common/runner.ts')).map(({ pid }) => pid);
    expect(family.length).toBeGreaterThan(3);
    await post.stop();
    await expect.poll(() => family.filter(alive)).toEqual([]);
    const files = await filesUnder(folder);
    expect(files.filter((file) => file.includes('/poste-sante-') || file.includes('/playwright'))).toEqual([]);
    expect(await traces(folder)).toEqual([]);
    const database = files.find((file) => file.endsWith('/poste.db')) ?? '';
    expect((await readFile(database)).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  });
});
