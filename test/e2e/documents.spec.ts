import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { personOf } from '../sandbox/insi/population.ts';
import { faxPdf } from '../setup/fax-pdf.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { counted } from './counts.ts';
import { workstation } from './fixture.ts';
import { addPdf, connectMss, createPatient, dropFile, login, look, openPatient, PAT_TROIS } from './workstation.ts';

const CAMILLE = {
  birthName: 'BAC-A-SABLE',
  birthFirstNames: 'CAMILLE ROSE',
  sex: 'F',
  birthDate: '1990-05-05',
  birthPlace: '51215',
} as const;
const RUTH = { birthName: 'NESSI', birthFirstNames: 'RUTH ISABELLE', sex: 'F', birthDate: '1977-07-14', birthPlace: '63220' } as const;

test.describe.configure({ mode: 'serial' });
test.describe('documents that cannot leave as they are', () => {
  const post = workstation();
  let qualified: string;

  test.beforeAll(async () => {
    await login(post.page);
    await connectMss(post.page);
    qualified = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
  });

  const channel = (page: Page, who: string) => page.getByRole('list', { name: 'Envoi' }).getByRole('listitem').filter({ hasText: who });
  /** The line of a file that arrived. */
  const arrived = (page: Page, name: string) =>
    page.getByRole('region', { name: 'Arrivées' }).getByRole('listitem').filter({ hasText: name });
  const clearArrivals = async (page: Page): Promise<void> => {
    await page.getByRole('region', { name: 'Arrivées' }).getByRole('button', { name: 'Effacer' }).click();
    await page.mouse.move(300, 300);
    await expect(page.getByRole('region', { name: 'Arrivées' })).toHaveCount(0);
  };

  test('a file that is not a PDF is refused with what to do, and nothing is added', async () => {
    const { page } = post;
    await openPatient(page, qualified, 'documents');
    await expect(page.getByText('Aucun document dans ce dossier.')).toBeVisible();
    await look(page, 'documents-vide');
    await dropFile(page, { name: 'courrier.pdf', bytes: Buffer.from('PK\u0003\u0004 ceci est un document bureautique, pas un PDF') });
    const line = arrived(page, 'courrier.pdf');
    await expect(line).toContainText('Ce fichier n’est pas un PDF.');
    await line.getByText('Détail').click();
    await expect(line).toContainText('FILE_NOT_PDF');
    await look(page, 'pas-un-pdf');
    await clearArrivals(page);
    await expect(page.getByText('Aucun document dans ce dossier.')).toBeVisible();
  });

  for (const [what, code, file] of [
    ['an encrypted PDF', 'PDF_ENCRYPTED', async () => samplePdf({ password: 'secret', pdfA: false })],
    ['an empty file', 'PDF_EMPTY', async () => Promise.resolve(Buffer.alloc(0))],
  ] as const) {
    test(`${what} is refused with what to do`, async () => {
      const { page } = post;
      await page.getByLabel('Ajouter un PDF').setInputFiles({ name: 'courrier.pdf', mimeType: 'application/pdf', buffer: await file() });
      const line = arrived(page, 'courrier.pdf');
      await line.getByText('Détail').click();
      await expect(line).toContainText(code);
      await expect(line.getByRole('paragraph')).toHaveText(/^[^.]+\. [^.]+\.$/);
      await clearArrivals(page);
      expect(await post.client.call('documents.list', { patientId: qualified })).toEqual([]);
    });
  }

  test('a file over 40 MiB is refused at the door, without being read', async () => {
    const { page } = post;
    const large = join(post.dataFolder, 'large.pdf');
    await writeFile(large, '%PDF-1.4');
    await truncate(large, 200 * 1024 * 1024);
    await page.getByLabel('Ajouter un PDF').setInputFiles(large);
    await expect(arrived(page, 'large.pdf')).toContainText('Ce fichier dépasse 40 Mo.');
    await clearArrivals(page);
  });

  test('a title of 128 characters is taken, of 129 refused by how many, and never cut', async () => {
    const { page } = post;
    await addPdf(page, 'compte-rendu.pdf', await samplePdf());
    const title = page.getByRole('textbox', { name: 'Titre' });
    const tooLong = page.getByText('Le titre dépasse 128 caractères de 1. Raccourcissez-le : il n’est jamais coupé.');
    await title.fill('é'.repeat(129));
    await expect(tooLong).toBeVisible();
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    await expect(title).toHaveValue('é'.repeat(129));
    await look(page, 'titre-trop-long');
    const [draft] = await post.client.call('documents.list', { patientId: qualified });
    expect(draft?.status).toBe('draft');
    await title.fill('é'.repeat(128));
    await expect(tooLong).toHaveCount(0);
    await title.fill('Compte rendu de consultation');
  });

  test('DMP fault: the reason is shown with « Réessayer », the mail has left, and trying again succeeds', async () => {
    const { page, sandbox } = post;
    sandbox.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryMetadataError' });
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).fill(LUC_AUBERT.mailbox);
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    const dmp = channel(page, 'Mon espace santé (DMP)');
    await expect(channel(page, LUC_AUBERT.mailbox)).toContainText('Envoyé');
    await expect(dmp).toContainText('Échec');
    await expect(dmp.locator('.error-message')).toHaveText(/\.$/);
    await look(page, 'envoi-en-echec');
    await expect(page.getByRole('link', { name: /^À envoyer/ })).toContainText('1');
    await page.getByRole('link', { name: /^À envoyer/ }).click();
    await expect(page.getByRole('region', { name: 'Pourquoi' })).toContainText('Choisissez un envoi dans la liste');
    await page.getByRole('grid', { name: 'À envoyer' }).getByRole('row').filter({ hasText: 'Échec' }).click();
    await expect(page.getByRole('region', { name: 'Pourquoi' })).toContainText('PAT-TROIS');
    await look(page, 'a-envoyer-echec');
    sandbox.faults.clear();
    await page.getByRole('region', { name: 'Pourquoi' }).getByRole('button', { name: 'Réessayer' }).click();
    await expect(page.getByRole('grid', { name: 'À envoyer' }).getByText('Envoyé')).toHaveCount(2);
    await expect(page.getByRole('region', { name: 'Pourquoi' })).toContainText('Envoyé');
    await expect(page.getByRole('region', { name: 'Pourquoi' }).getByRole('button')).toHaveCount(0);
    expect(sandbox.dmp.patientView('279035121518989', 'patient')?.documents).toHaveLength(1);
  });

  test('a recipient the operator refuses fails alone; cancelled, it asks for nothing more', async () => {
    const { page } = post;
    await openPatient(page, qualified, 'documents');
    await addPdf(page, 'courrier.pdf', await samplePdf({ title: 'Lettre de liaison' }));
    await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Lettre de liaison');
    await page.getByRole('button', { name: 'Correspondant' }).click();
    const address = page.getByRole('textbox', { name: 'Adresse MSSanté du correspondant' });
    await address.fill('inconnu@@medecin.sandbox.mssante.fr');
    await page.keyboard.press('Control+Enter');
    // What is typed and is no address is not left out in silence: nothing leaves.
    await expect(page.getByText('Saisissez une adresse complète, comme nom@domaine.mssante.fr.').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeVisible();
    await address.fill('inconnu@medecin.sandbox.mssante.fr');
    await page.keyboard.press('Enter');
    await expect(channel(page, 'inconnu@')).toContainText('prêt');
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    const refused = channel(page, 'inconnu@');
    await expect(refused).toContainText('Échec');
    await expect(channel(page, LUC_AUBERT.mailbox)).toContainText('Envoyé');
    await expect(channel(page, 'Mon espace santé (DMP)')).toContainText('Envoyé');
    await refused.getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(refused).toContainText('Annulé');
  });

  test('identity not qualified: the DMP is blocked with its reason, the mail leaves with X-MSS-INS N', async () => {
    const { page, sandbox } = post;
    const { id } = await createPatient(post.client, CAMILLE, { qualified: false });
    await openPatient(page, id, 'documents');
    await addPdf(page, 'compte-rendu.pdf', await samplePdf());
    const dmp = channel(page, 'Mon espace santé (DMP)');
    await expect(dmp).toContainText('bloqué');
    await expect(dmp).toContainText('L’identité n’est pas qualifiée');
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).fill(LUC_AUBERT.mailbox);
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).press('Enter');
    await expect(channel(page, LUC_AUBERT.mailbox)).toContainText('prêt');
    await look(page, 'dmp-bloque');
    const before = sandbox.mss.deliveries(LUC_AUBERT.mailbox).length;
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    await expect(channel(page, LUC_AUBERT.mailbox)).toContainText('Envoyé');
    const blocked = channel(page, 'Mon espace santé (DMP)');
    await expect(blocked).toContainText('Échec');
    // Nothing was prepared for this channel: there is nothing to try again.
    await expect(blocked.getByRole('button')).toHaveText(['Annuler l’envoi']);
    await look(page, 'mail-seul');
    const deliveries = sandbox.mss.deliveries(LUC_AUBERT.mailbox);
    expect(deliveries).toHaveLength(before + 1);
    expect(deliveries.at(-1)?.headers).toMatchObject({ 'X-MSS-INS': 'N' });
  });

  test('no médecin traitant is not an error: the DMP alone is ready; a PDF that says what it is leaves in a drop and a key', async () => {
    const { page } = post;
    const { id } = await createPatient(post.client, RUTH, { qualified: true });
    await openPatient(page, id, 'documents');
    const bytes = await samplePdf();
    const counts = await counted(page, 'known patient, PDF', async () => {
      await dropFile(page, { name: 'compte-rendu.pdf', bytes });
      await expect(channel(page, 'Mon espace santé (DMP)')).toContainText('prêt');
      await expect(page.getByText(/Aucun médecin traitant n’est renseigné/)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeEnabled();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('heading', { name: 'Envois du document' })).toBeVisible();
    });
    expect(counts).toEqual({ clicks: 0, keys: 1, characters: 0, drops: 1 });
  });

  test('a scan whose page says nothing leaves in two clicks and the words', async () => {
    const { page } = post;
    const { birthName, firstNames, sex, birthDate, birthPlace } = personOf('miroir-charlie-69123');
    const traits = { birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
    await openPatient(page, (await createPatient(post.client, traits, { qualified: true })).id, 'documents');
    const counts = await counted(page, 'known patient, scan', async () => {
      await dropFile(page, { name: 'Scan 20261118 0042.pdf', bytes: faxPdf() });
      await page.getByRole('combobox', { name: 'Type' }).click();
      await page.keyboard.type('biologie');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Titre' }).click();
      await page.keyboard.type('Bilan lipidique');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('heading', { name: 'Envois du document' })).toBeVisible();
    });
    expect(counts).toEqual({ clicks: 2, keys: 2, characters: 'biologie'.length + 'Bilan lipidique'.length, drops: 1 });
  });

  test('a document is printed with the identity block on its first page', async () => {
    const { page } = post;
    await openPatient(page, qualified, 'documents');
    await page.getByRole('row', { name: 'Lettre de liaison' }).click();
    await page.getByRole('button', { name: 'Imprimer avec l’identité' }).click();
    const dialog = page.getByRole('dialog', { name: 'Imprimer avec l’identité' });
    await expect(dialog.getByRole('button', { name: 'Imprimer', exact: true })).toBeEnabled();
    await expect(dialog.getByRole('region', { name: 'Document à imprimer' })).toContainText('Matricule INS');
    await look(page, 'imprimer-document');
    await page.keyboard.press('Escape');
  });

  test('a validated document waits for the chosen delay: the countdown shows, and Ctrl+Z or its button gives the draft back', async () => {
    const { page, sandbox } = post;
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page.getByRole('radiogroup', { name: 'Délai pour annuler un envoi' }).getByText('30 s').click();
    await look(page, 'reglages-delai');
    await openPatient(page, qualified, 'documents');
    await addPdf(page, 'compte-rendu.pdf', await samplePdf({ title: 'Compte rendu de suite' }));
    const title = page.getByRole('textbox', { name: 'Titre' });
    await title.fill('Compte rendu validé trop tôt');
    const before = sandbox.mss.deliveries(LUC_AUBERT.mailbox).length;
    for (const undo of ['button', 'keys'] as const) {
      await page.getByRole('button', { name: 'Valider et envoyer' }).click();
      await expect(page.getByText(/^Le document part dans (30|2\d|1\d) s$/)).toBeVisible();
      await expect(channel(page, 'Mon espace santé (DMP)')).toContainText('Programmé');
      if (undo === 'button') await look(page, 'delai-annulation');
      if (undo === 'keys') await page.keyboard.press('Control+z');
      else await page.getByRole('button', { name: 'Annuler et reprendre le brouillon' }).click();
      await expect(title).toHaveValue('Compte rendu validé trop tôt');
    }
    expect(sandbox.mss.deliveries(LUC_AUBERT.mailbox)).toHaveLength(before);
    await page.getByRole('link', { name: 'Réglages' }).click();
    await page.getByRole('radiogroup', { name: 'Délai pour annuler un envoi' }).getByText('Aucun', { exact: true }).click();
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
