import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../../electron/compose.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import { fileSecrets } from '../../electron/platform/chromium/secrets.ts';
import { PAULE_DURAND, startSandbox } from '../sandbox/index.ts';
import { clientOf } from '../setup/client.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { item, type Item } from './report.ts';

const ASSETS = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
const GOAL_MS = 16;
/** What is typed in one turn, key by key, each one once the former is on screen. */
const WORDS = ['dupont marie', '12/03/1979', 'lefe jean'] as const;

/**
 * From a key to the screen, in the window of the application on a full base: the key itself in its field, then its
 * results in the list. The peer is a bare field of the same page, in the same run.
 *
 * @param base a closed store, which the workstation gets a copy of.
 */
export async function typingItems(folder: string, runs: number, base: { readonly path: string; readonly key: Uint8Array; readonly patients: number }): Promise<readonly Item[]> {
  const data = join(folder, 'workstation');
  await mkdir(data, { mode: 0o700 });
  await copyFile(base.path, join(data, 'poste.db'));
  await writeFile(join(data, 'store.key'), fileSecrets(data).protect(base.key), { mode: 0o600 });
  const sandbox = await startSandbox({ autoApprove: null });
  const config = sandboxConfig(sandbox, data, { kind: 'file', folder: await sandbox.fileCard(PAULE_DURAND) });
  const platform = chromiumPlatform({ dataFolder: data, executable: null, headless: true, size: { width: 1440, height: 900 } });
  try {
    const application = await compose(config, platform);
    const window = (await application.openWindow(ASSETS, () => undefined)) as Awaited<ReturnType<typeof platform.openWindow>>;
    const { page } = window;
    const client = clientOf(application);
    await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
    await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
    const field = page.getByRole('searchbox', { name: 'Chercher un patient' });
    await field.waitFor();
    await page.evaluate(hearKeys);
    const [echo, results, bare]: [number[], number[], number[]] = [[], [], []];
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const seen: { readonly echo: number; readonly results: number | null }[] = [];
      for (const words of WORDS) {
        await field.fill('');
        await page.waitForTimeout(100);
        for (const key of words) {
          await page.evaluate(() => Reflect.set(globalThis, 'measured', null));
          await field.press(key === ' ' ? 'Space' : key);
          const measured = await page.waitForFunction(() => Reflect.get(globalThis, 'measured') as { echo: number; results: number | null } | null);
          seen.push((await measured.jsonValue()) ?? { echo: Number.NaN, results: null });
        }
      }
      const alone: number[] = [];
      await page.locator('#bare').focus();
      for (const key of WORDS[0]) {
        await page.evaluate(() => Reflect.set(globalThis, 'measured', null));
        await page.locator('#bare').press(key === ' ' ? 'Space' : key);
        const measured = await page.waitForFunction(() => Reflect.get(globalThis, 'measured') as { echo: number } | null);
        alone.push((await measured.jsonValue())?.echo ?? Number.NaN);
      }
      // The first turn warms the caches.
      if (turn === 0) continue;
      echo.push(p95(seen.map((one) => one.echo)));
      results.push(p95(seen.flatMap((one) => (one.results === null ? [] : [one.results]))));
      bare.push(p95(alone));
    }
    await window.close();
    await application.close();
    const what = `typing a search in ${base.patients} patients, p95`;
    return [
      item(`${what}, key to paint in its field`, 'ms', echo, { goal: { atMost: GOAL_MS } }),
      item(`${what}, key to paint of its results`, 'ms', results, { goal: { atMost: GOAL_MS } }),
      item(`${what}, key to paint in its field, beside a bare field`, 'ms', echo, { peer: { name: 'bare input of the same page', values: bare } }),
    ];
  } finally {
    await sandbox.close();
  }
}

/**
 * In the page: from the instant of the key to the frame that follows its effect. A frame is on screen when the task
 * after its animation callbacks runs.
 */
function hearKeys(): void {
  const bare = document.createElement('input');
  bare.id = 'bare';
  document.body.append(bare);
  const painted = (then: (at: number) => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => then(performance.now()));
      port1.start();
      port2.postMessage(null);
    });
  };
  addEventListener('keydown', (event) => {
    const from = event.timeStamp;
    let results: number | null = null;
    let echo: number | null = null;
    const list = document.querySelector('[role=grid]')?.closest('.panel-body') ?? null;
    let over = false;
    const done = (): void => {
      if (over) return;
      over = true;
      watcher.disconnect();
      Reflect.set(globalThis, 'measured', { echo, results });
    };
    const watcher = new MutationObserver(() => {
      watcher.disconnect();
      painted((at) => {
        results = at - from;
        if (echo !== null) done();
      });
    });
    if (list !== null && event.target !== bare) watcher.observe(list, { childList: true, subtree: true, characterData: true });
    event.target?.addEventListener('input', () => painted((at) => {
      echo = at - from;
      // Keys that change nothing in the list are waited for no longer than this.
      if (results !== null || list === null || event.target === bare) done();
      else setTimeout(done, 200);
    }), { once: true });
  }, { capture: true });
}

const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
