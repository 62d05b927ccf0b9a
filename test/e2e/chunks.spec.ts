import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { pathOf } from '../../renderer/client/router.ts';
import { screens } from '../../renderer/shell/routes.ts';
import { workstation } from './fixture.ts';
import { createPatient, login, PAT_TROIS } from './workstation.ts';

/** What the page has asked for so far, by address. */
const asked = (page: Page): Promise<string[]> => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));

const scripts = async (page: Page): Promise<string[]> =>
  (await asked(page))
    .filter((name) => name.endsWith('.js'))
    .map((name) => /([\w-]+?)-[\w-]{8}\.js$/.exec(name)?.[1] ?? name)
    .toSorted();

test.describe('the code of the screens', () => {
  const post = workstation();

  test('before the PIN: that of the lock, then of what stands behind it once the lock is drawn', async () => {
    const { page } = post;
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    await expect
      .poll(() => scripts(page))
      .toEqual(['ArrivalsOverlay', 'DatamatrixDialog', 'MssLogin', 'PatientsScreen', 'VitaleDialog', 'index', 'shared']);
  });

  test('once the session is open: all of it, so that no screen waits for its own', async () => {
    const { page, client } = post;
    await login(page);
    const { id } = await createPatient(client, PAT_TROIS, { qualified: false });
    await expect
      .poll(() => scripts(page))
      .toEqual(
        expect.arrayContaining([
          'AuditScreen',
          'DocumentsTab',
          'HelpDrawer',
          'HelpScreen',
          'IdentityTab',
          'ImportScreen',
          'MssLogin',
          'OutboxScreen',
          'SettingsScreen',
          'WorklistsScreen',
        ]),
      );
    const before = await scripts(page);
    for (const screen of screens.filter(({ needs }) => needs !== 'locked')) {
      await page.evaluate(
        (hash) => {
          window.location.hash = hash;
        },
        pathOf(screen, screen.needs === 'patient' ? id : null),
      );
      await expect(page).toHaveTitle(`${screen.title} · Poste Santé`);
      await expect(page.locator('main').locator('.panel').first()).toBeVisible();
    }
    expect(await scripts(page)).toEqual(before);
  });

  test('comes from the application alone', async () => {
    const { page } = post;
    const origin = await page.evaluate(() => window.location.origin);
    expect(
      (await asked(page)).filter((name) => !name.startsWith(`${origin}/`) && !name.startsWith('data:') && !name.startsWith('blob:')),
    ).toEqual([]);
    expect(post.complaints).toEqual([]);
  });
});
