import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { samplePdf } from '../setup/sample-pdf.ts';
import { SMALL, workstation } from './fixture.ts';
import { createPatient, login, look, openPatient, openRoom, PAT_TROIS } from './workstation.ts';

test.describe.configure({ mode: 'serial' });
test.describe('the palette', () => {
  const post = workstation({ size: SMALL });
  const lines = (page: Page): Locator => page.getByRole('listbox', { name: 'Chercher' }).getByRole('option');
  const search = async (page: Page, typed: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Patient, document ou commande' }).fill(typed);
  };
  let id = '';

  test.beforeAll(async () => {
    await login(post.page);
    ({ id } = await createPatient(post.client, PAT_TROIS, { qualified: false }));
    await post.client.call('documents.add', {
      patientId: id,
      fileName: 'echographie.pdf',
      bytes: new Uint8Array(await samplePdf({ title: 'Échographie thyroïdienne' })),
    });
  });

  test('has every room and what is done anywhere, by words in any order or a few letters; Enter takes the first', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    for (const [typed, label] of [
      ['importer', 'Importer un fichier de patients'],
      ['datamatrix lire', 'Lire un datamatrix'],
      ['nouveau', 'Nouveau patient'],
      ['mssante', 'Connecter MSSanté'],
      ['verrouiller', 'Verrouiller la session'],
      ['reglages', 'Ouvrir les réglages'],
      ['aide', 'Ouvrir l’aide'],
      ['cm', 'Connecter MSSanté'],
    ] as const) {
      await search(page, typed);
      await expect(lines(page).filter({ hasText: label })).toHaveCount(1);
      await page.keyboard.press('Escape');
    }
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await search(page, 'journal ouvrir');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Journal' })).toBeVisible();
  });

  test('has what is done to the open record and its tabs, and nothing of it elsewhere', async () => {
    const { page } = post;
    await search(page, 'ajouter document');
    await expect(lines(page).filter({ hasText: 'Ajouter un document' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await openPatient(page, id, 'synthese');
    await search(page, 'ajouter document');
    await expect(lines(page).filter({ hasText: 'Ajouter un document' })).toHaveCount(1);
    await page.keyboard.press('Escape');
    await search(page, 'onglet historique');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Historique' })).toHaveAttribute('aria-selected', 'true');
  });

  test('takes the last act back while it can be, and has no line for it otherwise', async () => {
    const { page } = post;
    await search(page, 'annuler');
    await expect(lines(page).filter({ hasText: 'Annuler' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+n');
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('PAT-QUATRE');
    await page.keyboard.press('Escape');
    await search(page, 'annuler');
    await expect(lines(page).first()).toHaveText('Annuler : Nouveau patient fermé, vos saisies sont gardéesCtrl Z');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue('PAT-QUATRE');
  });

  test('finds documents by their titles, accents and order apart, and opens them', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    await search(page, 'thyroidienne echo');
    await expect(lines(page).first()).toContainText('Échographie thyroïdienne');
    await expect(lines(page).first()).toContainText('PAT-TROIS');
    await look(page, 'palette-documents');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('region', { name: 'Aperçu de Échographie thyroïdienne' })).toBeVisible();
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
