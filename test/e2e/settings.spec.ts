import { expect, test } from '@playwright/test';
import { SMALL, workstation } from './fixture.ts';
import { login, look, openRoom } from './workstation.ts';

test.describe.configure({ mode: 'serial' });
test.describe('the settings of a person', () => {
  const post = workstation({ size: SMALL });

  test.beforeAll(async () => {
    await login(post.page);
    await openRoom(post.page, 'settings');
  });

  test('are chosen on their screen: delay before the lock, favourite types, usual recipients', async () => {
    const { page, client } = post;
    await page.getByRole('radiogroup', { name: 'Verrouillage sans activité' }).getByText('15 min').click();
    await page.getByRole('combobox', { name: 'Types favoris' }).fill('courrier');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listitem').filter({ hasText: "Lettre d'adressage" })).toBeVisible();
    const recipient = page.getByLabel('Destinataires habituels');
    await recipient.fill('pas une adresse');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saisissez une adresse complète')).toBeVisible();
    await recipient.fill('eve@gmail.com');
    await expect(page.getByText('« gmail.com » n’est pas un domaine de MSSanté')).toBeVisible();
    await recipient.fill('eve@medecin.sandbox.mssante.fr');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listitem').filter({ hasText: 'eve@medecin' })).toBeVisible();
    await look(page, 'reglages-habitudes');
    await expect
      .poll(async () => await client.call('settings.get', null))
      .toMatchObject({ lockMinutes: 15, favouriteTypes: ['96349-6'], defaultRecipients: ['eve@medecin.sandbox.mssante.fr'] });
    const { session } = await client.call('session.state', null);
    expect(Date.parse(session?.locksAt ?? '') - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  });

  test('are there again after the lock', async () => {
    const { page } = post;
    await page.keyboard.press('Control+l');
    await login(page);
    await openRoom(page, 'settings');
    await expect(page.getByRole('radio', { name: '15 min' })).toBeChecked();
    await page.getByRole('button', { name: "Retirer Lettre d'adressage" }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Lettre d'adressage" })).toHaveCount(0);
  });

  test('are as many as can be kept: one more is refused where it is typed, and nothing is shown that is not kept', async () => {
    const { page, client } = post;
    const doctors = Array.from({ length: 10 }, (_, i) => `docteur${i}@medecin.sandbox.mssante.fr`);
    const types = (await client.call('documents.types', null)).filter(({ ofPatient }) => !ofPatient);
    const [more, ...favourites] = types.slice(0, 41);
    await client.call('settings.save', { defaultRecipients: doctors, favouriteTypes: favourites.map(({ code }) => code) });
    await page.reload();
    await openRoom(page, 'settings');
    const recipient = page.getByLabel('Destinataires habituels');
    await recipient.fill('un.de.trop@medecin.sandbox.mssante.fr');
    await page.keyboard.press('Enter');
    await expect(page.getByText('10 au plus : retirez-en un d’abord.')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'un.de.trop' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Retirer docteur3@medecin.sandbox.mssante.fr' }).click();
    await expect(page.getByText('10 au plus')).toHaveCount(0);
    await recipient.press('Enter');
    await expect(page.getByRole('listitem').filter({ hasText: 'un.de.trop' })).toBeVisible();
    await page.getByRole('combobox', { name: 'Types favoris' }).fill(more?.label ?? '');
    await page.keyboard.press('Enter');
    await expect(page.getByText('40 au plus : retirez-en un d’abord.')).toBeVisible();
    await expect
      .poll(async () => (await client.call('settings.get', null)).defaultRecipients.at(-1))
      .toBe('un.de.trop@medecin.sandbox.mssante.fr');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
