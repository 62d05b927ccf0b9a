import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import { ALIX_SIMON } from '../sandbox/identities.ts';
import { PAULE_DURAND, type Holder } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { changeCard, createPatient, login, look, openPatient, openRoom, PAT_TROIS } from './workstation.ts';

test.describe.configure({ mode: 'serial' });
test.describe('the secretary prepares, the doctor validates', () => {
  const post = workstation({ holder: ALIX_SIMON, changes: { outbox: { undoMs: 30_000 } } });
  let pat: string;

  const enter = async (holder: Holder): Promise<void> => {
    await changeCard(post, holder);
    await login(post.page, holder.pin);
    // Nothing of what was told to whoever was there before.
    expect(await post.page.locator('.toasts').textContent()).toBe('');
  };
  const add = async (title: string): Promise<DocumentRow> => {
    const bytes = new Uint8Array(await samplePdf());
    const row = await post.client.call('documents.add', { patientId: pat, fileName: 'courrier.pdf', bytes, again: true });
    return await post.client.call('documents.save', { id: row.id, form: { ...row.form, title, type: '11488-4' } });
  };
  const prepared = async (title: string): Promise<void> => {
    const { id, form } = await add(title);
    await post.client.call('documents.prepare', { id, form, for: PAULE_DURAND.person.idNat });
  };
  const waiting = (page: Page): Locator => page.getByRole('grid', { name: 'À valider' });
  const line = (page: Page, title: string): Locator => waiting(page).getByRole('row', { name: title });
  const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

  test('without a delegation, the secretary is told what to ask for', async () => {
    const { page } = post;
    await login(page, ALIX_SIMON.pin);
    pat = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
    await add('Courrier sans délégation');
    await openPatient(page, pat, 'documents');
    await page.getByRole('grid', { name: 'Documents' }).getByRole('row', { name: 'Courrier sans délégation' }).click();
    await expect(page.getByText('Aucune délégation ne vous permet de préparer')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toHaveCount(0);
    await expect(page.getByRole('grid', { name: 'Documents' }).getByRole('row', { name: 'Courrier sans délégation' })).toContainText(
      'À préparer',
    );
    await openRoom(page, 'validation');
    await expect(panel(page, 'Préparer')).toBeVisible();
    await expect(panel(page, 'Valider et envoyer')).toHaveCount(0);
    await openRoom(page, 'settings');
    await expect(page.getByText('Aucun professionnel ne vous a donné de délégation.')).toBeVisible();
    await openPatient(page, pat, 'droits');
    await expect(panel(page, 'Délégation')).toContainText('Il la donne dans ses réglages, avec sa carte.');
    await openRoom(page, 'settings');
  });

  test('the doctor gives one with her own card, and sees it', async () => {
    const { page } = post;
    await enter(PAULE_DURAND);
    await openRoom(page, 'settings');
    const delegations = panel(page, 'Délégations');
    await delegations.getByRole('button', { name: 'Déléguer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Donner une délégation' });
    await dialog.getByRole('button', { name: 'Déléguer' }).click();
    await expect(dialog.getByText('Choisissez une personne.')).toBeVisible();
    await dialog.getByRole('button', { name: /À qui/ }).click();
    await page.getByRole('option', { name: 'Alix SIMON' }).click();
    await look(page, 'delegation-donner');
    await dialog.getByRole('button', { name: 'Déléguer' }).click();
    await expect(delegations.getByRole('list', { name: 'Vous déléguez à' })).toContainText('Alix SIMON');
    await look(page, 'delegations');
  });

  test('on the record too: who prepares for whom, until when, and the way to the settings', async () => {
    const { page } = post;
    await openPatient(page, pat, 'droits');
    const delegation = panel(page, 'Délégation');
    await expect(delegation).toContainText('Alix SIMON prépare pour Dr Paule DURAND');
    await expect(delegation).toContainText('En cours');
    await expect(delegation).toContainText('Tous les types');
    await expect(delegation).toContainText('sans date de fin');
    await expect(delegation).toContainText('rien à valider');
    await delegation.getByRole('button', { name: 'Donner ou retirer, dans Réglages' }).click();
    await expect(panel(page, 'Délégations').getByRole('button', { name: 'Déléguer' })).toBeVisible();
  });

  test('the secretary hands a document over, finds it with its doctor, and takes it back', async () => {
    const { page } = post;
    await enter(ALIX_SIMON);
    await add('Courrier confié');
    await openRoom(page, 'validation');
    await line(page, 'Courrier confié').click();
    const prepare = page.getByRole('button', { name: 'À valider par Dr Paule DURAND' });
    await expect(prepare).toBeEnabled();
    await look(page, 'preparer');
    await prepare.click();
    await expect(line(page, 'Courrier confié')).toContainText('confié à Dr Paule DURAND');
    await expect(panel(page, 'Document confié')).toContainText('Rien ne part avant sa validation.');
    await look(page, 'document-confie');
    await panel(page, 'Document confié').getByRole('button', { name: 'Reprendre le document' }).click();
    await expect(prepare).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(line(page, 'Courrier confié')).toContainText('confié à Dr Paule DURAND');
  });

  test('she hands many over at once', async () => {
    const { page } = post;
    await add('Courrier du lot un');
    await add('Courrier du lot deux');
    for (const title of ['Courrier du lot un', 'Courrier du lot deux']) await line(page, title).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Confier à valider' }).click();
    for (const title of ['Courrier du lot un', 'Courrier du lot deux'])
      await expect(line(page, title)).toContainText('confié à Dr Paule DURAND');
  });

  test('the doctor finds who prepared each and when, and gives one back with a reason', async () => {
    const { page } = post;
    await prepared('Courrier à revoir');
    await openPatient(page, pat, 'droits');
    await expect(panel(page, 'Délégation')).toContainText('4 documents à valider');
    await expect(panel(page, 'Délégation')).toContainText('Rien ne part sans sa validation.');
    await enter(PAULE_DURAND);
    await openPatient(page, pat, 'droits');
    await expect(panel(page, 'Délégation')).toContainText('4 documents à valider');
    await expect(panel(page, 'Délégation')).toContainText('Rien ne part sans votre validation.');
    await look(page, 'droits-delegation');
    await openRoom(page, 'validation');
    await expect(line(page, 'Courrier confié')).toContainText('préparé par Alix SIMON');
    await line(page, 'Courrier à revoir').click();
    const draft = panel(page, 'Valider et envoyer');
    await expect(draft).toContainText(/Préparé par Alix SIMON aujourd’hui à \d+ h \d\d\. En le validant, vous en répondez\./);
    await look(page, 'a-valider-prepare');
    await draft.getByRole('button', { name: 'Rendre ou reprendre' }).click();
    await page.getByRole('menuitem', { name: 'Rendre : type à revoir' }).click();
    await expect(page.getByText('Document rendu à Alix SIMON.')).toBeVisible();
  });

  test('she validates many: those with a problem stay with their reason, the others leave', async () => {
    const { page } = post;
    const [delegation] = await post.client.call('delegations.list', null);
    await line(page, 'Courrier confié').click();
    for (const title of ['Courrier confié', 'Courrier du lot un']) await line(page, title).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Valider et envoyer' }).first().click();
    await expect(line(page, 'Courrier du lot un')).toContainText('Validé');
    await openRoom(page, 'settings');
    await page.getByRole('button', { name: 'Retirer la délégation de Alix SIMON' }).click();
    await expect(page.getByText('Une délégation terminée')).toBeVisible();
    expect(delegation?.standing).toBe('in-force');
    await openRoom(page, 'validation');
    await line(page, 'Courrier du lot deux').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Valider et envoyer' }).first().click();
    await expect(line(page, 'Courrier du lot deux')).toContainText(
      'La délégation sous laquelle Alix SIMON a préparé ce document a pris fin.',
    );
    await look(page, 'delegation-finie');
    await line(page, 'Courrier du lot deux').click();
    await panel(page, 'Valider et envoyer').getByRole('button', { name: 'Rendre ou reprendre' }).click();
    await page.getByRole('menuitem', { name: 'Reprendre à mon compte' }).click();
    await expect(panel(page, 'Valider et envoyer')).not.toContainText('Préparé par');
  });

  test('for a type that the doctor named, the secretary feeds the DMP in her name, and may take it back', async () => {
    const { page } = post;
    await post.client.call('delegations.make', {
      to: ALIX_SIMON.person.idNat,
      acts: ['TD2.2'],
      types: ['11488-4'],
      since: null,
      until: null,
    });
    await enter(ALIX_SIMON);
    await add('Courrier par délégation');
    await openPatient(page, pat, 'documents');
    const documents = page.getByRole('grid', { name: 'Documents' });
    await documents.getByRole('row', { name: 'Courrier par délégation' }).click();
    const feed = page.getByRole('button', { name: 'Déposer au DMP pour Dr Paule DURAND' });
    await expect(feed).toBeEnabled();
    await look(page, 'deposer-par-delegation');
    await feed.click();
    await expect(panel(page, 'Envois du document')).toContainText('par Alix SIMON, par délégation de Dr Paule DURAND');
    await look(page, 'depose-par-delegation');
    await page.getByRole('region', { name: 'Dernière action' }).getByRole('button', { name: 'Annuler' }).click();
    await expect(feed).toBeVisible();
  });

  test('the journal tells who acted in whose name', async () => {
    const { page } = post;
    await openRoom(page, 'audit');
    const journal = page.getByRole('grid', { name: 'Journal' });
    await expect(journal.getByRole('row', { name: /Document envoyé au DMP par délégation/ }).first()).toContainText('pour Dr Paule DURAND');
    await look(page, 'journal-au-nom-de');
  });
});
