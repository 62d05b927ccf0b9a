import type { Page } from 'playwright-core';

/** Repetitions of a key that somebody forgets to let go: half a second of them. */
const REPEATS = 15;
const BETWEEN_MS = 35;

/** Holds a key down: the system repeats it until it is let go. */
export async function hold(page: Page, key: string): Promise<void> {
  for (let times = 0; times <= REPEATS; times += 1) {
    await page.keyboard.down(key);
    await page.waitForTimeout(BETWEEN_MS);
  }
  await page.keyboard.up(key);
}
