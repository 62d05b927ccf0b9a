import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { PAULE_DURAND } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { textOf } from '../../shared/domain/documents/page-line.ts';
import { readText } from '../../electron/pdf/text.ts';
import { counted } from './counts.ts';
import { workstation } from './fixture.ts';
import { addPdf, createPatient, look, login, openPatient, openRoom, PAT_TROIS, shot } from './workstation.ts';

const AUBERT = 'luc.aubert@medecin.sandbox.mssante.fr';
const BENALI = 'ines.benali@medecin.sandbox.mssante.fr';

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('the patient’s word', () => {
  const post = workstation({ changes: { structure: { administrators: [PAULE_DURAND.person.idNat] } } });
  let id = '';

  test.beforeAll(async () => {
    await login(post.page);
    ({ id } = await createPatient(post.client, PAT_TROIS, { qualified: false }));
  });

  const records = (page: Page): Locator => page.getByRole('region', { name: 'Information et opposition' });
  const row = (page: Page, name: RegExp): Locator => records(page).getByRole('row', { name });
  const state = (page: Page, purpose: string, name: string): Locator =>
    records(page).getByRole('radiogroup', { name: purpose, exact: true }).getByRole('radio', { name, exact: true });
  const isDark = async (dark: boolean): Promise<void> => {
    await post.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    await expect.poll(() => post.page.evaluate(() => document.getAnimations().length)).toBe(0);
  };

  test('R-003: is recorded in one click, which opens the episode, and one more tells by which means', async () => {
    const { page } = post;
    await openPatient(page, id, 'droits');
    await expect(page.getByText('aucun épisode en cours')).toBeVisible();
    const { clicks } = await counted(page, 'informing', async () => {
      await state(page, 'Alimentation', 'Informée, non opposée').click();
      await expect(row(page, /^Alimentation/)).toContainText('Dr Paule DURAND');
    });
    expect(clicks).toBe(1);
    await expect(row(page, /^Alimentation/)).toContainText('Oral');
    await expect(page.getByRole('listbox', { name: 'Épisodes' })).toContainText('Suivi en cours');
    await records(page).getByRole('button', { name: 'Actes : Alimentation' }).click();
    await page.getByRole('menuitem', { name: 'Informée, non opposée : livret' }).click();
    await expect(row(page, /^Alimentation/)).toContainText('Livret');
    await expect(state(page, 'Alimentation', 'Rien d’enregistré')).toBeDisabled();
  });

  test('R-052: an opposition to consultation is lifted at the patient’s request alone, with who heard it', async () => {
    const { page } = post;
    await state(page, 'Consultation', 'Opposée').click();
    await expect(state(page, 'Consultation', 'Opposée')).toBeChecked();
    await state(page, 'Consultation', 'Informée, non opposée').click();
    const dialog = page.getByRole('dialog', { name: 'À la demande de la patiente' });
    await expect(dialog).toContainText('Aucun motif n’est demandé ni gardé.');
    await expect(dialog.getByRole('textbox')).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: /Recueilli par/ })).toContainText('Dr Paule DURAND');
    await look(page, 'droits-a-la-demande');
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await expect(state(page, 'Consultation', 'Opposée')).toBeChecked();
    await page.getByRole('region', { name: 'Patient', exact: true }).getByText('Informée, non opposée').nth(1).click();
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(state(page, 'Consultation', 'Informée, non opposée')).toBeChecked();
    await expect(row(page, /^Consultation/)).toContainText('recueilli par Dr Paule DURAND');
  });

  test('a slip is corrected as such: what was before is back, and the history keeps both', async () => {
    const { page } = post;
    await state(page, 'MSSanté à la patiente', 'Opposée').click();
    await expect(state(page, 'MSSanté à la patiente', 'Opposée')).toBeChecked();
    await records(page).getByRole('button', { name: 'Actes : MSSanté à la patiente' }).click();
    await page.getByRole('menuitem', { name: 'Corriger une erreur de saisie…' }).click();
    await page.getByRole('dialog', { name: 'Corriger une erreur de saisie' }).getByRole('button', { name: 'Corriger la saisie' }).click();
    await expect(state(page, 'MSSanté à la patiente', 'Rien d’enregistré')).toBeChecked();
    await records(page).getByRole('button', { name: 'Historique' }).click();
    const history = page.getByRole('dialog', { name: 'Historique des choix' });
    await expect(history.getByRole('row', { name: /MSSanté à la patiente/ }).first()).toContainText('Erreur de saisie corrigée');
    await expect(history.getByRole('row', { name: /corrigé depuis/ })).toHaveCount(1);
    await look(page, 'droits-historique');
    await page.keyboard.press('Escape');
    await expect(history).toHaveCount(0);
  });

  test('correspondents are confirmed with the patient, ten and more if need be', async () => {
    const { page, client } = post;
    const panel = page.getByRole('region', { name: 'Correspondants confirmés' });
    for (const [name, role, address] of [
      ['Dr Luc AUBERT', 'Médecin traitant', AUBERT],
      ['Dr Inès BENALI', 'Prescripteur', BENALI],
    ] as const) {
      await panel.getByRole('button', { name: 'Correspondant', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Correspondant' });
      await dialog.getByRole('textbox', { name: /^Nom/ }).fill(name);
      await dialog.getByRole('button', { name: /Rôle/ }).click();
      await page.getByRole('option', { name: role }).click();
      await dialog.getByRole('textbox', { name: 'Adresse MSSanté' }).fill(address);
      await dialog.getByRole('button', { name: 'Confirmer et ajouter' }).click();
      await expect(panel.getByRole('row', { name: new RegExp(name) })).toContainText('Dr Paule DURAND');
    }
    const { episodes } = await client.call('consent.get', { id });
    const held = episodes.find(({ current }) => current)?.correspondents ?? [];
    expect(held.map(({ name, role }) => `${name} ${role}`)).toEqual(['Dr Luc AUBERT medecinTraitant', 'Dr Inès BENALI prescriber']);
    await expect(panel).toContainText('Présélectionnés à l’envoi, jamais envoyés sans vous.');
  });

  test('the screen holds four records, episodes and correspondents, in light and dark, small and at 200 %', async () => {
    const { page } = post;
    await isDark(false);
    await look(page, 'droits-information');
    await isDark(true);
    await look(page, 'droits-information-sombre');
    await isDark(false);
    await page.setViewportSize({ width: 1280, height: 800 });
    await look(page, 'droits-information-1280');
    await page.setViewportSize({ width: 640, height: 400 });
    await look(page, 'droits-information-200');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('a new document is preselected for the correspondents; an opposition of an earlier episode blocks it until it is lifted', async () => {
    const { page, client } = post;
    await client
      .call('patients.askInsi', { id })
      .then(({ proposal }) => client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' }));
    await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
    await state(page, 'Alimentation', 'Opposée').click();
    await expect(state(page, 'Alimentation', 'Opposée')).toBeChecked();
    const episodes = page.getByRole('region', { name: 'Épisodes' });
    await episodes.getByRole('button', { name: 'Ouvrir' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ouvrir un épisode' });
    await dialog.getByRole('textbox', { name: /^Parcours/ }).fill('Insuffisance cardiaque');
    await look(page, 'droits-ouvrir-episode');
    await dialog.getByRole('button', { name: 'Ouvrir l’épisode' }).click();
    await expect(episodes.getByRole('option', { name: /Consultation en cours/ })).toContainText('Insuffisance cardiaque');
    await expect(records(page)).toContainText('Opposée lors d’un épisode précédent');
    await look(page, 'droits-opposition-precedente');
    await page.getByRole('region', { name: 'Correspondants confirmés' }).getByRole('button', { name: 'Tout confirmer' }).click();
    await expect(page.getByRole('region', { name: 'Correspondants confirmés' })).not.toContainText('à confirmer');

    await openPatient(page, id, 'documents');
    await addPdf(page, 'cr.pdf', Buffer.from(await samplePdf()));
    const channels = page.getByRole('list', { name: 'Envoi' });
    await expect(channels.getByRole('listitem').filter({ hasText: 'Dr Luc AUBERT' })).toBeVisible();
    await expect(channels.getByRole('listitem').filter({ hasText: 'Dr Inès BENALI' })).toContainText('prescripteur');
    await expect(channels.getByRole('listitem').filter({ hasText: 'Mon espace santé (DMP)' })).toContainText('Lors d’un épisode précédent');

    await openPatient(page, id, 'droits');
    await records(page).getByRole('button', { name: 'Lever l’opposition : Alimentation' }).click();
    await expect(state(page, 'Alimentation', 'Informée, non opposée')).toBeChecked();
    await openPatient(page, id, 'documents');
    await expect(channels.getByRole('listitem').filter({ hasText: 'Mon espace santé (DMP)' })).toContainText('prêt');
  });

  test('R-072: an opposition to messages closes that way, and says so', async () => {
    const { page, client } = post;
    await client.call('patients.recordInformation', { id, purpose: 'mssProfessionals', state: 'opposed' });
    const mail = page.getByRole('list', { name: 'Envoi' }).getByRole('listitem').filter({ hasText: 'Dr Luc AUBERT' });
    await expect(mail).toContainText('La personne s’oppose à cet envoi par MSSanté');
    await client.call('patients.recordInformation', { id, purpose: 'mssProfessionals', state: 'informed' });
    await expect(mail).not.toContainText('s’oppose');
  });

  test('an episode is closed by hand, and what was said in it stays readable', async () => {
    const { page } = post;
    await openPatient(page, id, 'droits');
    const episodes = page.getByRole('region', { name: 'Épisodes' });
    await episodes.getByRole('button', { name: 'Clore la consultation' }).click();
    await page.getByRole('dialog', { name: 'Clore l’épisode' }).getByRole('button', { name: 'Clore l’épisode' }).click();
    await expect(episodes.getByRole('option', { name: /Consultation close/ })).toBeVisible();
    await expect(state(page, 'Alimentation', 'Opposée')).toBeChecked();
    await episodes.getByRole('option', { name: /Consultation close/ }).click();
    await expect(episodes).toContainText('La patiente n’y avait exprimé aucune opposition.');
  });

  test('what the structure tells everybody costs no click, and is shown as such; its notice is read in large letters', async () => {
    const { page, client } = post;
    await openRoom(page, 'settings');
    const panel = page.getByRole('region', { name: 'Information collective' });
    await panel.getByRole('textbox', { name: 'En place depuis le' }).fill('01/09/2024');
    await panel.getByRole('button', { name: 'Déclarer' }).click();
    await expect(panel).toContainText('Affiche depuis le 01/09/2024');
    const notice = page.getByRole('region', { name: 'Notice d’information' });
    await notice.getByRole('textbox', { name: 'Avant le texte légal' }).fill('Le cabinet vous informe.');
    await notice.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(notice).toContainText('2026-1.1');
    await look(page, 'reglages-structure');

    const other = await createPatient(client, { ...PAT_TROIS, birthName: 'COLLECTIVE', birthDate: '1966-06-06' }, { qualified: false });
    await openPatient(page, other.id, 'droits');
    await expect(row(page, /^Alimentation/)).toContainText('Collective');
    await expect(row(page, /^Alimentation/)).toContainText('depuis le 01/09/2024');
    await expect(state(page, 'Alimentation', 'Informée, non opposée')).toBeChecked();
    await expect(state(page, 'Consultation', 'Rien d’enregistré')).toBeChecked();
    await look(page, 'droits-collective');
    await records(page).getByRole('button', { name: 'Notice' }).click();
    const dialog = page.getByRole('dialog', { name: 'Notice d’information' });
    await expect(dialog).toContainText('Le cabinet vous informe.');
    await dialog.getByRole('button', { name: 'Agrandir' }).click();
    await look(page, 'droits-notice-grande');
    await page.keyboard.press('Escape');
  });

  test('the notice is printed whole, alone on its pages, after a document was read too', async () => {
    const { page, client } = post;
    await client.call('structure.saveNotice', { before: 'Le cabinet vous informe.\n'.repeat(60), after: 'À bientôt.' });
    await openPatient(page, id, 'documents');
    await page.getByRole('grid', { name: 'Documents' }).getByRole('row').nth(1).click();
    await expect(page.locator('canvas').first()).toBeVisible();
    await openPatient(page, id, 'droits');
    await records(page).getByRole('button', { name: 'Notice' }).click();
    await expect(page.getByRole('dialog', { name: 'Notice d’information' })).toContainText('À bientôt.');
    let paper: readonly string[] = [];
    // The dialog is on its way up for an instant.
    await expect(async () => {
      const { pages } = await readText(new Uint8Array(await page.pdf({ format: 'A4' })), 1, 20);
      paper = pages.map(textOf);
      expect(paper.length).toBeGreaterThan(1);
    }).toPass();
    expect(paper[0]).toContain('Le cabinet vous informe.');
    expect(paper.join('\n')).toContain('Vos documents dans Mon espace santé');
    expect(paper.at(-1)).toContain('À bientôt.');
    expect(paper.join('\n')).not.toContain('Correspondants confirmés');
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'droits-notice-imprimee');
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Escape');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
