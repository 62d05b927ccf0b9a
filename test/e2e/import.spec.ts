import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { adt, strangers, csvFile } from '../integration/patients/files.ts';
import { SMALL, workstation } from './fixture.ts';
import { login, look, openRoom } from './workstation.ts';

/** A CSV whose columns are not named as usual, with most of what can be wrong in a line. */
const FOREIGN = Buffer.from(
  [
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
  ].join('\r\n'),
);
const MIXED = Buffer.concat([FOREIGN, Buffer.from('F12;DUPR\u00E9;JEAN;M;05/06/1981;51454;;;\r\n', 'latin1')]);

/** Lines of usual columns. */
const csvOf = (...lines: readonly string[]): Buffer =>
  Buffer.from(['IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG', ...lines, ''].join('\r\n'));

const CROWD = csvFile(strangers(30_000));

test.describe.configure({ mode: 'serial' });
test.describe('a file of patients is imported', () => {
  const post = workstation({ size: SMALL });

  test.beforeAll(async () => {
    await login(post.page);
    await openRoom(post.page, 'patients');
    await post.page.getByRole('button', { name: 'Importer' }).click();
  });

  const choose = (page: Page, name: string, buffer: Buffer): Promise<void> =>
    page.getByLabel('Fichier CSV ou HL7 à importer').setInputFiles({ name, mimeType: 'text/plain', buffer });
  const columns = (page: Page) => page.getByRole('region', { name: 'Colonnes du fichier' });
  const give = async (page: Page, field: RegExp, column: string): Promise<void> => {
    await columns(page).getByRole('button', { name: field }).click();
    await page.getByRole('option', { name: new RegExp(`^${column}`) }).click();
  };

  test('a CSV with columns of its own asks which is which, then says what is wrong, line by line', async () => {
    const { page } = post;
    await choose(page, 'confrere.csv', MIXED);
    await expect(columns(page).getByRole('group', { name: 'Premières lignes du fichier' })).toContainText('suivie à Reims');
    await expect(columns(page)).toContainText('Colonnes non reprises : « Dossier », « Patronyme »');
    await expect(page.getByRole('button', { name: 'Vérifier le fichier' })).toBeDisabled();
    await look(page, 'import-colonnes');
    await give(page, /IPP/, 'Dossier');
    await give(page, /Nom de naissance/, 'Patronyme');
    await give(page, /Prénoms de naissance \(obligatoire\)/, 'Petits noms');
    await give(page, /Sexe/, 'G');
    await give(page, /Lieu de naissance .code/, 'Lieu');
    await give(page, /Matricule INS/, 'NIR');
    await give(page, /Clé du matricule/, 'Clef');
    await expect(columns(page)).toContainText('une colonne est choisie pour deux champs');
    await expect(page.getByRole('button', { name: 'Vérifier le fichier' })).toBeDisabled();
    await give(page, /sécurité sociale/, 'Aucune colonne');
    await expect(columns(page)).toContainText('Colonne non reprise : « Remarque ». Ce qu’elle contient ne sera pas importé.');
    await look(page, 'import-colonnes-choisies');
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    const refused = page.getByRole('region', { name: 'Lignes refusées' });
    await expect(refused.getByRole('row')).toHaveCount(8);
    for (const words of [
      'Colonne « Né le » : ce jour n’existe pas dans le calendrier.',
      'Colonne « Patronyme » : ',
      'Colonne « G » : le sexe n’est ni M, ni F, ni indéterminé (I).',
      'Colonne « Dossier » : un caractère de contrôle',
      'Nombre de colonnes de cette ligne : 1 au lieu de 9.',
      'Les guillemets de cette ligne sont mal placés',
      'Les lettres accentuées de cette ligne ne se lisent pas',
    ])
      await expect(refused).toContainText(words);
    await expect(refused.getByRole('row').filter({ hasText: 'C0LONNE JEAN' })).toContainText('le caractère « 0 » n’est pas admis');
    await expect(page.getByRole('region', { name: 'À savoir' })).toContainText('4 × Matricule INS reçu et gardé à part');
    await refused.scrollIntoViewIfNeeded();
    await look(page, 'import-refus');
  });

  test('refused lines are given back as a file, which is then taken once corrected', async () => {
    const { page, dataFolder } = post;
    await choose(page, 'accueil.csv', csvOf('R1;REFUSE-UN;ANNE;F;31/02/1980;51454', 'R2;REFUSE-DEUX;JEAN;M;05/06/1981;51454'));
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await expect(page.getByRole('list', { name: 'Résultat' })).toHaveText('1 serait créé0 serait mis à jour0 inchangé1 serait refusé');
    const refused = page.getByRole('region', { name: 'Lignes refusées' });
    const line = refused.getByRole('row').nth(1);
    await expect(line).toContainText('REFUSE-UN ANNE');
    await expect(line).toContainText('31/02/1980');
    await expect(line.getByText('IMPORT_DATE')).toBeHidden();
    await line.getByText('Détail').click();
    await expect(line.getByText('IMPORT_DATE')).toBeVisible();
    await refused.getByRole('button', { name: 'Télécharger les lignes refusées' }).click();
    await expect(page.getByText('« accueil-refusees.csv » : 1 ligne à corriger, puis à donner de nouveau ici.')).toBeVisible();
    await look(page, 'import-lignes-rendues');
    const given = async (): Promise<string> =>
      await readFile(join(dataFolder, 'downloads', 'accueil-refusees.csv'), 'utf8').catch(() => '');
    await expect
      .poll(given)
      .toMatch(/^\uFEFFMotif du refus;IPP;.*\r?\n"Colonne « Date de naissance » : [^"]+";R1;REFUSE-UN;ANNE;F;31\/02\/1980;51454\r\n$/);
    await choose(page, 'accueil-refusees.csv', Buffer.from((await given()).replace('31/02', '28/02')));
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('1 serait créé');
  });

  test('a number given to somebody else is seen side by side, and settled by a record of their own', async () => {
    const { page, client } = post;
    const real = async (name: string, buffer: Buffer): Promise<void> => {
      await choose(page, name, buffer);
      await page.getByText('Essai à blanc').first().click();
      await page.getByRole('button', { name: 'Importer', exact: true }).click();
    };
    await real('patients.csv', csvOf('K1;ALPHAND;ANNE;F;12/03/1979;51215', 'K2;BERTHOLD;LOUIS;M;01/01/1960;63220'));
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('2 créés');
    await real('hopital.csv', csvOf('K1;ZOLAND;MARC;M;01/02/1950;63220', 'K2;AUBERGE;MIA;F;03/04/1999;51454'));
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('2 refusés, dont 2 en conflit');
    await page.getByRole('button', { name: 'Comparer les 2 contradictions dans « À traiter »' }).click();
    const conflicts = page.getByRole('grid', { name: 'Contradictions' });
    const chosen = page.getByRole('region', { name: 'Contradiction choisie' });
    await expect(conflicts.getByRole('row')).toHaveCount(3);
    await expect(page.getByText('Choisissez une contradiction')).toBeVisible();
    await expect(chosen).toHaveCount(0);
    await look(page, 'contradictions');
    await expect(conflicts.getByRole('row', { name: /ALPHAND/ })).toContainText('12/03/1979 · P');
    await expect(conflicts.getByRole('row', { name: /ALPHAND/ })).toContainText('ZOLAND MARC, 01/02/1950 · K1');
    await conflicts.getByRole('row', { name: /ALPHAND/ }).click();
    for (const words of ['Reçu de hopital.csv, ligne 2', 'Ne vous fiez pas au numéro.']) await expect(chosen).toContainText(words);
    await expect(chosen.getByRole('row', { name: /Nom de naissance/ })).toHaveText(/ALPHAND.*ZOLAND.*Discordant/);
    await expect(chosen.getByRole('row', { name: /Sexe/ })).toHaveText(/Féminin.*Masculin.*Discordant/);
    await expect(chosen.getByRole('row', { name: /Numéros/ })).toHaveText(/P\d+, K1.*K1/);
    await look(page, 'contradiction');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
    await look(page, 'contradiction-sombre');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 640, height: 400 });
    await look(page, 'contradiction-petit');
    await page.setViewportSize({ width: 1280, height: 800 });

    await chosen.getByRole('button', { name: 'Créer un dossier à part' }).click();
    const dialog = page.getByRole('dialog', { name: 'Créer un dossier à part' });
    await expect(dialog).toContainText('Le numéro K1 désignera le nouveau dossier, et non plus ALPHAND Anne.');
    await look(page, 'dossier-a-part');
    await dialog.getByRole('button', { name: 'Créer le dossier ZOLAND Marc' }).click();
    await expect(conflicts.getByRole('row')).toHaveCount(2);
    await expect(chosen).toHaveCount(0);
    await expect(page.getByText('Dossier créé à part, en identité provisoire.').first()).toBeVisible();
    await expect(conflicts.getByRole('row', { name: /BERTHOLD/ })).toBeFocused();
    expect(await client.call('patients.search', { query: 'K1' })).toMatchObject([
      { birthName: 'ZOLAND', firstName: 'MARC', status: 'PROV' },
    ]);
    expect(await client.call('patients.search', { query: 'alphand' })).toMatchObject([
      { birthName: 'ALPHAND', sex: 'F', birthDate: '1979-03-12' },
    ]);

    await page.keyboard.press('Enter');
    await expect(chosen).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(conflicts.getByRole('row', { name: /BERTHOLD/ })).toBeFocused();
    await chosen.getByRole('button', { name: /Ouvrir le dossier/ }).click();
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('BERTHOLD');
    await page.goBack();
    await expect(chosen).toContainText('AUBERGE');
    await chosen.getByRole('button', { name: 'Classer' }).click();
    await expect(page.getByText('Aucune contradiction.')).toBeVisible();
    await expect(page.getByRole('tab', { name: /Contradictions/ })).toBeFocused();
    await openRoom(page, 'patients');
    await page.getByRole('button', { name: 'Importer' }).click();
  });

  test('two records that look alike are both there: the list tells them apart, their acts stand on one line', async () => {
    const { page, client } = post;
    await choose(page, 'doubles.csv', csvOf('L1;ROCHER;ANNE;F;12/03/1979;51215', 'L2;ROCHET;ANNE;F;12/03/1979;51215'));
    await page.getByText('Essai à blanc').first().click();
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('2 créés');
    // They are looked for once the file is taken.
    await expect.poll(async () => (await client.call('worklists.get', null)).conflicts.length).toBe(1);
    await openRoom(page, 'patients');
    await page.getByRole('link', { name: /À traiter/ }).click();
    await page.getByRole('tab', { name: /Contradictions/ }).click();
    const line = page.getByRole('grid', { name: 'Contradictions' }).getByRole('row', { name: /ROCHE/ });
    await expect(line).toContainText(/ROCHE[RT] Anne12\/03\/1979 · P\d+.*ROCHE[RT] Anne, 12\/03\/1979 · P\d+/);
    await line.click();
    const chosen = page.getByRole('region', { name: 'Contradiction choisie' });
    await expect(chosen).toContainText('Les deux dossiers existent : dites si c’est la même personne.');
    const tops = await chosen
      .locator('footer')
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
    expect(tops).toHaveLength(4);
    expect(new Set(tops).size).toBe(1);
    await look(page, 'contradiction-ressemblants');
    await chosen.getByRole('button', { name: 'Classer' }).click();
    await expect(page.getByText('Aucune contradiction.')).toBeVisible();
    await openRoom(page, 'patients');
    await page.getByRole('button', { name: 'Importer' }).click();
  });

  test('messages that are not taken are counted by event, and what is to be known is said once', async () => {
    const { page } = post;
    const ins = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' };
    const file = [
      adt({ event: 'A05', ipp: 'H40', visit: 'V1' }),
      adt({ event: 'A05', ipp: 'H41', visit: 'V2' }),
      adt({ event: 'A47', ipp: 'H42', merged: 'H43' }),
      adt({ event: 'A28', ipp: 'H44', birthName: 'MATRICULE-RECU', ins }),
    ].join('');
    await choose(page, 'evenements.hl7', Buffer.from(file));
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('1 serait créé');
    await expect(page.getByRole('list', { name: 'Résultat' })).toContainText('3 ignorés');
    const ignored = page.getByRole('region', { name: 'Messages ignorés' });
    await expect(ignored).toContainText('2 × ADT^A05 : pré-admission');
    await expect(ignored).toContainText('1 × ADT^A47 : changement de numéro de patient');
    await expect(page.getByRole('region', { name: 'À savoir' })).toContainText('1 × Matricule INS reçu et gardé à part');
    await look(page, 'import-ignores');
  });

  test('the same heading goes by itself the next time, and can still be changed', async () => {
    const { page } = post;
    await choose(
      page,
      'confrere-2.csv',
      Buffer.from('Dossier;Patronyme;Petits noms;G;Né le;Lieu;NIR;Clef;Remarque\nF20;COLONNE-SUITE;ANNE;F;03/12/1979;51454;;;\n'),
    );
    await expect(columns(page)).toContainText('comme pour votre dernier fichier');
    await expect(page.getByRole('button', { name: 'Modifier les colonnes' })).toBeVisible();
    const preview = page.getByRole('region', { name: 'La première ligne, comme elle sera prise' });
    await expect(preview.getByRole('row').filter({ hasText: 'COLONNE-SUITE ANNE' })).toContainText('Féminin03/12/1979REIMS (51)F20', {
      ignoreCase: true,
    });
    await look(page, 'import-colonnes-gardees');
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await page.getByRole('button', { name: /importer maintenant/ }).click();
    const past = page.getByRole('listitem').filter({ hasText: 'confrere-2.csv' }).first();
    await expect(past).toHaveText(/terminé1 créé$/);
    // It is done: nothing calls for doing it again.
    await expect(page.getByRole('button', { name: 'Importer', exact: true })).toHaveAttribute('data-variant', 'secondary');
    await expect(page.getByText(/ lus sur /)).toHaveCount(0);
    await look(page, 'import-fait');
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
    await expect(page.getByRole('listitem').filter({ hasText: 'foule.csv' })).toHaveText(/terminé30\s000 créés$/, { timeout: 60_000 });
    expect((await post.client.call('imports.list', null))[0]).toMatchObject({ id: cut?.id, state: 'done', lines: 30_000 });
  });

  test('a cut HL7 file gives its whole messages, and says that it is cut', async () => {
    const { page } = post;
    const file =
      adt({ event: 'A01', ipp: 'H7', birthName: 'MESSAGE', visit: 'V1' }) +
      adt({ event: 'A28', ipp: 'H8', birthName: 'M3SSAGE' }) +
      adt({ event: 'A28', ipp: 'H9', birthName: 'COUPE' }).slice(0, -40);
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
    const bytes = csvFile(strangers(10));
    await client.call('imports.begin', {
      kind: 'csv',
      fileName: 'ailleurs.csv',
      size: bytes.byteLength,
      dryRun: true,
      head: new Uint8Array(bytes),
    });
    const row = page.getByRole('listitem').filter({ hasText: 'ailleurs.csv' });
    await expect(row).toContainText('en cours');
    await page.reload();
    await expect(row).toContainText('en cours');
    await row.getByRole('button', { name: 'Arrêter' }).click();
    await expect(row).toContainText('arrêté');
  });

  test('in the dark and in a small window', async () => {
    const { page } = post;
    await post.client.call('settings.save', { theme: 'dark' });
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
