import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { compose } from '../../electron/compose.ts';
import { findChromium } from '../../electron/platform/chromium/browser.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import { fileSecrets } from '../../electron/platform/chromium/secrets.ts';
import { PAULE_DURAND, startSandbox } from '../sandbox/index.ts';
import { clientOf } from '../setup/client.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { marksOf } from './frames.ts';
import { population } from './population.ts';
import { item, type Benchmark, type Item } from './report.ts';
import { populated } from './populated.ts';

const ASSETS = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
const GOAL_MS = 16;
/** A key that changes nothing in the list is waited for no longer than this. */
const NOTHING_MS = 200;
/** Two frames of a display at 60 Hz: what was drawn is shown before the next key. */
const SHOWN_MS = 34;

/** A closed store, and how many patients it has. */
export interface Base {
  readonly path: string;
  readonly key: Uint8Array;
  readonly patients: number;
}

/** 95th percentiles of the turns, in milliseconds. */
interface Times {
  readonly field: number[];
  readonly results: number[];
  readonly bareField: number[];
  readonly bareResults: number[];
}

/**
 * From a key to the screen, in the window of the application on a full base: the key itself in its field, then its
 * results in the list. From the instant of the key to the instant at which the browser presented the frame: drawing,
 * painting and rastering are in it.
 *
 * Twice: as it is shown at 60 Hz, where a key waits up to 16.7 ms for the next frame whatever there is to draw, and with
 * frames as soon as there is something to draw, which is the work alone. The peers are fields of the same page with
 * nothing around them, in the same run: one that only shows its key, one that asks the same question by the same call
 * and writes the answer in one line.
 *
 * @param base a closed store, which the workstation gets a copy of.
 */
export async function typingItems(folder: string, runs: number, base: Base): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const [cadence, free] of [
    ['at 60 Hz', false],
    ['without the wait for the display', true],
  ] as const) {
    const { field, results, bareField, bareResults } = await typing(join(folder, free ? 'free' : 'paced'), runs, base, free);
    // The wait alone is 16.7 ms for the unluckiest keys.
    const goal = free ? { goal: { atMost: GOAL_MS } } : {};
    const what = `typing a search in ${base.patients} patients, p95, ${cadence}`;
    items.push(
      item(`${what}, key to paint in its field`, 'ms', field, goal),
      item(`${what}, key to paint in its field, beside a bare field`, 'ms', field, {
        peer: { name: 'bare input of the same page', values: bareField },
      }),
      item(`${what}, key to paint of its results`, 'ms', results, goal),
      item(`${what}, key to paint of its results, beside a bare line`, 'ms', results, {
        peer: { name: 'bare input, same call, one line of text', values: bareResults },
      }),
    );
  }
  return items;
}

/** From a key to the screen, in a practice of 20,000 patients. */
export const run = (runs: number): Promise<Benchmark> =>
  populated(async (folder, base) => ({ name: 'typing', runs, items: [...(await typingItems(folder, runs, base))] }));

async function typing(folder: string, runs: number, base: Base, free: boolean): Promise<Times> {
  return await inWindow(folder, base, free, async (page) => {
    await page.evaluate(hearKeys, { nothing: NOTHING_MS, shown: SHOWN_MS });
    const times: Times = { field: [], results: [], bareField: [], bareResults: [] };
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const ours = await typed(page, page.getByRole('searchbox', { name: 'Chercher un patient' }), looks(turn * 3, base.patients));
      const bare = await typed(page, page.locator('#bare'), looks(turn * 3 + 1, base.patients));
      const line = await typed(page, page.locator('#asks'), looks(turn * 3 + 2, base.patients));
      // The first turn warms the caches.
      if (turn === 0) continue;
      times.field.push(p95(ours.field));
      times.results.push(p95(ours.results));
      times.bareField.push(p95(bare.field));
      times.bareResults.push(p95(line.results));
    }
    return times;
  });
}

/**
 * Measures in the window of a workstation of its own, its session open, on a copy of that base; the list of patients is there.
 * @param free draws a frame as soon as there is something to draw.
 */
export async function inWindow<T>(folder: string, base: Base, free: boolean, measure: (page: Page) => Promise<T>): Promise<T> {
  const data = join(folder, 'workstation');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await copyFile(base.path, join(data, 'poste.db'));
  await writeFile(join(data, 'store.key'), fileSecrets(data).protect(Buffer.concat([base.key, Buffer.alloc(32, 9)])), { mode: 0o600 });
  const sandbox = await startSandbox({ autoApprove: null });
  const config = sandboxConfig(sandbox, data, { kind: 'file', folder: await sandbox.fileCard(PAULE_DURAND) });
  const executable = free ? await unpaced(folder) : null;
  const platform = chromiumPlatform({ dataFolder: data, executable, headless: true, size: { width: 1440, height: 900 } });
  try {
    const application = await compose(config, platform);
    const window = (await application.openWindow(ASSETS, () => undefined)) as Awaited<ReturnType<typeof platform.openWindow>>;
    const { page } = window;
    const client = clientOf(application);
    await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
    await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).waitFor();
    const measured = await measure(page);
    await window.close();
    await application.close();
    return measured;
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same Chromium, which draws a frame as soon as there is something to draw. */
async function unpaced(folder: string): Promise<string> {
  const script = join(folder, 'chromium-unpaced');
  await writeFile(script, `#!/bin/sh\nexec '${findChromium(null)}' --disable-frame-rate-limit "$@"\n`);
  await chmod(script, 0o700);
  return script;
}

/** How somebody is looked for: by name, by date of birth, by the beginnings of both names. Always somebody else: an answer already there is no measure. */
function looks(n: number, patients: number): readonly string[] {
  return population((n * 7_919) % patients, 1, '').flatMap(({ birthName, birthFirstNames, birthDate }) => {
    const [name, first] = [birthName.toLowerCase(), birthFirstNames.toLowerCase()];
    return [`${name} ${first.slice(0, 5)}`, birthDate.split('-').toReversed().join('/'), `${name.slice(0, 4)} ${first.slice(0, 4)}`];
  });
}

/** Types in a field, each key at any instant of a frame and once the former is on screen, and tells how long every key took. */
async function typed(
  page: Page,
  field: ReturnType<Page['locator']>,
  texts: readonly string[],
): Promise<{ readonly field: readonly number[]; readonly results: readonly number[] }> {
  let keys = 0;
  const marks = await marksOf(page, async () => {
    for (const text of texts) {
      await field.fill('');
      await page.waitForTimeout(NOTHING_MS);
      for (const key of text) {
        await page.evaluate((n) => (globalThis as unknown as Heard).hear(n), keys);
        await page.keyboard.press(key === ' ' ? 'Space' : key);
        await page.evaluate(() => (globalThis as unknown as Heard).over);
        // Keys of people fall anywhere between two frames.
        await page.waitForTimeout((keys * 7) % 17);
        keys += 1;
      }
    }
  });
  const times = (what: string): number[] =>
    Array.from({ length: keys }, (_, n) => {
      const from = marks.get(`key ${n}`)?.at;
      const shown = marks.get(`${what} ${n}`)?.shown;
      return from === undefined || shown === undefined || shown === null ? [] : [shown - from];
    }).flat();
  return { field: times('field'), results: times('results') };
}

/** What the page holds while it is measured. */
interface Heard {
  /** Marks the next key as that one. */
  hear(n: number): void;
  /** Until it is over. */
  over: Promise<void>;
}

/** In the page: the two bare fields, and marks at the instant of a key, once it is in its field, once its results are in the page. */
function hearKeys({ nothing, shown }: { readonly nothing: number; readonly shown: number }): void {
  const page = globalThis as unknown as Heard & { readonly poste: { invoke(name: string, payload: string): Promise<string> } };
  const bare = document.createElement('input');
  bare.id = 'bare';
  const asks = document.createElement('input');
  asks.id = 'asks';
  const line = document.createElement('p');
  asks.addEventListener('input', () => {
    const query = asks.value.trim();
    void page.poste.invoke('patients.search', JSON.stringify({ query })).then((answer) => {
      line.textContent = `${query} ${answer.slice(0, 80)}`;
    });
  });
  const corner = document.createElement('div');
  Object.assign(corner.style, {
    position: 'fixed',
    insetInlineEnd: '0',
    insetBlockEnd: '0',
    inlineSize: '300px',
    overflow: 'clip',
    whiteSpace: 'nowrap',
  });
  corner.append(bare, asks, line);
  document.body.append(corner);
  page.hear = (n) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    page.over = promise;
    addEventListener(
      'keydown',
      (event) => {
        performance.mark(`key ${n}`, { startTime: event.timeStamp });
        const where = event.target === bare ? null : event.target === asks ? line : document.querySelector('.panel-body[data-flush]');
        const end = (after: number): void => {
          watcher.disconnect();
          setTimeout(resolve, after);
        };
        const watcher = new MutationObserver(() => {
          performance.mark(`results ${n}`);
          end(shown);
        });
        if (where !== null) watcher.observe(where, { childList: true, subtree: true, characterData: true });
        event.target?.addEventListener(
          'input',
          () => {
            performance.mark(`field ${n}`);
            if (where === null) end(shown);
            else setTimeout(() => end(0), nothing);
          },
          { once: true },
        );
      },
      { capture: true, once: true },
    );
  };
}

const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
