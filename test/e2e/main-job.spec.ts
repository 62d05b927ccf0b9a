import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { chromium } from 'playwright-core';
import { findChromium } from '../../electron/platform/chromium/browser.ts';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { axe, dropFile, login, look, openArrived, SHOTS } from './workstation.ts';

const TITLE = 'Compte rendu de consultation de cardiologie';
/** The README's picture; written again only when asked (POSTE_README_IMAGE=1). */
const README_IMAGE = fileURLToPath(new URL('../../resources/aide/images/document-a-envoyer.png', import.meta.url));

test.describe.configure({ mode: 'serial' });
test.describe('the main job, in the window', () => {
  const post = workstation({ autoApprove: null });

  test('the PIN is typed once, then the activity is chosen', async () => {
    const { page } = post;
    await expect(page.getByText(/3 essais restants/)).toBeVisible();
    await look(page, '1-code-porteur');
    await login(page);
    const card = page.getByRole('group', { name: 'Session ouverte' });
    await expect(card).toContainText('Dr Paule DURAND');
    await expect(card).toContainText('Cabinet du Port');
    await expect(card).toContainText('Médecine Générale');
  });

  test('MSSanté is a second, visible login: the digits to compare with the phone; refused there, it is not opened', async () => {
    const { page, sandbox } = post;
    await page.getByRole('button', { name: 'Connecter MSSanté' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connexion MSSanté par Pro Santé Connect' });
    await expect(dialog.getByTestId('binding')).toHaveText(/^\d{2}$/);
    await expect.poll(() => sandbox.psc.pending()[0]?.digits).toBe(await dialog.getByTestId('binding').textContent());
    await look(page, '2-connexion-mssante');
    await fetch(`${sandbox.psc.phoneUrl}/refuse/${sandbox.psc.pending()[0]?.id ?? ''}`, { method: 'POST' });
    await expect(page.getByRole('button', { name: 'MSSanté : reconnecter' })).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('status').getByRole('button', { name: 'Fermer' }).click();
  });

  test('approved a moment later by itself, MSSanté is connected and every service answers', async () => {
    const { page, sandbox } = post;
    sandbox.psc.setAutoApprove(2500);
    await page.getByRole('button', { name: 'MSSanté : reconnecter' }).click();
    await expect(page.getByTestId('binding')).toHaveText(/^\d{2}$/);
    await expect(page.getByText('MSSanté connectée')).toBeVisible();
    await expect(page.getByTestId('binding')).toHaveCount(0);
    for (const name of ['INSi', 'DMP', 'MSSanté connectée'])
      await expect(page.getByRole('button', { name: `${name} : disponible` })).toBeVisible();
  });

  test('a patient is created from traits, INSi’s beside them are accepted, the document seen recorded: Qualifiée', async () => {
    const { page } = post;
    await page.getByRole('button', { name: 'Nouveau patient' }).first().click();
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('Pat-Trois');
    await page.getByRole('textbox', { name: 'Prénoms de naissance' }).fill('Dominique Marie-Louise');
    await page.getByRole('radio', { name: 'Féminin' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Date de naissance' }).fill('28/03/1979');
    await page.getByRole('combobox', { name: 'Lieu de naissance' }).fill('51215');
    await page.getByRole('option').filter({ hasText: '51215' }).click();
    await look(page, '3-nouveau-patient');
    await page.getByRole('button', { name: 'Créer le patient' }).click();
    const banner = page.getByRole('region', { name: 'Patient', exact: true });
    await expect(banner).toContainText('Identité provisoire');
    await expect(banner).toContainText('Matricule INS pas encore récupéré');
    const accept = page.getByRole('button', { name: 'Accepter les traits INSi' });
    await expect(accept).toBeVisible();
    await expect(page.getByRole('row', { name: /^Nom de naissance/ })).toContainText('Identique');
    await look(page, '4-traits-insi');
    await accept.click();
    await expect(banner).toContainText('Identité récupérée');
    // No type is proposed: the one seen is chosen.
    const documents = page.getByRole('group', { name: /^Pièces d’identité/ });
    await expect(documents).toBeFocused();
    await documents.getByRole('button', { name: 'Carte nationale d’identité' }).click();
    await expect(banner).toContainText('Identité qualifiée');
    await expect(banner).toContainText('2 79 03 51 215 189');
    await expect(banner).toContainText('NIR de test');
    await look(page, '5-identite-qualifiee');
  });

  test('the patient is informed and does not oppose feeding, in one click', async () => {
    const { page } = post;
    const feeding = page.getByRole('region', { name: 'Patient', exact: true }).getByRole('radiogroup', { name: 'Alimentation' });
    await feeding.getByText('Informée, non opposée').click();
    await expect(feeding.getByRole('radio', { name: 'Informée, non opposée' })).toBeChecked();
  });

  test('a PDF dropped on the patient from another tab is read, its type recognised, its pages drawn', async () => {
    const { page } = post;
    await page.getByRole('tab', { name: 'Synthèse' }).click();
    await dropFile(page, { name: 'compte-rendu-de-consultation.pdf', bytes: await samplePdf() });
    await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('CR ou fiche de consultation ou de visite');
    await expect(page.getByText(/reconnu dans/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Compte rendu de consultation');
    const preview = page.getByRole('region', { name: /^Aperçu de/ });
    await expect(preview).toHaveAttribute('aria-busy', 'false');
    await expect(preview).toContainText('Je reçois ce jour votre patiente');
  });

  test('what the patient will see and both channels are shown before validating', async () => {
    const { page } = post;
    await page.getByRole('textbox', { name: 'Titre' }).fill(TITLE);
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).fill(LUC_AUBERT.mailbox);
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).press('Enter');
    const channels = page.getByRole('list', { name: 'Envoi' });
    await expect(channels.getByRole('listitem').filter({ hasText: 'Mon espace santé (DMP)' })).toContainText('prêt');
    await expect(channels.getByRole('listitem').filter({ hasText: LUC_AUBERT.mailbox })).toContainText('prêt');
    await expect(page.getByText(`« ${TITLE} »`)).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Documents' })).toContainText(TITLE);
    await expect(page.getByText('Enregistrement…')).toHaveCount(0);
    await look(page, '6-document-a-envoyer');
    if (process.env['POSTE_README_IMAGE'] === '1') {
      await mkdir(dirname(README_IMAGE), { recursive: true });
      await copyFile(join(SHOTS, '6-document-a-envoyer.png'), README_IMAGE);
    }
  });

  test('validated, it leaves by the DMP and by MSSanté, each channel with its own state, without a reload', async () => {
    const { page, sandbox } = post;
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    await expect(page.getByRole('heading', { name: 'Envois du document' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Envoi' }).getByText('Envoyé', { exact: true })).toHaveCount(2);
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('DMP ouvert');
    await look(page, '7-envoye');
    const delivery = sandbox.mss.deliveries(LUC_AUBERT.mailbox).at(-1);
    expect(delivery?.headers).toMatchObject({ 'X-MSS-INS': 'O', 'X-MSS-CODECDA': '11488-4', 'X-MSS-NIL': 'DEV000000' });
    expect(delivery?.attachments.map((a) => a.name)).toContain('IHE_XDM.zip');
    expect(delivery?.attachments.some((a) => a.name.endsWith('.pdf'))).toBe(true);
    expect(sandbox.dmp.journal.map((entry) => entry.action?.split(':').at(-1))).toContain('ProvideAndRegisterDocumentSet-b');
  });

  test('a second PDF added with the button becomes a draft of its own, thrown away in one click, and nothing else is shown in its place', async () => {
    const { page } = post;
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ajouter' }).click();
    await (await chooser).setFiles({ name: 'scan-0042.pdf', mimeType: 'application/pdf', buffer: await samplePdf({ title: '' }) });
    // The document that was sent stays chosen: the one that arrived is opened from its line.
    await openArrived(page, 'scan-0042.pdf');
    await expect(page.getByRole('textbox', { name: 'Titre' })).toBeVisible();
    // The médecin traitant is known now: proposed without being asked.
    await expect(page.getByRole('list', { name: 'Envoi' })).toContainText(LUC_AUBERT.mailbox);
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
    await expect(page.getByText('Choisissez un document dans la liste, ou déposez un PDF.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Dernière action' })).toContainText('Brouillon de PAT-TROIS DOMINIQUE supprimé');
  });

  test('the history of the record and the journal tell every act', async () => {
    const { page } = post;
    await page.getByRole('tab', { name: 'Historique' }).click();
    const history = page.getByRole('grid', { name: 'Historique du dossier' });
    for (const act of ['Document déposé au DMP', 'Message remis au serveur MSSanté', 'Document validé et envoyé', 'Document ajouté']) {
      await expect(history.getByRole('row').filter({ hasText: act }).first()).toContainText('Dr Paule DURAND');
    }
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('button', { name: 'Vérifier la chaîne' }).click();
    await expect(page.getByText(/^Journal intègre/)).toBeVisible();
    await look(page, '8-journal');
  });

  test('Mon espace santé shows the document, its author and the trace of the access', async () => {
    const { sandbox } = post;
    // The application's own window refuses every foreign origin: the patient has a browser of their own.
    const browser = await chromium.launch({ executablePath: findChromium(null), chromiumSandbox: process.getuid?.() !== 0 });
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const patient = await context.newPage();
      await patient.goto(`${sandbox.portal.url}patient/279035121518989`);
      const document = patient.getByRole('listitem').filter({ hasText: TITLE });
      await expect(document).toContainText(/Paule DURAND/i);
      await expect(document).toContainText('Cabinet du Port');
      const trace = patient.getByRole('region', { name: 'Qui a accédé à mon dossier' });
      await expect(trace.getByRole('row').filter({ hasText: TITLE })).toContainText(/DURAND/);
      await patient.screenshot({ path: join(SHOTS, '9-mon-espace-sante.png') });
      expect(await axe(patient)).toEqual([]);
      const opened = await context.request.get(
        new URL((await document.getByRole('link').getAttribute('href')) ?? '', sandbox.portal.url).href,
      );
      expect(opened.headers()['content-type']).toBe('application/pdf');
      expect((await opened.body()).subarray(0, 5).toString()).toBe('%PDF-');
    } finally {
      await browser.close();
    }
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
