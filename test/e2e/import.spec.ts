import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { adt, crowd, csvFile } from '../integration/patients/files.ts';
import { login, look, openWorkstation, type Workstation } from './workstation.ts';

/** A CSV whose columns are not named as usual, with most of what can be wrong in a line. */
const FOREIGN = Buffer.from([
  'Dossier;Patronyme;Petits noms;G;Né le;Lieu;NIR;Clef;Remarque',
  'F1;COLONNE-UNE;ANNE MARIE;F;03/12/1979;51454;2790351215189;89;suivie à Reims',
  'F2;COLONNE-DEUX;LÉA;F;31/02/1980;51454;;;',
  'F3;C0LONNE;JEAN;M;05/06/1981;51454;;;',
  'F4;COLONNE;JEAN;X;05/06/1981;51454;;;',
  'F5;COLONNE;JEAN;M;05/06/1981;5145;;;',
  'F6;COLONNE;JEAN;M;05/06/1981;51454;27903512151898;;',
  'F7;COLONNE;JEAN;M;05/06/1981;51454;2790351215189890;;',
  'F8;COLONNE;JEAN;M;05/06/1981;51454;2790351215189;88;',
  'F\u00019;COLONNE;JEAN;M;05/06/1981;51454;;;',
  'F10,COLONNE,JEAN,M,05/06/1981,51454,,,',
  'F11;"COLONNE;JEAN;M;05/06/1981;51454;;;',
  '',
].join('\r\n'));
const MIXED = Buffer.concat([FOREIGN, Buffer.from('F12;DUPR\u00E9;JEAN;M;05/06/1981;51454;;;\r\n', 'latin1')]);

/** Days over 12: the order of the dates is not in doubt. */
const CROWD = csvFile(crowd(30_000).map((one) => ({ ...one, birthDate: '28/03/1979' })));

test.describe.configure({ mode: 'serial' });
test.describe('a file of patients is imported', () => {
  let post: Workstation;

  test.beforeAll(async () => {
    post = await openWorkstation({ size: { width: 1280, height: 800 } });
    await login(post.page);
    await post.page.keyboard.press('Alt+1');
    await post.page.getByRole('button', { name: 'Importer' }).click();
  });
  test.afterAll(async () => {
    await post.close();
  });

  const choose = (page: Page, name: string, buffer: Buffer): Promise<void> => page.setInputFiles('input[type=file]', { name, mimeType: 'text/plain', buffer });
  const columns = (page: Page) => page.getByRole('region', { name: 'Colonnes du fichier' });
  const give = async (page: Page, field: RegExp, column: string): Promise<void> => {
    await columns(page).getByRole('button', { name: field }).click();
    await page.getByRole('option', { name: new RegExp(`^${column}`) }).click();
  };

  test('a CSV with columns of its own asks which is which, then says what is wrong, line by line', async () => {
    const { page } = post;
    await choose(page, 'confrere.csv', MIXED);
    await expect(columns(page).getByRole('group', { name: 'Premières lignes du fichier' })).toContainText('suivie à Reims');
    await expect(page.getByRole('button', { name: 'Vérifier le fichier' })).toBeDisabled();
    await look(page, 'import-colonnes');
    await give(page, /IPP/, 'Dossier');
    await give(page, /Nom de naissance/, 'Patronyme');
    await give(page, /Prénoms de naissance \(obligatoire\)/, 'Petits noms');
    await give(page, /Sexe/, 'G');
    await give(page, /Lieu de naissance/, 'Lieu');
    await give(page, /Matricule INS/, 'NIR');
    await give(page, /Clé du matricule/, 'Clef');
    await look(page, 'import-colonnes-choisies');
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    const refused = page.getByRole('region', { name: 'Lignes refusées' });
    await expect(refused.getByRole('row')).toHaveCount(13);
    for (const words of [
      'Colonne « Né le » : ce jour n’existe pas dans le calendrier.',
      'Colonne « Patronyme » : ',
      'Colonne « G » : le sexe n’est ni M, ni F, ni indéterminé (I).',
      'Colonne « Lieu » : ',
      'Colonne « NIR » : le matricule INS n’a pas la bonne forme',
      'Colonne « Dossier » : un caractère de contrôle',
      'Nombre de colonnes de cette ligne : 1 au lieu de 9.',
      'Les guillemets de cette ligne sont mal placés',
      'Les lettres accentuées de cette ligne ne se lisent pas',
    ]) await expect(refused).toContainText(words);
    await refused.scrollIntoViewIfNeeded();
    await look(page, 'import-refus');
  });

  test('the same heading goes by itself the next time, and can still be changed', async () => {
    const { page } = post;
    await choose(page, 'confrere-2.csv', Buffer.from('Dossier;Patronyme;Petits noms;G;Né le;Lieu;NIR;Clef;Remarque\nF20;COLONNE-SUITE;ANNE;F;03/12/1979;51454;;;\n'));
    await expect(columns(page)).toContainText('comme pour votre dernier fichier');
    await expect(page.getByRole('button', { name: 'Modifier les colonnes' })).toBeVisible();
    await look(page, 'import-colonnes-gardees');
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await page.getByRole('button', { name: /importer pour de vrai/ }).click();
    await expect(page.getByText(/1 créé · 0 mis à jour · 0 inchangé · 0 refusé/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Modifier les colonnes' }).click();
    await expect(columns(page).getByRole('button', { name: /Sexe/ })).toContainText('G');
  });

  test('a file of usual columns goes with no step; stopped, it goes on from there', async () => {
    const { page } = post;
    await choose(page, 'foule.csv', CROWD);
    await expect(columns(page)).toContainText('d’après leurs noms');
    await expect(columns(page).getByRole('group')).toHaveCount(0);
    await page.getByText('Essai à blanc').first().click();
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await expect(page.getByText(/lus sur .* · [1-9]/)).toBeVisible();
    await page.getByRole('button', { name: 'Arrêter l’import' }).click();
    await expect(page.getByText('Pour reprendre, relancez')).toBeVisible();
    const [cut] = await post.client.call('imports.list', null);
    expect(cut).toMatchObject({ state: 'cancelled' });
    expect(cut?.lines).toBeLessThan(30_000);
    await look(page, 'import-arrete');
    await choose(page, 'foule.csv', CROWD);
    await expect(columns(page)).toContainText('l’import reprend après');
    await look(page, 'import-reprise');
    await page.getByRole('button', { name: 'Reprendre l’import' }).click();
    await expect(page.getByText(/30\s000 créés · 0 mis à jour · 0 inchangé · 0 refusé/).first()).toBeVisible({ timeout: 60_000 });
    expect((await post.client.call('imports.list', null))[0]).toMatchObject({ id: cut?.id, state: 'done', lines: 30_000 });
  });

  test('a cut HL7 file gives its whole messages, and says that it is cut', async () => {
    const { page } = post;
    const file = adt({ event: 'A01', ipp: 'H7', birthName: 'MESSAGE', visit: 'V1' }) + adt({ event: 'A28', ipp: 'H8', birthName: 'M3SSAGE' }) + adt({ event: 'A28', ipp: 'H9', birthName: 'COUPE' }).slice(0, -40);
    await choose(page, 'adt.hl7', Buffer.from(file));
    await expect(columns(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    const refused = page.getByRole('region', { name: 'Lignes refusées' });
    await expect(refused).toContainText('Nom de naissance (PID-5) : ');
    await expect(refused).toContainText('Le dernier message n’est pas terminé : le fichier est coupé.');
    await look(page, 'import-hl7');
  });

  test('an import that another window gives shows here, and can be stopped', async () => {
    const { page, client } = post;
    const bytes = csvFile(crowd(10));
    await client.call('imports.begin', { kind: 'csv', fileName: 'ailleurs.csv', size: bytes.byteLength, dryRun: true, head: new Uint8Array(bytes) });
    const row = page.getByRole('listitem').filter({ hasText: 'ailleurs.csv' });
    await expect(row).toContainText('en cours');
    await page.reload();
    await expect(row).toContainText('en cours');
    await row.getByRole('button', { name: 'Arrêter' }).click();
    await expect(row).toContainText('arrêté');
  });

  test('in the dark and in a small window', async () => {
    const { page } = post;
    await post.client.call('settings.save', { ...(await post.client.call('settings.get', null)), theme: 'dark' });
    await page.reload();
    await choose(page, 'autre.csv', Buffer.from('Qui;Comment;Quand\nPAT;ZOE;05/06/1979\n'));
    await expect(columns(page)).toBeVisible();
    await look(page, 'import-sombre');
    await page.setViewportSize({ width: 640, height: 400 });
    await columns(page).scrollIntoViewIfNeeded();
    await look(page, 'import-petit');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
