import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { SMALL, workstation } from './fixture.ts';
import { hold } from './hold.ts';
import {
  changeCard,
  createPatient,
  dropFile,
  dropOn,
  type DroppedFile,
  login,
  look,
  openPatient,
  openRoom,
  PAT_TROIS,
} from './workstation.ts';

const CAMILLE = {
  birthName: 'BAC-A-SABLE',
  birthFirstNames: 'CAMILLE ROSE',
  sex: 'F',
  birthDate: '1990-05-05',
  birthPlace: '51215',
} as const;

const NOTHING = Buffer.alloc(0);
const queueOf = (page: Page): Locator => page.getByRole('region', { name: 'Arrivées' });
const lineOf = (page: Page, name: string): Locator => queueOf(page).getByRole('listitem').filter({ hasText: name });
const count = (page: Page, words: string) => expect(queueOf(page).locator('.panel-note')).toHaveText(words);
/** What has the focus, as somebody would say it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? 'page' : (at.getAttribute('aria-label') ?? at.textContent ?? at.tagName);
  });
const clear = async (page: Page): Promise<void> => {
  await queueOf(page).getByRole('button', { name: 'Effacer' }).click();
  await page.mouse.move(300, 300);
  await expect(queueOf(page)).toHaveCount(0);
};

test.describe.configure({ mode: 'serial' });
test.describe('files that arrive', () => {
  const post = workstation();
  let trois: string;
  let camille: string;
  /** A letter of its own each time: the same bytes are in a record once. */
  const letter = async (title: string, patient?: { readonly name: string; readonly born: string }): Promise<Buffer> =>
    samplePdf({ title, ...(patient === undefined ? {} : { patient: patient.name, birthDate: patient.born }) });

  test.beforeAll(async () => {
    await login(post.page);
    trois = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
    camille = (await createPatient(post.client, CAMILLE, { qualified: false })).id;
  });

  const titles = async (patientId: string): Promise<readonly string[]> =>
    (await post.client.call('documents.list', { patientId })).map(({ form }) => form.title).toSorted();

  test('are all tried: a bad one among them stops nothing, and each says what became of it', async () => {
    const { page } = post;
    await openPatient(page, trois, 'documents');
    await dropFile(
      page,
      { name: 'bilan.pdf', bytes: await letter('Bilan lipidique') },
      { name: 'protege.pdf', bytes: await samplePdf({ password: 'secret', pdfA: false }) },
      { name: 'vide.pdf', bytes: Buffer.alloc(0) },
      { name: 'photo.png', bytes: Buffer.from('\x89PNG\r\n\x1A\n', 'latin1') },
      { name: 'courrier.docx', bytes: Buffer.from('PK\x03\x04 un document de bureau', 'latin1') },
      { name: 'autre.pdf', bytes: Buffer.from('rien qui ressemble à un PDF') },
      { name: 'liaison.pdf', bytes: await letter('Lettre de liaison') },
    );
    await count(page, '7/7 · 5 refusés');
    for (const [name, state, code] of [
      ['protege.pdf', 'Refusé', 'PDF_ENCRYPTED'],
      ['vide.pdf', 'Refusé', 'PDF_EMPTY'],
      ['photo.png', 'Refusé', 'FILE_IMAGE'],
      ['courrier.docx', 'Refusé', 'FILE_NOT_PDF'],
      ['autre.pdf', 'Refusé', 'PDF_INVALID'],
    ] as const) {
      const line = lineOf(page, name);
      await expect(line).toContainText(state);
      await line.getByText('Détail').click();
      await expect(line).toContainText(code);
      await expect(line.getByRole('button', { name: /^Réessayer/ })).toHaveCount(0);
    }
    await expect(lineOf(page, 'bilan.pdf')).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'liaison.pdf')).toContainText('Lu · 1 page');
    expect(await titles(trois)).toEqual(['Bilan lipidique', 'Lettre de liaison']);
    await expect(page.getByText('Ajout du document…')).toHaveCount(0);
    await look(page, 'arrivees-refus');
    await clear(page);
  });

  test('during others are added to them, in their order', async () => {
    const { page } = post;
    const [a, b, c, d] = await Promise.all(['Ordonnance A', 'Ordonnance B', 'Ordonnance C', 'Ordonnance D'].map((title) => letter(title)));
    await dropFile(page, { name: 'a.pdf', bytes: a ?? NOTHING }, { name: 'b.pdf', bytes: b ?? NOTHING });
    await dropFile(page, { name: 'c.pdf', bytes: c ?? NOTHING }, { name: 'd.pdf', bytes: d ?? NOTHING });
    await count(page, '4 sur 4 fichiers');
    await expect(queueOf(page).getByRole('listitem')).toContainText(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']);
    expect(await titles(trois)).toHaveLength(6);
    await clear(page);
  });

  test('twice, in one drop or later: the record has it once, says since when, and takes it again only when asked, once for a double press', async () => {
    const { page } = post;
    const bytes = await letter('Certificat médical');
    await dropFile(page, { name: 'certificat.pdf', bytes }, { name: 'certificat (1).pdf', bytes });
    await count(page, '2 sur 2 fichiers');
    const second = lineOf(page, 'certificat (1).pdf');
    await expect(second).toContainText('Déjà au dossier');
    await expect(second).toContainText(/ajouté le \d{2}\/\d{2}\/\d{4}/);
    await look(page, 'arrivees-deja');
    await second.getByRole('button', { name: 'Ajouter quand même certificat (1).pdf' }).dblclick();
    await expect(second).toContainText('Lu · 1 page');
    expect((await titles(trois)).filter((title) => title === 'Certificat médical')).toHaveLength(2);
    await clear(page);
  });

  test('40 at once over a form: what is typed, the row chosen, the focus and the scroll stay; the rest is cancelled by one press', async () => {
    const { page } = post;
    const grid = page.getByRole('grid', { name: 'Documents' });
    // A list shows the rows that it has room for: the latest ones are among them.
    await grid
      .getByRole('row', { name: /Certificat médical/ })
      .last()
      .click();
    const title = page.getByRole('textbox', { name: 'Titre' });
    await title.fill('Certificat du matin');
    await title.press('End');
    const files = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => ({ name: `envoi-${n + 1}.pdf`, bytes: await letter(`Courrier numéro ${n + 1}`) })),
    );
    await dropFile(page, ...files);
    await page.keyboard.type(', relu', { delay: 60 });
    await expect(queueOf(page).locator('.panel-note')).toContainText('sur 40 fichiers');
    await expect.poll(async () => (await titles(trois)).length).toBeGreaterThan(12);
    await expect(title).toBeFocused();
    await expect(title).toHaveValue('Certificat du matin, relu');
    await expect(grid.getByRole('row', { selected: true })).toContainText('Certificat');
    await look(page, 'arrivees-en-cours');
    await queueOf(page).getByRole('button', { name: 'Annuler le reste' }).dblclick();
    await count(page, '40 sur 40 fichiers');
    await expect.poll(() => focused(page)).toBe('Arrivées');
    await expect(page).toHaveURL(/documents$/);
    const cancelled = await queueOf(page).getByRole('listitem').filter({ hasText: 'Annulé' }).count();
    expect(cancelled).toBeGreaterThan(0);
    const before = (await titles(trois)).length;
    // What was given up can be asked for again.
    await expect(lineOf(page, 'envoi-40.pdf')).toContainText('Annulé');
    await page.waitForTimeout(300);
    expect(await titles(trois)).toHaveLength(before);
    await expect(page.getByRole('status').filter({ hasText: /^Arrivées : 40 sur 40 fichiers$/ })).toHaveCount(1);
    await clear(page);
    await expect.poll(() => focused(page)).not.toBe('page');
  });

  test('over the list of patients are not lost: they wait, with the patient that their text names and why, and one press files them', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    const born = '05/05/1990';
    await dropOn(
      page.getByRole('grid', { name: 'Patients' }),
      { name: 'camille-1.pdf', bytes: await letter('Compte rendu opératoire', { name: 'Camille BAC-A-SABLE', born }) },
      { name: 'camille-2.pdf', bytes: await letter('Lettre de sortie', { name: 'Camille BAC-A-SABLE', born }) },
      { name: 'trois.pdf', bytes: await letter('Lettre de suivi', { name: 'Dominique PAT-TROIS', born: '28/03/1979' }) },
      { name: 'personne.pdf', bytes: await letter('Note', { name: 'Personne INCONNUE-ICI', born: '01/01/1950' }) },
    );
    await expect(queueOf(page).getByRole('listitem').filter({ hasText: 'À ranger' })).toHaveCount(4);
    await count(page, '0/4 · 4 à ranger');
    const first = lineOf(page, 'camille-1.pdf');
    await expect(first).toContainText('BAC-A-SABLE');
    await expect(first).toContainText('nom et date de naissance lus');
    await expect(lineOf(page, 'personne.pdf')).toContainText('Aucun patient de ce poste n’y est reconnu.');
    expect(await titles(camille)).toEqual([]);
    await look(page, 'arrivees-a-ranger');
    // One choice for the two files that say the same person; the second press of a double press files nothing else.
    await first.getByRole('button', { name: /^Ranger chez .* les 2 fichiers/ }).dblclick();
    await expect(first).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'camille-2.pdf')).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'trois.pdf')).toContainText('À ranger');
    expect(await titles(camille)).toEqual(['Compte rendu opératoire', 'Lettre de sortie']);
    // Enter on what is to be decided next.
    await expect.poll(() => focused(page)).not.toBe('page');
    await lineOf(page, 'trois.pdf')
      .getByRole('button', { name: /^Ranger trois/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(lineOf(page, 'trois.pdf')).toContainText('Lu · 1 page');
    await expect.poll(() => focused(page)).toBe('Choisir le patient de personne.pdf');
  });

  test('whom the text does not name is looked for by hand: Enter reaches the patient found, Enter again files', async () => {
    const { page } = post;
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'À qui est ce document ?' });
    await expect(dialog.getByRole('searchbox')).toBeFocused();
    await look(page, 'arrivees-choisir-vide');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => focused(page)).toBe('Choisir le patient de personne.pdf');
    await page.keyboard.press('Enter');
    await page.keyboard.type('bac a sable');
    await expect(dialog.getByRole('button', { name: /BAC-A-SABLE/ })).toBeVisible();
    await look(page, 'arrivees-choisir');
    // Held down, it is pressed once.
    await hold(page, 'Enter');
    await expect(dialog.getByRole('button', { name: /BAC-A-SABLE/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(lineOf(page, 'personne.pdf')).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'personne.pdf')).toContainText('Dossier de BAC-A-SABLE');
    expect(await titles(camille)).toHaveLength(3);
    await expect.poll(() => focused(page)).not.toBe('page');
    // A line opens its document.
    await lineOf(page, 'personne.pdf').getByRole('button', { name: 'Ouvrir personne.pdf' }).click();
    await expect(page).toHaveURL(new RegExp(`${camille}/documents$`));
    await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Note');
    await clear(page);
  });

  test('known patient with a PDF: drop and Ctrl+Enter, where nothing was chosen', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, { ...PAT_TROIS, birthName: 'PAT-QUATRE', birthDate: '1980-04-04' }, { qualified: false });
    await client.call('patients.setMedecinTraitant', { id, medecinTraitant: { name: 'Dr Luc AUBERT', address: LUC_AUBERT.mailbox } });
    await openPatient(page, id, 'synthese');
    await dropFile(page, {
      name: 'compte-rendu-de-consultation.pdf',
      bytes: await letter('Compte rendu de consultation', { name: 'Dominique PAT-QUATRE', born: '04/04/1980' }),
    });
    await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeEnabled();
    await expect(queueOf(page).getByRole('list')).toHaveCount(0);
    await look(page, 'arrivee-seule');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await client.call('documents.list', { patientId: id }))[0]?.status).toBe('validated');
    // The next one does not take its place: the row chosen stays.
    await dropFile(page, {
      name: 'suite.pdf',
      bytes: await letter('Lettre de liaison', { name: 'Dominique PAT-QUATRE', born: '04/04/1980' }),
    });
    await count(page, '1 sur 1 fichier');
    await expect(page.getByRole('grid', { name: 'Documents' }).getByRole('row', { selected: true })).toContainText('Compte rendu');
    await clear(page);
  });

  test('from another tab, while something is typed there: the tab, the form and the focus stay', async () => {
    const { page } = post;
    await openPatient(page, camille, 'identite');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type('pat');
    await dropFile(page, {
      name: 'pendant.pdf',
      bytes: await letter('Courrier du soir', { name: 'Camille BAC-A-SABLE', born: '05/05/1990' }),
    });
    await count(page, '1 sur 1 fichier');
    await expect(page).toHaveURL(/identite$/);
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
    await clear(page);
  });

  test('pasted go where those dropped go; a text pasted in a field is a text', async () => {
    const { page } = post;
    await openPatient(page, camille, 'documents');
    await paste(page, 'main', {
      name: 'colle.pdf',
      bytes: await letter('Courrier collé', { name: 'Camille BAC-A-SABLE', born: '05/05/1990' }),
    });
    await count(page, '1 sur 1 fichier');
    expect(await titles(camille)).toContain('Courrier collé');
    await clear(page);
    await openRoom(page, 'patients');
    await paste(page, 'input[type=search]', { name: 'image.png', bytes: Buffer.from('\x89PNG', 'latin1') }, 'texte de Word');
    await expect(queueOf(page)).toHaveCount(0);
  });

  test('as no file at all: a link or a text from elsewhere is said to be none, one of the window itself is left alone', async () => {
    const { page } = post;
    const data = { 'text/uri-list': 'https://exemple.invalid/compte-rendu.pdf', 'text/plain': 'https://exemple.invalid/compte-rendu.pdf' };
    await dropText(page, 'main', data);
    const line = lineOf(page, 'Lien ou texte déposé');
    await expect(line).toContainText('Ce qui a été déposé n’est pas un fichier.');
    await line.getByText('Détail').click();
    await expect(line).toContainText('NOT_A_FILE');
    await expect(page).toHaveTitle(/Patients/);
    await clear(page);
    // In a field a text is taken by the field; what was picked up in the window is no arrival.
    await dropText(page, 'input[type=search]', { 'text/plain': 'PAT' });
    await dropText(page, 'main', { 'text/plain': 'PAT' }, true);
    await expect(queueOf(page)).toHaveCount(0);
  });

  test('too large, gone before their turn, or in a folder: each has its sentence or its place, the good ones among them are added', async () => {
    const { page } = post;
    const folder = join(post.dataFolder, 'arrivages');
    const inner = join(folder, 'courriers du jour');
    await mkdir(join(inner, 'suite'), { recursive: true });
    await mkdir(join(folder, 'vide'));
    const large = join(folder, 'lourd.pdf');
    await writeFile(large, '%PDF-1.4');
    await truncate(large, 41 * 1024 * 1024);
    const born = '05/05/1990';
    const name = 'Camille BAC-A-SABLE';
    const file = async (path: string, title: string): Promise<string> => {
      await writeFile(path, await letter(title, { name, born }));
      return path;
    };
    const good = await Promise.all(['Un', 'Deux', 'Trois'].map((title) => file(join(folder, `${title}.pdf`), `Courrier ${title}`)));
    const gone = await file(join(folder, 'parti.pdf'), 'Courrier parti');
    await file(join(inner, 'dedans.pdf'), 'Courrier dedans');
    await file(join(inner, 'suite', 'plus-loin.pdf'), 'Courrier plus loin');
    await writeFile(join(inner, 'Thumbs.db'), 'x');
    await openPatient(page, camille, 'documents');
    await page.getByLabel('Ajouter un PDF').setInputFiles([large, ...good, gone]);
    await rm(gone);
    await count(page, '5/5 · 2 refusés');
    await expect(lineOf(page, 'lourd.pdf')).toContainText('Ce fichier dépasse 40 Mo.');
    await expect(lineOf(page, 'parti.pdf')).toContainText('Ce fichier n’a pas pu être lu.');
    await expect(lineOf(page, 'parti.pdf').getByRole('button', { name: 'Réessayer parti.pdf' })).toBeVisible();
    expect(await titles(camille)).toEqual(expect.arrayContaining(['Courrier Un', 'Courrier Deux', 'Courrier Trois']));
    // Back in its place, it is another file: what was dropped is still gone, and says so again.
    await lineOf(page, 'parti.pdf').getByRole('button', { name: 'Réessayer parti.pdf' }).click();
    await expect(lineOf(page, 'parti.pdf')).toContainText('Refusé');
    await expect.poll(() => focused(page)).toBe('Arrivées');
    await clear(page);
    await dropPaths(page, inner, join(folder, 'vide'));
    await count(page, '3/3 · 1 refusé');
    await expect(lineOf(page, 'dedans.pdf')).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'plus-loin.pdf')).toContainText('Lu · 1 page');
    await expect(lineOf(page, 'vide')).toContainText('Ce dossier ne contient aucun fichier.');
    await clear(page);
  });

  test('200 at once: the window answers meanwhile, and all are told', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    const files = Array.from({ length: 200 }, (_, n) => ({ name: `vrac-${n + 1}.pdf`, bytes: Buffer.from(`rien ${n}`) }));
    await dropFile(page, ...files);
    const search = page.getByRole('searchbox', { name: 'Chercher un patient' });
    await search.fill('bac');
    await expect(page.getByRole('row', { name: /BAC-A-SABLE/ })).toBeVisible();
    await count(page, '200/200 · 200 refusés');
    await expect(queueOf(page).getByRole('listitem').filter({ hasText: 'Refusé' })).toHaveCount(200);
    await expect(search).toBeFocused();
    await search.fill('');
    await clear(page);
  });

  test('a refusal is counted in sight; once all are over, a document that is chosen has the room, and elsewhere the refusal alone is told', async () => {
    const { page } = post;
    await openPatient(page, trois, 'documents');
    await dropFile(
      page,
      { name: 'deux-lettres-1.pdf', bytes: await letter('Première des deux lettres') },
      { name: 'deux-lettres-2.pdf', bytes: await letter('Seconde des deux lettres') },
      { name: 'illisible.pdf', bytes: Buffer.from('illisible') },
    );
    await expect(queueOf(page)).toContainText('3/3 · 1 refusé');
    const lines = queueOf(page).getByRole('list');
    await page.getByRole('row', { name: 'Première des deux lettres' }).click();
    await expect(lines).toHaveCount(0);
    await queueOf(page).getByRole('button', { name: 'Déplier les arrivées' }).click();
    await lineOf(page, 'deux-lettres-2.pdf').getByRole('button', { name: 'Ouvrir deux-lettres-2.pdf' }).click();
    await expect(page.getByRole('row', { name: 'Seconde des deux lettres' })).toHaveAttribute('aria-selected', 'true');
    await expect(lines, 'under the pointer nothing moves').toHaveCount(1);
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
    const bar = page.getByRole('region', { name: 'Dernière action' });
    await expect(bar).toBeVisible();
    const [panelBox, barBox] = [await queueOf(page).boundingBox(), await bar.boundingBox()];
    expect((panelBox?.y ?? 0) + (panelBox?.height ?? 0), 'above the bar, not under it').toBeLessThanOrEqual(barBox?.y ?? 0);
    await page.keyboard.press('Control+z');
    await openRoom(page, 'patients');
    await expect(lineOf(page, 'deux-lettres-1.pdf')).toHaveCount(0);
    await expect(lineOf(page, 'illisible.pdf')).toContainText('Refusé');
    await clear(page);
  });

  test('wait behind the lock for the same person, and go on', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    await dropFile(page, {
      name: 'avant-verrou.pdf',
      bytes: await letter('Courrier verrouillé', { name: 'Camille BAC-A-SABLE', born: '05/05/1990' }),
    });
    await expect(lineOf(page, 'avant-verrou.pdf')).toContainText('À ranger');
    await page.keyboard.press('Control+l');
    await expect(queueOf(page)).toHaveCount(0);
    await expect(page.getByText('avant-verrou.pdf')).toHaveCount(0);
    await login(page);
    await expect(lineOf(page, 'avant-verrou.pdf')).toContainText('À ranger');
    await lineOf(page, 'avant-verrou.pdf')
      .getByRole('button', { name: /^Ranger avant-verrou/ })
      .click();
    await expect(lineOf(page, 'avant-verrou.pdf')).toContainText('Lu · 1 page');
    await clear(page);
  });

  test('in no record yet: the window asks before it closes; Esc folds the queue, and loses nothing', async () => {
    const { page } = post;
    await dropFile(page, {
      name: 'a-fermer.pdf',
      bytes: await letter('Courrier à fermer', { name: 'Dominique PAT-TROIS', born: '28/03/1979' }),
    });
    await expect(lineOf(page, 'a-fermer.pdf')).toContainText('À ranger');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await lineOf(page, 'a-fermer.pdf')
      .getByRole('button', { name: /^Ranger a-fermer/ })
      .focus();
    await page.keyboard.press('Escape');
    await expect(queueOf(page).getByRole('list')).toHaveCount(0);
    await expect.poll(() => focused(page)).not.toBe('page');
    await queueOf(page).getByRole('button', { name: 'Déplier les arrivées' }).click();
    await expect(lineOf(page, 'a-fermer.pdf')).toContainText('À ranger');
  });

  test('another person finds nothing of them', async () => {
    const { page } = post;
    await changeCard(post, LUC_AUBERT);
    await login(page, LUC_AUBERT.pin);
    await expect(page.getByRole('heading', { level: 1, name: 'Patients' })).toBeVisible();
    await expect(queueOf(page)).toHaveCount(0);
  });

  test('are readable at every size, in the dark too', async () => {
    const { page } = post;
    await openPatient(page, trois, 'documents');
    await dropFile(
      page,
      { name: 'un-nom-de-fichier-vraiment-tres-long-comme-en-font-les-logiciels-2026-11-18.pdf', bytes: await letter('Un titre') },
      { name: 'photo.png', bytes: Buffer.from('\x89PNG\r\n\x1A\n', 'latin1') },
    );
    await count(page, '2/2 · 1 refusé');
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await look(page, 'arrivees-sombre');
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
    for (const [name, size] of [
      ['1280', SMALL],
      ['200-pour-cent', { width: 640, height: 400 }],
    ] as const) {
      await page.setViewportSize(size);
      await expect(queueOf(page).getByRole('button', { name: 'Effacer' })).toBeInViewport({ ratio: 1 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      await look(page, `arrivees-${name}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});

/** Pastes a file, with a text beside it as a word processor does. */
async function paste(page: Page, target: string, { name, bytes }: DroppedFile, text: string | null = null): Promise<void> {
  await page
    .locator(target)
    .first()
    .evaluate(
      (element, given) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([Uint8Array.from(atob(given.base64), (c) => c.charCodeAt(0))], given.name));
        if (given.text !== null) clipboardData.setData('text/plain', given.text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      { name, text, base64: bytes.toString('base64') },
    );
}

/** Drops what is no file. @param inner picked up in the window itself */
async function dropText(page: Page, target: string, data: Readonly<Record<string, string>>, inner = false): Promise<void> {
  await page
    .locator(target)
    .first()
    .evaluate(
      (element, given) => {
        const dataTransfer = new DataTransfer();
        for (const [type, value] of Object.entries(given.data)) dataTransfer.setData(type, value);
        const kinds = given.inner ? ['dragstart', 'dragover', 'drop', 'dragend'] : ['dragenter', 'dragover', 'drop'];
        for (const kind of kinds) element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
      },
      { data, inner },
    );
}

/** Drops files or folders of the disk on the middle of the window, as the system does. */
async function dropPaths(page: Page, ...paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  // The second time over what says for whom they are, which lies under the pointer by then.
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
    if (type === 'dragOver') await expect(page.getByText(/^Déposez les fichiers/)).toBeVisible();
  }
  await session.detach();
}
