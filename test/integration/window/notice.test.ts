import { AxeBuilder } from '@axe-core/playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openNotice, type Notice } from '../../../electron/platform/chromium/notice.ts';
import { ORIGIN } from '../../../electron/platform/origin.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';

let notice: Notice;
beforeEach(async () => {
  const facts: ErrorFacts = {
    code: 'PROFILE_LOCKED',
    message: 'Déjà ouvertes <b>ici</b> & là.',
    action: 'Fermez-la, puis recommencez.',
    path: '/dmp/timeoutMs',
    detail: null,
  };
  notice = await openNotice(facts, { executable: null, headless: true });
});
afterEach(async () => {
  await notice.page.context().close();
  await notice.closed;
});

test('the notice says what happens, what to do, where and the code, as text', async () => {
  const { page } = notice;
  expect(await page.title()).toBe('Poste Santé');
  expect(await page.getByRole('heading').innerText()).toBe('Déjà ouvertes <b>ici</b> & là.');
  expect(await page.locator('p').allInnerTexts()).toEqual(['Fermez-la, puis recommencez.', 'Endroit : /dmp/timeoutMs', '[PROFILE_LOCKED]']);
  expect(await page.evaluate(() => getComputedStyle(document.body).paddingTop)).toBe('28px');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('« Fermer » has the focus and closes it: Enter is enough', async () => {
  await notice.page.locator('button:focus', { hasText: 'Fermer' }).waitFor();
  // The page may be gone before the key is up.
  await Promise.all([notice.closed, notice.page.keyboard.press('Enter').catch(() => undefined)]);
  expect(notice.page.isClosed()).toBe(true);
});

test('closing its window is enough too', async () => {
  await notice.page.close();
  await notice.closed;
});

test('it leads nowhere and loads nothing', async () => {
  const { page } = notice;
  const reached = await page.evaluate(() =>
    fetch('/notice.css').then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
  await expect(page.goto('https://example.invalid/')).rejects.toThrow(/ERR_BLOCKED_BY_CLIENT/);
  await expect(page.goto(`${ORIGIN}/other.html`)).rejects.toThrow(/ERR_HTTP_RESPONSE_CODE_FAILURE/);
});
