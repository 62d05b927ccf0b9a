import type { Page } from 'playwright-core';

/** What the watch leaves in the page. */
interface Watch {
  /** Acts after which the focus stayed on the page itself. */
  readonly lost: string[];
  /** The last act is not judged yet. */
  judging: boolean;
}

declare global {
  interface Window {
    focusWatch?: Watch;
  }
}

/** Watches the page from its next load on: after each key and each press, the focus is to be on something. */
export async function watchFocus(page: Page): Promise<void> {
  await page.addInitScript(watch);
}

/** The acts since the last look that left the focus on the page, once the last one is judged. */
export async function focusLost(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() => window.focusWatch?.judging !== true);
  return await page.evaluate(() => window.focusWatch?.lost.splice(0) ?? []);
}

/** Runs in the page. An act is judged once nothing was drawn for a while, for what it does comes in several drawings. */
function watch(): void {
  const QUIET_MS = 150;
  /** A busy machine draws late. */
  const GRACE_MS = 1500;
  const seen: Watch = (window.focusWatch = { lost: [], judging: false });
  let act = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onPage = (): boolean => [null, document.body, document.documentElement].includes(document.activeElement as HTMLElement | null);
  const over = (): void => {
    if (onPage()) seen.lost.push(act);
    seen.judging = false;
  };
  const quiet = (): void => {
    if (onPage()) timer = setTimeout(over, GRACE_MS);
    else over();
  };
  const wait = (): void => {
    if (!seen.judging) return;
    clearTimeout(timer);
    timer = setTimeout(quiet, QUIET_MS);
  };
  const told = (event: Event): void => {
    const { target } = event;
    // What is pressed outside of everything that takes the focus is no act.
    if (!event.isTrusted || !(target instanceof Element) || target === document.body || target === document.documentElement) return;
    const words = (target.textContent ?? '').trim().slice(0, 40);
    act = `${event instanceof KeyboardEvent ? event.key : 'press'} on ${target.tagName.toLowerCase()} « ${words} » at ${location.hash}`;
    seen.judging = true;
    wait();
  };
  window.addEventListener('keyup', told, { capture: true });
  window.addEventListener('click', told, { capture: true });
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(wait).observe(document.body, { childList: true, subtree: true });
  });
}
