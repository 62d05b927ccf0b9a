import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chromiumPlatform } from '../../../electron/platform/chromium/index.ts';
import { argumentsAndEnvironment, descendants } from '../../e2e/processes.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/** A browser that is started while the data open, before its window is asked for. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-begun-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title><body></body>');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const platform = () => chromiumPlatform({ dataFolder: folder, executable: null, headless: true, size: null });
const window = { invoke: () => Promise.resolve(''), resource: () => null, closed: () => undefined };

async function browsers(): Promise<number> {
  const started = await Promise.all((await descendants(process.pid)).map((pid) => argumentsAndEnvironment(pid).catch(() => '')));
  return started.filter((text) => text.includes('--app=data:text/html,') && !text.includes('--type=')).length;
}
const profiles = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`poste-sante-${process.pid}-`));

test('the window opens in the browser that was begun, and a second one in its own', async () => {
  const host = platform();
  host.begin();
  host.begin();
  await expect.poll(browsers).toBe(1);
  const first = await host.openWindow({ ...window, assets: folder });
  expect(await browsers()).toBe(1);
  const second = await host.openWindow({ ...window, assets: folder });
  expect(await browsers()).toBe(2);
  await Promise.all([first.close(), second.close()]);
});

test('a browser whose window will not come is ended, and its profile is gone', async () => {
  const host = platform();
  host.begin();
  await expect.poll(browsers).toBe(1);
  await host.forgo();
  await expect.poll(browsers).toBe(0);
  expect(profiles()).toEqual([]);
  // Nothing is left to end, and a window still opens.
  await host.forgo();
  await (await host.openWindow({ ...window, assets: folder })).close();
});
