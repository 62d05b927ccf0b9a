import { expect, test } from '@playwright/test';
import { workstation } from './fixture.ts';
import { axe, login, shot, openRoom } from './workstation.ts';

test.describe('a screen that fails to draw', () => {
  const post = workstation();
  test.beforeAll(() => login(post.page));

  test('says so in its place; the others go on, and it is drawn again when asked', async () => {
    const { page } = post;
    await openRoom(page, 'settings');
    await expect(page).toHaveTitle(/Réglages/);
    // The journal joins its pages: that fails, and nothing else of the window.
    await page.evaluate(() => {
      const { flatMap } = Array.prototype;
      Reflect.set(globalThis, 'mend', () => Reflect.set(Array.prototype, 'flatMap', flatMap));
      Reflect.set(Array.prototype, 'flatMap', function failing(this: readonly unknown[], ...given: Parameters<typeof flatMap>): unknown {
        const [page] = this;
        if (typeof page === 'object' && page !== null && 'entries' in page && Array.isArray(page.entries))
          throw new TypeError('MARTIN Zoé');
        return Reflect.apply(flatMap, this, given);
      });
    });
    await openRoom(page, 'audit');
    const alert = page.getByRole('alert').filter({ hasText: 'Cet écran n’a pas pu s’afficher.' });
    await expect(alert).toBeVisible();
    await expect(alert).not.toContainText('MARTIN');
    await shot(page, 'ecran-en-erreur');
    expect(await axe(page)).toEqual([]);
    await openRoom(page, 'settings');
    await expect(page.getByRole('radiogroup').first()).toBeVisible();
    await openRoom(page, 'audit');
    await expect(alert).toBeVisible();
    await page.evaluate(() => (Reflect.get(globalThis, 'mend') as () => void)());
    await alert.getByRole('button', { name: 'Réessayer' }).click();
    await expect(alert).toHaveCount(0);
    await expect(page).toHaveTitle(/Journal/);
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
  });
});
