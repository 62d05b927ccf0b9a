import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { mergeRecords } from '../setup/merge-records.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { SMALL, workstation } from './fixture.ts';
import { connectMss, createPatient, login, openPatient, PAT_TROIS, openRoom } from './workstation.ts';

const NAMES = [
  'ALPHA',
  'BRAVO',
  'CHARLIE',
  'DELTA',
  'ECHO',
  'FOXTROT',
  'GOLF',
  'HOTEL',
  'INDIA',
  'JULIETT',
  'KILO',
  'LIMA',
  'MIKE',
  'NOVEMBER',
  'OSCAR',
  'PAPA',
  'QUEBEC',
  'ROMEO',
  'SIERRA',
  'TANGO',
  'UNIFORM',
  'VICTOR',
  'WHISKY',
  'YANKEE',
  'ZOULOU',
];

test.describe.configure({ mode: 'serial' });
test.describe('the lists', () => {
  const post = workstation({ size: SMALL });

  test.beforeAll(async () => {
    await login(post.page);
    for (const [index, birthName] of NAMES.entries()) {
      await createPatient(
        post.client,
        { birthName, birthFirstNames: 'ANNE', sex: 'F', birthDate: `19${50 + index}-01-01`, birthPlace: '51215' },
        { qualified: false },
      );
    }
  });

  const patients = (page: Page): Locator => page.getByRole('grid', { name: 'Patients' });
  const heading = (page: Page): Locator => patients(page).getByRole('columnheader', { name: /Nom de naissance/ });
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

  test('draw only the rows in view and say how many there are', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(NAMES.length + 1));
    await heading(page).click();
    await expect(heading(page)).toHaveAttribute('aria-sort', 'ascending');
    await expect(patients(page).getByRole('row', { name: /ALPHA/ })).toHaveAttribute('aria-rowindex', '2');
    await expect(patients(page).getByRole('row', { name: /ZOULOU/ })).toHaveCount(0);
    await patients(page).hover();
    await page.mouse.wheel(0, 5000);
    await expect(patients(page).getByRole('row', { name: /ZOULOU/ })).toBeInViewport();
  });

  test('are one tab stop; arrows, pages, ends and letters move, and what has the focus is in view', async () => {
    const { page } = post;
    const before = page.getByRole('main').getByRole('button', { name: 'Nouveau patient' });
    await before.focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('ALPHA');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('BRAVO');
    await page.keyboard.press('End');
    expect(await focused(page)).toContain('ZOULOU');
    await expect(page.locator(':focus')).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('PageUp');
    await expect(page.locator(':focus')).toBeInViewport({ ratio: 0.9 });
    expect(await focused(page)).not.toContain('ZOULOU');
    await page.keyboard.type('hot');
    await expect(page.getByRole('searchbox', { name: 'Chercher un patient' })).toHaveValue('hot');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', '2');
    await page.keyboard.press('Escape');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(NAMES.length + 1));
    await patients(page).getByRole('row', { name: /HOTEL/ }).focus();
    await expect(page.locator(':focus')).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.locator(':focus')).toHaveRole('gridcell');
    expect(await focused(page)).toContain('1957');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('1958');
    await page.keyboard.press('Tab');
    await expect(patients(page).locator(':focus')).toHaveCount(0);
    await before.focus();
    await page.keyboard.press('Tab');
    await expect(patients(page).getByRole('row', { name: /INDIA/ })).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(before).toBeFocused();
  });

  test('sort by their headings from the keyboard, say so, and remember it', async () => {
    const { page } = post;
    await patients(page).getByRole('row', { name: /INDIA/ }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await expect(heading(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByRole('status').filter({ hasText: 'ordre décroissant' })).toBeAttached();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('ZOULOU');
    await openRoom(page, 'audit');
    await expect(page.getByRole('grid', { name: 'Journal' })).toBeVisible();
    await openRoom(page, 'patients');
    await expect(heading(page)).toHaveAttribute('aria-sort', 'descending');
  });

  test('keep the focus on its row when others come, and on its neighbour when it goes', async () => {
    const { page, client } = post;
    await patients(page)
      .getByRole('row', { name: /YANKEE/ })
      .focus();
    await createPatient(
      client,
      { birthName: 'XRAY', birthFirstNames: 'ANNE', sex: 'F', birthDate: '1990-01-01', birthPlace: '51215' },
      { qualified: false },
    );
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(NAMES.length + 2));
    expect(await focused(page)).toContain('YANKEE');
    const [kept, gone] = await Promise.all(
      ['XRAY', 'YANKEE'].map(async (query) => (await client.call('patients.search', { query }))[0]?.id ?? ''),
    );
    await mergeRecords(client, kept ?? '', gone ?? '');
    await expect(patients(page).getByRole('row', { name: /YANKEE/ })).toHaveCount(0);
    await expect(patients(page).locator(':focus')).toHaveRole('row');
    expect(await focused(page)).toContain('XRAY');
  });

  test('open by a press or by Enter, a lone result from its search field', async () => {
    const { page } = post;
    const opened = page.getByRole('region', { name: 'Patient', exact: true });
    await patients(page).getByRole('row', { name: /TANGO/ }).click();
    await expect(opened).toContainText('TANGO');
    await openRoom(page, 'patients');
    await patients(page)
      .getByRole('row', { name: /VICTOR/ })
      .focus();
    await page.keyboard.press('Space');
    await expect(patients(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(opened).toContainText('VICTOR');
    await openRoom(page, 'patients');
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).fill('quebec');
    await page.keyboard.press('Enter');
    await expect(opened).toContainText('QUEBEC');
    await openRoom(page, 'patients');
    const field = page.getByRole('searchbox', { name: 'Chercher un patient' });
    await expect(field).toHaveValue('quebec');
    await field.press('Escape');
    await expect(field).toHaveValue('');
    await expect(patients(page)).not.toHaveAttribute('aria-rowcount', '2');
  });

  test('select by a press or an arrow, open by a double press, and reach the buttons of a row by the arrows', async () => {
    const { page, client } = post;
    await connectMss(page);
    const { id } = await createPatient(client, PAT_TROIS, { qualified: true });
    for (const title of ['Premier compte rendu', 'Second compte rendu']) {
      const row = await client.call('documents.add', {
        patientId: id,
        fileName: 'courrier.pdf',
        bytes: new Uint8Array(await samplePdf({ title })),
      });
      await client.call('documents.validate', {
        id: row.id,
        form: { ...row.form, title, recipients: [LUC_AUBERT.mailbox, 'inconnu@medecin.sandbox.mssante.fr'] },
      });
    }
    await expect.poll(async () => (await client.call('outbox.list', null)).filter((row) => row.state === 'failed').length).toBe(2);
    await openRoom(page, 'outbox');
    const outbox = page.getByRole('grid', { name: 'À envoyer' });
    const rows = outbox.getByRole('row');
    await rows.nth(2).click();
    await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowUp');
    await expect(rows.nth(1)).toBeFocused();
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(rows.nth(1)).toHaveAttribute('data-attention', 'true');
    await page.keyboard.press('ArrowLeft');
    const buttons = rows.nth(1).getByRole('button');
    await expect(buttons.last()).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(buttons.nth((await buttons.count()) - 2)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(2).getByRole('button').first()).toBeFocused();
    await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Tab');
    await expect(outbox.locator(':focus')).toHaveCount(0);
    await rows.nth(1).dblclick({ position: { x: 20, y: 20 } });
    await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    await openPatient(page, id, 'documents');
    const documents = page.getByRole('grid', { name: 'Documents' });
    await documents.getByRole('row', { name: /Premier/ }).click();
    await expect(documents.getByRole('row', { name: /Premier/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('region', { name: 'Envois du document' })).toContainText('Premier compte rendu');
  });

  test('keep the rows that hold what is typed, in a small field that Esc empties', async () => {
    const { page } = post;
    await openRoom(page, 'outbox');
    const outbox = page.getByRole('grid', { name: 'À envoyer' });
    const all = await outbox.getAttribute('aria-rowcount');
    await outbox.getByRole('row').nth(1).focus();
    await page.keyboard.type('second');
    const field = page.getByRole('searchbox', { name: 'Filtrer la liste' });
    await expect(field).toHaveValue('second');
    await expect(outbox.getByRole('row').filter({ hasText: 'Premier' })).toHaveCount(0);
    await expect(outbox.getByRole('row', { name: /Second/ }).first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(outbox.getByRole('row').nth(1)).toBeFocused();
    await openRoom(page, 'patients');
    await openRoom(page, 'outbox');
    await expect(field).toHaveValue('second');
    await field.fill('rien de tel');
    await expect(page.getByText(/Aucune ligne ne contient/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(outbox).toHaveAttribute('aria-rowcount', all ?? '');
    await expect(outbox.locator(':focus')).toHaveRole('row');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
