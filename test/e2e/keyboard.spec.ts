import { expect, test } from '@playwright/test';
import { rooms } from '../../renderer/shell/routes.ts';
import type { Page } from 'playwright-core';
import { LUC_AUBERT, PAULE_DURAND } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { openRoom } from './workstation.ts';

test.describe.configure({ mode: 'serial' });
test.describe('the main job without a mouse', () => {
  const post = workstation();

  /** Goes to the element with the Tab key, as somebody without a mouse does. */
  const tabTo = async (page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> => {
    const target = page.getByRole(role, { name }).first();
    await expect(target).toBeVisible();
    for (let step = 0; step < 60; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the Tab key never reaches ${String(name)}`);
  };

  test('the PIN field has the focus; Enter opens, arrows choose the situation, F1 helps even here, Esc closes', async () => {
    const { page } = post;
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog', { name: 'Aide de cet écran' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Aide de cet écran' })).toHaveCount(0);
    await page.getByLabel('Code porteur').focus();
    await page.keyboard.type(PAULE_DURAND.pin);
    await page.keyboard.press('Enter');
    await tabTo(page, 'radio', /Cabinet du Port/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: 'Session ouverte' })).toContainText('Cabinet du Port');
  });

  test('Alt and its rank open each room of the rail', async () => {
    const { page } = post;
    const titles = rooms.map(({ screen }) => screen.title);
    expect(titles.slice(0, 3)).toEqual(['Patients', 'À valider', 'À envoyer']);
    for (const [index, room] of titles.entries()) {
      await page.keyboard.press(`Alt+${index + 1}`);
      await expect(page.getByRole('heading', { level: 1, name: room })).toBeVisible();
      await expect(page.getByRole('link', { name: new RegExp(`^${room}`) })).toHaveAttribute('aria-current', 'page');
    }
  });

  test('Ctrl+K connects MSSanté, and Esc closes it with nothing chosen', async () => {
    const { page } = post;
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Patient, document ou commande' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Patient, document ou commande' })).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('connecter');
    await expect(page.getByRole('option', { name: 'Connecter MSSanté' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByText('MSSanté connectée')).toBeVisible();
  });

  test('Ctrl+N creates a patient; Esc leaves the form and Ctrl+N finds it as it was', async () => {
    const { page } = post;
    await page.keyboard.press('Control+n');
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toBeFocused();
    await page.keyboard.type('Pat-Trois');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: 'Patients' })).toBeVisible();
    await page.keyboard.press('Control+n');
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue('Pat-Trois');
    await tabTo(page, 'textbox', 'Prénoms de naissance');
    await page.keyboard.type('Dominique Marie-Louise');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(page.getByRole('radio', { name: 'Féminin' })).toBeChecked();
    await tabTo(page, 'textbox', 'Date de naissance');
    await page.keyboard.type('28031979');
    await tabTo(page, 'combobox', 'Lieu de naissance');
    await page.keyboard.type('51215');
    await expect(page.getByRole('option').filter({ hasText: '51215' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('Identité provisoire');
  });

  test('INSi is asked by itself; its traits are accepted, the document seen and the information recorded with Enter, a digit and a letter', async () => {
    const { page } = post;
    const banner = page.getByRole('region', { name: 'Patient', exact: true });
    await expect(page.getByRole('button', { name: 'Accepter les traits INSi' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(banner).toContainText('Identité récupérée');
    await expect(page.getByRole('group', { name: /^Pièces d’identité/ })).toBeFocused();
    await page.keyboard.press('1');
    await expect(banner).toContainText('Identité qualifiée');
    await page.keyboard.press('a');
    await expect(
      banner.getByRole('radiogroup', { name: 'Alimentation' }).getByRole('radio', { name: 'Informée, non opposée' }),
    ).toBeChecked();
  });

  test('the whole identity is reached with Tab, arrows and Enter too', async () => {
    const { page } = post;
    await page.keyboard.press('Escape');
    await tabTo(page, 'button', /Pièce d’identité présentée/);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { name: 'Carte nationale d’identité' })).toBeFocused();
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Enregistrer une autre pièce');
  });

  test('Ctrl+E asks for a PDF, Ctrl+Enter validates it, with the focus in the title', async () => {
    const { page } = post;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+e');
    await (await chooser).setFiles({ name: 'compte-rendu-de-consultation.pdf', mimeType: 'application/pdf', buffer: await samplePdf() });
    await tabTo(page, 'textbox', 'Titre');
    await page.keyboard.press('End');
    await page.keyboard.type(' au clavier');
    await tabTo(page, 'textbox', 'Adresse MSSanté du médecin traitant');
    await page.keyboard.type(LUC_AUBERT.mailbox);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('list', { name: 'Envoi' }).getByText('Envoyé', { exact: true })).toHaveCount(2);
    await expect(page.getByRole('region', { name: 'Envois du document' })).toContainText('Compte rendu de consultation au clavier');
  });

  test('Ctrl+K finds the patient by a few letters; Enter opens, however soon; Ctrl+L locks', async () => {
    const { page } = post;
    await openRoom(page, 'audit');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('pat-t');
    await expect(page.getByRole('option', { name: /^PAT-TROIS/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('PAT-TROIS');
    // Typed in one go: Enter comes before the answer to the last letter, and waits for it.
    await openRoom(page, 'audit');
    await page.keyboard.press('Control+k');
    await page.evaluate(() => {
      const field = document.activeElement;
      if (!(field instanceof HTMLInputElement)) throw new Error('the palette has no focus');
      document.execCommand('insertText', false, 'pat-tr');
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('PAT-TROIS');
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
