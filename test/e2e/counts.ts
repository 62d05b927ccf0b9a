import { test } from '@playwright/test';
import type { Page } from 'playwright-core';

/** What somebody did at the workstation to get something done. */
interface Counts {
  /** Presses of the mouse. */
  readonly clicks: number;
  /** Keys that ask for something: Enter, Tab, Escape, arrows, a letter with Ctrl, a digit outside of a field. */
  readonly keys: number;
  /** Characters typed into a field. */
  readonly characters: number;
  /** Files dropped on the window. */
  readonly drops: number;
}

/** Under this name the page counts. */
const KEPT = '__counts';

/**
 * Counts what a journey asks of the person, prints it (`counts: new patient: 4 clicks, 6 keys…`) and answers it. The page counts
 * by itself what it receives, so that a journey is written as usual, within one page: it is not loaded again. What is typed is
 * typed key by key (`pressSequentially`): `fill` is no key.
 */
export async function counted(page: Page, name: string, journey: () => Promise<void>): Promise<Counts> {
  await page.evaluate(startCounting, KEPT);
  await journey();
  const counts = await page.evaluate(stopCounting, KEPT);
  const { clicks, keys, characters, drops } = counts;
  const said = `${name}: ${clicks} clicks, ${keys} keys, ${characters} characters${drops === 0 ? '' : `, ${drops} drops`}`;
  test.info().annotations.push({ type: 'counts', description: said });
  process.stdout.write(`counts: ${said}\n`);
  return counts;
}

/** Runs in the page. */
function startCounting(kept: string): void {
  const counts = { clicks: 0, keys: 0, characters: 0, drops: 0 };
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const isField = (target: EventTarget | null): boolean =>
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit', 'file'].includes(target.type));
  window.addEventListener('pointerdown', () => void (counts.clicks += 1), options);
  window.addEventListener('drop', () => void (counts.drops += 1), options);
  window.addEventListener(
    'keydown',
    ({ key, ctrlKey, altKey, repeat, target }) => {
      if (repeat || ['Shift', 'Control', 'Alt', 'Meta'].includes(key)) return;
      if (key.length === 1 && !ctrlKey && !altKey && isField(target)) counts.characters += 1;
      else counts.keys += 1;
    },
    options,
  );
  Object.assign(window, { [kept]: { counts, stop } });
}

/** Runs in the page. */
function stopCounting(kept: string): Counts {
  // Cast: what startCounting left under that name.
  const { counts, stop } = Reflect.get(window, kept) as { readonly counts: Counts; readonly stop: AbortController };
  stop.abort();
  return counts;
}
