import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { faxPdf } from '../setup/fax-pdf.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { scannedPdf } from '../typing-set/paper.ts';
import { randomOf } from '../typing-set/people.ts';
import { SMALL, workstation } from './fixture.ts';
import { axe, createPatient, login, look, openPatient, PAT_TROIS, shot } from './workstation.ts';

const LONG = 'Compte rendu de consultation';
const SHORT = 'Bilan lipidique';
const BOOK = 'Dossier entier';

test.describe.configure({ mode: 'serial' });
test.describe('a document is read', () => {
  const post = workstation({ size: SMALL });
  let id: string;

  const pages = (page: Page, title: string): Locator => page.getByRole('region', { name: `Aperçu de ${title}` });
  const tools = (page: Page, title: string): Locator => page.getByRole('toolbar', { name: `Lecture de ${title}` });
  const tool = (page: Page, title: string, name: string): Locator => tools(page, title).getByRole('button', { name, exact: true });
  const pageField = (page: Page, title: string): Locator => tools(page, title).getByRole('textbox', { name: /^Page, de 1 à/ });
  const sheet = (page: Page, title: string, n: number): Locator =>
    pages(page, title).getByRole('img', { name: new RegExp(`^Page ${n} sur`) });
  const widthOf = async (element: Locator): Promise<number> => (await element.boundingBox())?.width ?? 0;

  const add = async (title: string, bytes: Buffer): Promise<void> => {
    const row = await post.client.call('documents.add', { patientId: id, fileName: `${title}.pdf`, bytes: new Uint8Array(bytes) });
    await post.client.call('documents.save', { id: row.id, form: { ...row.form, title } });
  };
  /** As the setting does, without leaving the screen. */
  const inTheme = async (theme: 'light' | 'dark'): Promise<void> => {
    await post.page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    await post.page.waitForFunction(() => document.getAnimations().length === 0);
  };
  /** Chooses a document of the list. */
  const read = async (page: Page, title: string): Promise<void> => {
    await page
      .getByRole('grid', { name: 'Documents' })
      .getByRole('row', { name: new RegExp(title) })
      .click();
    await expect(pages(page, title)).toHaveAttribute('aria-busy', 'false');
  };

  test.beforeAll(async () => {
    await login(post.page);
    id = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
    await add(SHORT, await samplePdf({ title: SHORT }));
    await add(LONG, await samplePdf({ title: LONG, pages: 12 }));
    await openPatient(post.page, id, 'documents');
  });

  test.afterEach(async () => {
    const lost = await post.page.evaluate(() => document.activeElement === document.body || document.activeElement?.id === 'contenu');
    expect(lost, 'the focus is not on the page').toBe(false);
  });

  test('half of the smallest window at least shows the page, and the bar gives it more', async () => {
    const { page } = post;
    await read(page, LONG);
    const height = async (): Promise<number> => (await pages(page, LONG).boundingBox())?.height ?? 0;
    const before = await height();
    expect(before).toBeGreaterThanOrEqual(400);
    const bar = page.getByRole('separator', { name: 'Hauteur de la liste' });
    await bar.focus();
    await page.keyboard.press('Home');
    await expect.poll(height).toBeGreaterThan(before);
    await expect(bar).toHaveAttribute('aria-valuenow', '10');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(bar).toHaveAttribute('aria-valuenow', '20');
    await page.keyboard.press('End');
    await expect.poll(height).toBeLessThan(before);
    await page.keyboard.press('Enter');
    await expect.poll(height).toBe(before);
    const { x = 0, y = 0, width = 0 } = (await bar.boundingBox()) ?? {};
    await page.mouse.move(x + width / 2, y + 3);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 83, { steps: 4 });
    await page.mouse.up();
    await expect.poll(height).toBeLessThan(before - 60);
    await bar.dblclick();
    await expect.poll(height).toBe(before);
    await look(page, 'lecteur');
  });

  test('pages are told, typed and turned, by the buttons and by the arrows', async () => {
    const { page } = post;
    await expect(pageField(page, LONG)).toHaveValue('1');
    await expect(tools(page, LONG)).toContainText('/ 12');
    await tool(page, LONG, 'Page suivante').click();
    await expect(pageField(page, LONG)).toHaveValue('2');
    await expect(sheet(page, LONG, 2)).toBeInViewport();
    await pageField(page, LONG).fill('11');
    await page.keyboard.press('Enter');
    await expect(sheet(page, LONG, 11)).toBeInViewport();
    await expect(pageField(page, LONG)).toBeFocused();
    // What is no page of it is brought back to the nearest one; Esc forgets what is typed.
    await pageField(page, LONG).fill('99');
    await page.keyboard.press('Enter');
    await expect(pageField(page, LONG)).toHaveValue('12');
    await pageField(page, LONG).fill('3');
    await page.keyboard.press('Escape');
    await expect(pageField(page, LONG)).toHaveValue('12');
    await expect(tool(page, LONG, 'Page suivante')).toHaveAttribute('aria-disabled', 'true');
    // One stop: arrows within, the Tab key goes on to the pages.
    await tool(page, LONG, 'Page suivante').focus();
    await page.keyboard.press('ArrowRight');
    await expect(tool(page, LONG, 'Réduire')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(pages(page, LONG)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(pageField(page, LONG)).toHaveValue('11');
    await page.keyboard.press('ArrowRight');
    await expect(pageField(page, LONG)).toHaveValue('12');
    await page.keyboard.press('Home');
    await expect(pageField(page, LONG)).toHaveValue('1');
  });

  test('zooms in steps and by its keys, keeps the page, and fits the width or the page', async () => {
    const { page } = post;
    const percent = tools(page, LONG).getByRole('button', { name: /revenir à 100 %/ });
    await pageField(page, LONG).fill('5');
    await page.keyboard.press('Enter');
    await pages(page, LONG).focus();
    await page.keyboard.press('Control+0');
    await expect(percent).toContainText('100 %');
    // An A4 sheet at 96 pixels an inch.
    await expect.poll(() => widthOf(sheet(page, LONG, 5))).toBe(793);
    await page.keyboard.press('Control++');
    await expect(percent).toContainText('110 %');
    await page.keyboard.press('Control+-');
    await page.keyboard.press('Control+-');
    await expect(percent).toContainText('90 %');
    await expect(pageField(page, LONG)).toHaveValue('5');
    await tool(page, LONG, 'Agrandir').click();
    await tool(page, LONG, 'Agrandir').click();
    await expect(percent).toContainText('110 %');
    await percent.click();
    await expect(percent).toContainText('100 %');
    await tool(page, LONG, 'Ajuster à la page entière').click();
    await expect(tool(page, LONG, 'Ajuster à la page entière')).toHaveAttribute('aria-pressed', 'true');
    const room = await pages(page, LONG).boundingBox();
    await expect.poll(async () => (await sheet(page, LONG, 5).boundingBox())?.height).toBeLessThanOrEqual(room?.height ?? 0);
    await tool(page, LONG, 'Ajuster à la largeur').click();
    await expect.poll(() => widthOf(sheet(page, LONG, 5))).toBeGreaterThan((room?.width ?? 0) - 50);
    await expect(pageField(page, LONG)).toHaveValue('5');
  });

  test('finds words whatever their accents, counts them, goes to the next and the one before, and gives the focus back', async () => {
    const { page } = post;
    const field = page.getByRole('textbox', { name: 'Chercher dans ce document' });
    const count = page.getByRole('search').getByRole('status');
    await tool(page, LONG, 'Page précédente').focus();
    await page.keyboard.press('Control+f');
    await expect(field).toBeFocused();
    await page.keyboard.type('ETAT GENERAL');
    await expect(count).toHaveText('1 sur 1');
    await expect(pageField(page, LONG)).toHaveValue('1');
    await expect.poll(() => page.evaluate(() => CSS.highlights.get('reader-looked')?.size)).toBe(1);
    await field.fill('page');
    // On every page but the first one.
    await expect(count).toHaveText('1 sur 11');
    await expect(pageField(page, LONG)).toHaveValue('2');
    await page.keyboard.press('Enter');
    await expect(count).toHaveText('2 sur 11');
    await expect(pageField(page, LONG)).toHaveValue('3');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await expect(count).toHaveText('11 sur 11');
    await page.getByRole('button', { name: 'Résultat suivant' }).click();
    await expect(count).toHaveText('1 sur 11');
    await shot(page, 'lecteur-recherche');
    expect(await axe(page)).toEqual([]);
    await field.fill('introuvable');
    await expect(count).toHaveText('Aucun résultat');
    await expect(page.getByRole('button', { name: 'Résultat suivant' })).toBeDisabled();
    await field.focus();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('search')).toHaveCount(0);
    await expect(tool(page, LONG, 'Page précédente')).toBeFocused();
    await expect
      .poll(() => page.evaluate(() => (CSS.highlights.get('reader-found')?.size ?? 0) + (CSS.highlights.get('reader-looked')?.size ?? 0)))
      .toBe(0);
  });

  test('J and K go to the next document and the one before, and not while something is typed', async () => {
    const { page } = post;
    await read(page, LONG);
    await pages(page, LONG).focus();
    await page.keyboard.press('j');
    await expect(pages(page, SHORT)).toBeFocused();
    await page.keyboard.press('j');
    await expect(pages(page, SHORT)).toBeFocused();
    await page.keyboard.press('k');
    await expect(pages(page, LONG)).toBeFocused();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('jk');
    await expect(page.getByRole('textbox', { name: 'Chercher dans ce document' })).toHaveValue('jk');
    await expect(pages(page, LONG)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(pages(page, LONG)).toBeFocused();
  });

  test('takes the whole window, where nothing else is reached; Esc gives it back, with the place and the focus', async () => {
    const { page } = post;
    await read(page, LONG);
    await tool(page, LONG, 'Page suivante').click();
    await expect(pageField(page, LONG)).toHaveValue('2');
    await pages(page, LONG).focus();
    await page.keyboard.press('Enter');
    const whole = page.getByRole('dialog', { name: 'Lecture en pleine hauteur' });
    await expect(whole).toContainText('PAT-TROIS');
    expect(await whole.boundingBox()).toEqual({ x: 0, y: 0, ...SMALL });
    await expect(pageField(page, LONG)).toHaveValue('2');
    const outside = page.getByRole('button', { name: 'Verrouiller' });
    expect(await outside.evaluate((button) => button.closest('[inert]') !== null)).toBe(true);
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      const inside = await whole.evaluate((dialog) => document.activeElement === document.body || dialog.contains(document.activeElement));
      expect(inside).toBe(true);
    }
    await pages(page, LONG).focus();
    await page.keyboard.press('j');
    await expect(pages(page, SHORT)).toBeFocused();
    await page.keyboard.press('k');
    // There and back before the other one is read.
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(pages(page, LONG)).toHaveAttribute('aria-busy', 'false');
    await look(page, 'lecteur-plein');
    await tool(page, LONG, 'Chercher dans le texte').click();
    await page.keyboard.press('Escape');
    await expect(whole).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(whole).toHaveCount(0);
    await expect(pages(page, LONG)).toBeFocused();
    expect(await outside.evaluate((button) => button.closest('[inert]'))).toBeNull();
    await tool(page, LONG, 'Pleine hauteur').click();
    await tool(page, LONG, 'Quitter la pleine hauteur').click();
    await expect(tool(page, LONG, 'Pleine hauteur')).toBeFocused();
  });

  test('opens a second document beside, each with its own tools; Esc leaves both and the focus is where it was', async () => {
    const { page } = post;
    await tool(page, LONG, 'Ouvrir à côté').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: new RegExp(SHORT) }).waitFor();
    await page.keyboard.press('Enter');
    await expect(pages(page, SHORT)).toHaveAttribute('aria-busy', 'false');
    const [left, right] = [await pages(page, LONG).boundingBox(), await pages(page, SHORT).boundingBox()];
    expect(Math.abs((left?.width ?? 0) - (right?.width ?? 0))).toBeLessThan(4);
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + 600);
    await tool(page, SHORT, 'Agrandir').click();
    const percents = page.getByRole('button', { name: /revenir à 100 %/ });
    expect(await percents.first().textContent()).not.toBe(await percents.last().textContent());
    await look(page, 'lecteur-cote-a-cote');
    await tool(page, SHORT, 'Fermer ce document').click();
    await expect(pages(page, SHORT)).toHaveCount(0);
    await expect(pages(page, LONG)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(tool(page, LONG, 'Ouvrir à côté')).toBeFocused();
  });

  test('a fax of one bit a pixel is drawn, and says that it has no text to look through', async () => {
    const { page } = post;
    await add('Fax du laboratoire', faxPdf());
    await read(page, 'Fax du laboratoire');
    const grey = (x: number, y: number): Promise<number | undefined> =>
      sheet(page, 'Fax du laboratoire', 1)
        .locator('canvas')
        .evaluate(
          (canvas, [across, down]) =>
            canvas instanceof HTMLCanvasElement
              ? canvas.getContext('2d')?.getImageData(canvas.width * across, canvas.height * down, 1, 1).data[0]
              : undefined,
          [x, y] as const,
        );
    // The middle of the square, then the sheet around it.
    await expect.poll(() => grey(0.5, 0.52)).toBe(0);
    expect(await grey(0.1, 0.52)).toBe(255);
    await pages(page, 'Fax du laboratoire').focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('potassium');
    await expect(page.getByRole('search').getByRole('status')).toHaveText(
      'Ce document est une image : son texte ne peut pas être cherché ici.',
    );
    await page.keyboard.press('Escape');
  });

  test('a word read on a scanned page brings that page to the screen, and says that it is not marked there', async () => {
    const { page } = post;
    const lines = ['Biologie médicale', 'Potassium 4,1 mmol/l', 'Résultats adressés au médecin traitant'].map(
      (text) => ({ text, size: 16, bold: false, align: 'left', gap: 1 }) as const,
    );
    const scan = await scannedPdf({ lines, pdfTitle: null }, { depth: 'grey', tilt: 0 }, randomOf(1));
    const both = await PDFDocument.load(await samplePdf({ title: 'Lettre', pages: 2, pdfA: false }));
    const [image] = await both.copyPages(await PDFDocument.load(scan), [0]);
    if (image !== undefined) both.addPage(image);
    await add('Lettre et bilan', Buffer.from(await both.save()));
    const rows = await post.client.call('documents.list', { patientId: id });
    const added = rows.find(({ form }) => form.title === 'Lettre et bilan')?.id ?? '';
    await expect.poll(async () => (await post.client.call('documents.text', { id: added })).pages.length).toBe(3);
    await read(page, 'Lettre et bilan');
    await pages(page, 'Lettre et bilan').focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('potassium');
    await expect(page.getByRole('search').getByRole('status')).toHaveText('1 sur 1 · lu sur cette page scannée, sans y être surligné');
    await expect(pageField(page, 'Lettre et bilan')).toHaveValue('3');
    await shot(page, 'lecteur-mot-sur-scan');
    await page.keyboard.press('Escape');
  });

  for (const [what, code, body] of [
    ['damaged', 'PREVIEW_DAMAGED', async () => Promise.resolve(Buffer.from('%PDF-1.4 et rien après'))],
    ['locked by a password', 'PREVIEW_LOCKED', async () => samplePdf({ password: 'secret', pdfA: false })],
    ['not given', 'PREVIEW_LOST', async () => Promise.resolve(null)],
  ] as const) {
    test(`a PDF ${what} says why it is not shown, and is asked for again`, async () => {
      const { page } = post;
      await read(page, SHORT);
      const given = await body();
      await page.route('**/*', (route) => {
        if (route.request().resourceType() !== 'fetch') return route.fallback();
        return given === null ? route.abort() : route.fulfill({ status: 200, body: given });
      });
      await page
        .getByRole('grid', { name: 'Documents' })
        .getByRole('row', { name: new RegExp(LONG) })
        .click();
      const alert = pages(page, LONG).getByRole('alert');
      await alert.getByText('Détail').click();
      await expect(alert).toContainText(code);
      await expect(pages(page, LONG)).toHaveAttribute('aria-busy', 'false');
      await shot(page, `lecteur-${code.toLowerCase()}`);
      await page.unroute('**/*');
      await alert.getByRole('button', { name: 'Réessayer' }).click();
      await expect(sheet(page, LONG, 1).locator('canvas')).toBeVisible();
      await pages(page, LONG).focus();
    });
  }

  test('600 pages are walked with a few of them drawn, and the text of those passed stays', async () => {
    const { page } = post;
    await add(BOOK, await samplePdf({ title: BOOK, pages: 600 }));
    await read(page, BOOK);
    await expect(tools(page, BOOK)).toContainText('/ 600');
    await pageField(page, BOOK).fill('600');
    await page.keyboard.press('Enter');
    await expect(sheet(page, BOOK, 600).locator('canvas')).toBeVisible();
    await expect(pageField(page, BOOK)).toHaveValue('600');
    await pages(page, BOOK).focus();
    await page.keyboard.press('Home');
    for (let n = 1; n <= 12; n += 1) {
      await expect(sheet(page, BOOK, n).locator('canvas')).toBeVisible();
      await page.keyboard.press('ArrowRight');
    }
    expect(await pages(page, BOOK).locator('canvas').count()).toBeLessThanOrEqual(5);
    await expect(pages(page, BOOK)).toContainText('Bien confraternellement');
    await expect(sheet(page, BOOK, 1).locator('canvas')).toHaveCount(0);
  });

  test('is printed page by page, and nothing else of the window is', async () => {
    const { page } = post;
    await read(page, LONG);
    await pages(page, LONG).focus();
    await page.keyboard.press('Control+p');
    const dialog = page.getByRole('dialog', { name: 'Imprimer' });
    await expect(dialog.getByRole('button', { name: 'Imprimer', exact: true })).toBeEnabled();
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: false });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(12);
    await look(page, 'lecteur-imprimer');
    await page.keyboard.press('Escape');
    await expect(pages(page, LONG)).toBeFocused();
  });

  test('in the dark theme too', async () => {
    const { page } = post;
    await inTheme('dark');
    await read(page, LONG);
    await pages(page, LONG).focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('page');
    await look(page, 'sombre-lecteur-recherche');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await look(page, 'sombre-lecteur-plein');
    await page.keyboard.press('Escape');
    await inTheme('light');
  });

  test('at 200 % the bar, the banner and the tabs leave half of the height, and all of the banner can be asked for', async () => {
    const { page } = post;
    const banner = page.getByRole('region', { name: 'Patient', exact: true });
    await page.setViewportSize({ width: 640, height: 400 });
    for (const tab of ['Synthèse', 'Identité', 'Documents', 'Droits et information', 'Historique']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect.poll(async () => (await page.getByRole('tabpanel').boundingBox())?.y, tab).toBeLessThanOrEqual(200);
      expect((await page.getByRole('tabpanel').boundingBox())?.height, tab).toBeGreaterThanOrEqual(200);
      await expect(banner.getByRole('heading')).toHaveText('PAT-TROIS DOMINIQUE');
      await look(page, `200-bandeau-${tab.toLowerCase().replaceAll(' ', '-')}`);
    }
    await expect(banner.getByRole('radiogroup')).toHaveCount(0);
    await banner.getByRole('button', { name: 'Tout le bandeau' }).click();
    await expect(banner.getByRole('radiogroup')).toHaveCount(2);
    await look(page, '200-bandeau-entier');
    await page.keyboard.press('Escape');
    await expect(banner.getByRole('radiogroup')).toHaveCount(0);
    await expect(banner.getByRole('button', { name: 'Tout le bandeau' })).toBeFocused();
    await page.setViewportSize(SMALL);
    await expect(banner.getByRole('radiogroup')).toHaveCount(2);
  });

  test('the banner is on one line while the tab is scrolled, and whole again at its top', async () => {
    const { page } = post;
    const banner = page.getByRole('region', { name: 'Patient', exact: true });
    const height = async (): Promise<number> => (await banner.boundingBox())?.height ?? 0;
    await page.getByRole('tab', { name: 'Identité' }).click();
    const whole = await height();
    await page.getByRole('tabpanel').evaluate((panel) => panel.scrollTo({ top: 120 }));
    await expect.poll(height).toBeLessThan(30);
    await expect(banner.getByRole('heading')).toBeInViewport({ ratio: 1 });
    await look(page, 'bandeau-une-ligne');
    await banner.getByRole('button', { name: 'Tout le bandeau' }).click();
    await expect.poll(height).toBe(whole);
    await page.keyboard.press('Escape');
    await expect.poll(height).toBeLessThan(30);
    // Its button goes with what it is for: the focus does not go with it.
    await page.getByRole('tabpanel').evaluate((panel) => panel.scrollTo({ top: 0 }));
    await expect.poll(height).toBe(whole);
    await expect(page.getByRole('tab', { name: 'Identité' })).toBeFocused();
  });

  test('the page complained of nothing', () => {
    // What a test had the address of a PDF answer.
    expect(post.complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
  });
});
