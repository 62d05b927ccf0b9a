import { readFile } from 'node:fs/promises';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { compose } from '../../electron/compose.ts';
import { checkConfig } from '../../electron/config/load.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { used } from './tree.ts';

const ASSETS = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
const SAMPLE_MS = 250;
/** At rest: so many samples, each within so many MiB of the one before. */
const STILL = 20;
const STEP_MIB = 2;

/** The workstation of the validation benchmark: says what the validation of its whole room « À valider » took. */
const [file = '', pin = '', documents = ''] = process.argv.slice(2);

/** Validates them all from the room « À valider ». */
async function lot(client: Client, page: Page): Promise<{ readonly heldMs: number; readonly overMiB: number; readonly ms: number }> {
  await page.evaluate(() => void (location.hash = '#/a-valider'));
  const list = page.getByRole('grid', { name: 'À valider' });
  await list.getByRole('row', { name: 'Courrier 1', exact: true }).click();
  await page.keyboard.press('Control+a');
  await page.getByText(`${documents} sélectionnés`).waitFor();
  await page.evaluate(hearTasks);
  const base = await atRest();
  let peak = base;
  const start = performance.now();
  await page.getByRole('button', { name: 'Valider et envoyer' }).first().click();
  while ((await client.call('documents.waitingCounts', null)).documents > 0) {
    await pass(SAMPLE_MS);
    peak = Math.max(peak, used(process.pid).pssMiB);
  }
  const ms = performance.now() - start;
  // The page's own: set by hearTasks.
  const heldMs = await page.evaluate(() => (globalThis as unknown as { readonly held: number }).held);
  return { heldMs, overMiB: peak - base, ms };
}

/** MiB, once what an opening begins by itself (pages that are read, a list that is fetched) is over. */
async function atRest(): Promise<number> {
  let least = used(process.pid).pssMiB;
  for (let still = 0; still < STILL;) {
    await pass(SAMPLE_MS);
    const now = used(process.pid).pssMiB;
    still = Math.abs(now - least) < STEP_MIB ? still + 1 : 0;
    least = now;
  }
  return least;
}

/** In the page: the longest that one task held it from now on; what is under 50 ms counts for nothing (Long Tasks API). */
function hearTasks(): void {
  const heard = globalThis as unknown as { held: number };
  heard.held = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) heard.held = Math.max(heard.held, duration);
  }).observe({ type: 'longtask' });
}

const config = checkConfig(JSON.parse(await readFile(file, 'utf8')), 'bench');
const platform = chromiumPlatform({ dataFolder: config.dataFolder, executable: null, headless: true, size: { width: 1440, height: 900 } });
const application = await compose(config, platform);
const client = clientOf(application);
await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
await client.call('session.open', { pin, lastTry: false, situation: 1 });
const { page, close } = (await application.openWindow(ASSETS, () => undefined)) as Awaited<ReturnType<typeof platform.openWindow>>;
const taken = await lot(client, page);
await close();
await application.close();
await new Promise<void>((resolve) => void process.send?.(taken, () => resolve()));
process.exit(0);
