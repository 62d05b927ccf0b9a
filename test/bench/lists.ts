import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { refreshesOf } from './frames.ts';
import { populated } from './populated.ts';
import { item, type Benchmark } from './report.ts';
import { inWindow } from './typing.ts';

/** Turns of the wheel of one run, and pixels of each: about a page, so that every one shows rows that were not there. */
const TURNS = 180;
const PIXELS = 600;
const GOAL_PERCENT = 2;

/**
 * The list of 20,000 patients scrolled by the wheel, in the window of the application: how many frames took more than the 16.7 ms of
 * a display at 60 Hz, beside the same scroll of a page of as many empty rows, none of them ours. On such a display frames stand 16.67 ms
 * apart whatever they took: one that took more has missed its refresh, and that is what is counted, as the browser reports it
 * (`refreshesOf`).
 */
export const run = (runs: number): Promise<Benchmark> =>
  populated((folder, base) =>
    inWindow(join(folder, 'window'), base, false, async (page) => {
      const [ours, bare]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < runs + 1; turn += 1) {
        const scrolled = await late(page, '[role=grid]');
        await page.evaluate(bareList, base.patients);
        const empty = await late(page, '#bare-list');
        await page.evaluate(() => document.getElementById('bare-list')?.remove());
        // The first turn warms the caches.
        if (turn === 0) continue;
        ours.push(scrolled);
        bare.push(empty);
      }
      const what = `${base.patients} patients scrolled, frames that missed their refresh of the display (over 16.7 ms)`;
      return {
        name: 'lists',
        runs,
        items: [item(what, '%', ours, { goal: { atMost: GOAL_PERCENT } }), item('the same of a page of empty rows', '%', bare)],
      };
    }),
  );

/** In the page: a box that scrolls as far, over the window. */
function bareList(rows: number): void {
  const box = document.createElement('div');
  box.id = 'bare-list';
  Object.assign(box.style, { position: 'fixed', inset: '0', overflow: 'auto', background: 'white', zIndex: '9' });
  const inner = document.createElement('div');
  inner.style.height = `${rows * 40}px`;
  box.append(inner);
  document.body.append(box);
}

/** Share of the frames of a scroll that came late, in percent. */
async function late(page: Page, list: string): Promise<number> {
  await page.locator(list).evaluate((box) => box.scrollTo({ top: 0 }));
  await page.locator(list).hover();
  const { wanted, missed } = await refreshesOf(page, async () => {
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, PIXELS);
  });
  return (missed / Math.max(1, wanted)) * 100;
}
