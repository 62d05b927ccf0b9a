import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { samplePdf } from '../setup/sample-pdf.ts';
import { SMALL, workstation } from './fixture.ts';
import { createPatient, login, openPatient, PAT_TROIS, shot } from './workstation.ts';

test.describe.configure({ mode: 'serial' });
test.describe('the type of a document', () => {
  const post = workstation({ size: SMALL });
  const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Type' });
  const options = (page: Page): Locator => page.getByRole('listbox').getByRole('option');

  test.beforeAll(async () => {
    await login(post.page);
    const { id } = await createPatient(post.client, PAT_TROIS, { qualified: false });
    await post.client.call('documents.add', {
      patientId: id,
      fileName: 'piece.pdf',
      bytes: new Uint8Array(await samplePdf({ title: 'Sans mot connu' })),
    });
    await openPatient(post.page, id, 'documents');
    await post.page
      .getByRole('grid', { name: 'Documents' })
      .getByRole('row', { name: /Sans mot connu/ })
      .click();
  });

  for (const [typed, first] of [
    ['compte rendu', 'CR ou fiche de consultation ou de visite'],
    ['courrier', "Lettre d'adressage"],
    ['CRH', 'CR hospitalier (séjour)'],
    ['ordonnance', 'Prescription de produits de santé'],
    ['sortie liaison', "Lettre de liaison à la sortie d'un établissement de soins"],
    ['operatoire', 'CR opératoire'],
  ] as const)
    test(`is found by « ${typed} », which Enter takes`, async () => {
      const { page } = post;
      await field(page).focus();
      await page.keyboard.type(typed);
      await expect(options(page).first()).toContainText(first);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('listbox')).toHaveCount(0);
      await expect(field(page)).toHaveValue(first);
      await expect(field(page)).toBeFocused();
    });

  test('is offered with those last chosen first, then by category, without what patients deposit', async () => {
    const { page } = post;
    await field(page).focus();
    await page.keyboard.press('ArrowDown');
    const recent = page.getByRole('group', { name: 'Récents' });
    await expect(recent.getByRole('option').first()).toContainText('CR opératoire');
    await expect(recent.getByRole('option').nth(1)).toContainText('Lettre de liaison');
    await expect(page.getByRole('group', { name: 'Prescription' })).toBeAttached();
    await expect(options(page).filter({ hasText: /déposé|Directives anticipées|Volontés/ })).toHaveCount(0);
    await shot(page, 'type-picker');
    await page.keyboard.press('Escape');
  });

  test('is chosen by a press, which closes the list', async () => {
    const { page } = post;
    await field(page).focus();
    await page.keyboard.type('anesthesie');
    await options(page).filter({ hasText: "CR d'anesthésie" }).click();
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(field(page)).toHaveValue("CR d'anesthésie");
  });

  test('stays when what is typed is no type, or is left', async () => {
    const { page } = post;
    const before = await field(page).inputValue();
    await field(page).focus();
    await page.keyboard.type('zzz');
    await expect(page.getByText('Aucun type ne correspond.')).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByLabel('Titre', { exact: false }).first().focus();
    await expect(field(page)).toHaveValue(before);
  });

  test('has the focus again once the palette or the help that came over it is closed', async () => {
    const { page } = post;
    for (const key of ['Control+k', 'F1']) {
      await field(page).focus();
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(field(page)).toBeFocused();
    }
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
