import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { storeError } from '../../electron/store/errors.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { errorFacts } from '../../shared/errors.ts';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { createPatient, login, look, PAT_TROIS, openRoom } from './workstation.ts';

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('the sends that a person decides', () => {
  const post = workstation();

  test.beforeAll(async () => {
    await login(post.page);
    // Provisional: the DMP is blocked, and the mail waits for its login.
    const { id } = await createPatient(post.client, PAT_TROIS, { qualified: false });
    for (const title of ['Première lettre', 'Deuxième lettre', 'Troisième lettre']) {
      const row = await post.client.call('documents.add', {
        patientId: id,
        fileName: 'lettre.pdf',
        bytes: new Uint8Array(await samplePdf({ title })),
      });
      await post.client.call('documents.validate', {
        id: row.id,
        form: { ...row.form, type: '11488-4', title, recipients: [LUC_AUBERT.mailbox] },
      });
    }
    await expect.poll(async () => (await mails()).filter(({ state }) => state === 'waiting-card').length).toBe(3);
  });

  const mails = async (): Promise<readonly SendRecord[]> => (await post.store.outbox.list()).filter(({ channel }) => channel === 'mss');
  const grid = (page: Page) => page.getByRole('grid', { name: 'À envoyer' });
  const why = (page: Page) => page.getByRole('region', { name: 'Pourquoi' });
  const row = (page: Page, title: string) => grid(page).getByRole('row').filter({ hasText: title }).filter({ hasText: LUC_AUBERT.mailbox });
  /** Puts every mail in a state, and enters the screen. */
  const all = async (change: Partial<SendRecord>): Promise<void> => {
    await post.store.commit({ changes: (await mails()).map((send) => ({ kind: 'send.save', send: { ...send, ...change } })), audit: [] });
    await post.page.reload();
    await expect(post.page.getByRole('button', { name: 'Verrouiller' })).toBeVisible();
    await openRoom(post.page, 'outbox');
    await expect(grid(post.page)).toBeVisible();
  };

  test('what waits for MSSanté says so, and not that it waits for the card', async () => {
    await all({});
    await expect(grid(post.page).getByText('Attend la connexion MSSanté')).toHaveCount(3);
    await expect(grid(post.page).getByText('Attend la carte')).toHaveCount(0);
    await row(post.page, 'Deuxième lettre').click();
    await expect(why(post.page).getByRole('button', { name: 'Connecter', exact: true })).toBeVisible();
    // One « MSSanté » in the bar: nothing green beside what waits to be connected.
    await expect(post.page.locator('.topbar').getByText('MSSanté')).toHaveText(['Connecter MSSanté']);
  });

  test('nothing is chosen on entering; two presses 350 ms apart settle one mail, which stays chosen where it was', async () => {
    const { page } = post;
    await all({
      state: 'unknown',
      nextAt: null,
      attempts: 1,
      error: { code: 'MSS_UNKNOWN_OUTCOME', message: 'Le serveur n’a pas répondu.', action: 'Choisissez.', path: null, detail: null },
    });
    await expect(why(page)).toContainText('Choisissez un envoi dans la liste');
    await expect(why(page).getByRole('button')).toHaveCount(0);
    await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(0);
    await row(page, 'Deuxième lettre').click();
    const order = await grid(page).getByRole('row').allInnerTexts();
    const settle = why(page).getByRole('button', { name: 'Ne pas renvoyer' });
    const box = await settle.boundingBox();
    if (box === null) throw new Error('no button');
    const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
    await page.mouse.click(...at);
    await page.waitForTimeout(350);
    await page.mouse.click(...at);
    await expect(why(page)).toContainText('Considéré comme parti');
    await expect(row(page, 'Deuxième lettre')).toHaveAttribute('aria-selected', 'true');
    await expect(row(page, 'Deuxième lettre')).not.toContainText('Envoyé');
    // Its word is whole in its column.
    expect(
      await row(page, 'Deuxième lettre')
        .locator('.mark')
        .evaluate((mark) => mark.scrollWidth <= mark.clientWidth),
    ).toBe(true);
    expect((await mails()).filter(({ state }) => state === 'sent')).toHaveLength(1);
    const titles = (texts: readonly string[]) => texts.map((text) => /\S+ lettre/.exec(text)?.[0]);
    expect(titles(await grid(page).getByRole('row').allInnerTexts())).toEqual(titles(order));
    await look(page, 'envoi-considere-comme-parti');
  });

  test('a fast double press on « Ne pas renvoyer » is one decision, without an error', async () => {
    const { page } = post;
    await row(page, 'Première lettre').click();
    await why(page).getByRole('button', { name: 'Ne pas renvoyer' }).dblclick();
    await expect(row(page, 'Première lettre')).toContainText('Considéré comme parti');
    await expect(page.locator('.toast[data-tone=bad]')).toHaveCount(0);
    await row(page, 'Première lettre')
      .getByRole('button', { name: /^Ouvrir le document/ })
      .click();
    await expect(page.getByRole('grid', { name: 'Documents' }).getByRole('row', { name: /Première lettre/ })).toContainText(
      'Considéré comme parti',
    );
    await expect(page.getByRole('grid', { name: 'Documents' }).getByTitle('Considéré comme parti')).toHaveCount(2);
    await expect(page.getByRole('list', { name: 'Envoi' })).toContainText('Considéré comme parti');
    await expect(page.locator('main').getByText('Envoyé', { exact: true })).toHaveCount(0);
    await look(page, 'document-considere-comme-parti');
  });

  test('held sends have one word, count as asking for a human, and their acts stay in sight on a small window', async () => {
    const { page } = post;
    await all({ state: 'held', nextAt: null, attempts: 1, sentAt: null, error: errorFacts(storeError('SEND_DOUBTED')) });
    await expect(page.getByRole('alert').filter({ hasText: '3 envois sont retenus' })).toBeVisible();
    await expect(grid(page).getByText('Retenu', { exact: true })).toHaveCount(3);
    await expect(page.getByText(/3 retenus/)).toBeVisible();
    await expect(page.getByRole('link', { name: /^À envoyer/ }).locator('.count[data-tone=warn]')).toHaveText(String(6));
    await expect(page.locator('main .button[data-variant=primary]')).toHaveCount(0);
    await row(page, 'Deuxième lettre').click();
    await look(page, 'envois-retenus');
    await page.setViewportSize({ width: 1100, height: 700 });
    for (const name of ['Réessayer', 'Annuler l’envoi']) await expect(why(page).getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    await expect(row(page, 'Deuxième lettre')).toBeInViewport();
    await look(page, 'envois-retenus-1100');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('they are given up after a confirmation that counts them, once, however fast the press', async () => {
    const { page } = post;
    // A second press in the same place confirms nothing.
    await page.getByRole('button', { name: 'Ne pas envoyer' }).dblclick();
    await expect(page.getByRole('button', { name: 'Abandonner définitivement les 3 envois' })).toBeVisible();
    await look(page, 'envois-retenus-confirmer');
    await page.getByRole('button', { name: 'Annuler', exact: true }).click();
    expect((await mails()).every(({ state }) => state === 'held')).toBe(true);
    await page.getByRole('button', { name: 'Ne pas envoyer' }).click();
    await page.getByRole('button', { name: 'Abandonner définitivement les 3 envois' }).dblclick();
    await expect(page.getByText('3 envois abandonnés.')).toBeVisible();
    await expect(grid(page).getByText('Annulé')).toHaveCount(3);
    await expect(page.locator('.toast[data-tone=bad]')).toHaveCount(0);
  });

  test('or leave by one decision, and say that the first may have arrived; called back, they are in doubt', async () => {
    const { page } = post;
    await all({ state: 'held', error: errorFacts(storeError('SEND_DOUBTED')) });
    await page.getByRole('button', { name: 'Les faire partir' }).dblclick();
    await expect(page.getByText('3 envois relancés : ils partent dans la session de qui les a validés.')).toBeVisible();
    await expect(grid(page).getByText('Attend la connexion MSSanté')).toHaveCount(3);
    await expect(page.locator('.toast[data-tone=bad]')).toHaveCount(0);
    await row(page, 'Deuxième lettre').click();
    await expect(why(page)).toContainText('MSSanté');
    await expect(why(page)).toContainText('Le premier envoi est peut-être arrivé.');
    await why(page).getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(row(page, 'Deuxième lettre')).toContainText('Issue à vérifier');
    await look(page, 'envoi-relance-annule');
  });

  test('an error told in passing goes with its screen', async () => {
    const { page } = post;
    await row(page, 'Première lettre').click();
    // Somebody decided meanwhile, which the window is not told yet.
    const taken = (await mails()).map((send) => ({ kind: 'send.save' as const, send: { ...send, state: 'sending' as const } }));
    await post.store.commit({ deferred: true, changes: taken, audit: [] });
    await why(page).getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(page.locator('.toast[data-tone=bad]')).toHaveCount(1);
    await openRoom(page, 'audit');
    await expect(page.getByRole('grid', { name: 'Journal' })).toBeVisible();
    await expect(page.locator('.toast[data-tone=bad]')).toHaveCount(0);
    expect(post.complaints).toEqual([]);
  });
});
