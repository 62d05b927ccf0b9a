import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { population } from '../bench/population.ts';
import { patientRecord } from '../setup/patient.ts';
import { SMALL, workstation } from './fixture.ts';
import { login, look, openRoom } from './workstation.ts';

/** As many as a practice of several physicians has. */
const RECORDS = 20_000;
/** Born before and after everybody else, and named so. */
const ENDS = [
  { id: 'end-1', ipp: 'E1', birthName: 'AAPREMIER', birthDate: '1900-01-02' },
  { id: 'end-2', ipp: 'E2', birthName: 'ZZDERNIER', birthDate: '2026-01-02' },
  { id: 'end-3', ipp: 'E3', birthName: 'ZZLISTE', birthDate: '1950-06-01' },
  { id: 'end-4', ipp: 'E4', birthName: 'ZZLISTE', birthDate: '1950-06-02' },
  { id: 'end-5', ipp: 'E5', birthName: 'ZZLISTE', birthDate: '1950-06-03' },
];
const TOTAL = RECORDS + ENDS.length;

test.describe.configure({ mode: 'serial' });
test.describe('a list of twenty thousand patients', () => {
  const post = workstation({ size: SMALL });
  const patients = (page: Page): Locator => page.getByRole('grid', { name: 'Patients' });
  const heading = (page: Page, name: RegExp): Locator => patients(page).getByRole('columnheader', { name });
  const last = (page: Page): Locator => patients(page).locator(`[aria-rowindex="${TOTAL + 1}"]`);
  const first = (page: Page): Locator => patients(page).locator('[aria-rowindex="2"]');
  const top = (page: Page): Promise<number> => patients(page).evaluate((grid) => grid.scrollTop);

  test.beforeAll(async () => {
    for (let from = 0; from < RECORDS; from += 1000)
      await post.store.commit({
        changes: population(from, 1000, '2026-11-01T10:00:00.000Z').map((patient) => ({ kind: 'patient.save', patient })),
        audit: [],
      });
    await post.store.commit({ changes: ENDS.map((one) => ({ kind: 'patient.save', patient: patientRecord(one) })), audit: [] });
    await login(post.page);
    await openRoom(post.page, 'patients');
  });

  test('says how many there are, and is as long as they are', async () => {
    const { page } = post;
    await expect(page.getByText(/^20.005 dossiers$/)).toBeVisible();
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(TOTAL + 1));
    const { rowHeight, scrollHeight } = await patients(page).evaluate((grid) => ({
      rowHeight: grid.querySelector('.grid-row')?.clientHeight ?? 0,
      scrollHeight: grid.scrollHeight,
    }));
    expect(rowHeight).toBeGreaterThanOrEqual(35);
    expect(rowHeight).toBeLessThanOrEqual(40);
    expect(scrollHeight).toBeGreaterThan(TOTAL * 36);
    await look(page, 'patients-20005');
  });

  test('is sorted as a whole, one way then the other, then as it comes', async () => {
    const { page } = post;
    await heading(page, /^Naissance/).click();
    await expect(first(page)).toContainText('AAPREMIER');
    await heading(page, /^Naissance/).click();
    await expect(first(page)).toContainText('ZZDERNIER');
    await heading(page, /^Nom de naissance/).click();
    await expect(first(page)).toContainText('AAPREMIER');
    await expect(heading(page, /^Nom de naissance/)).toHaveAttribute('aria-sort', 'ascending');
  });

  test('goes to its end by End, and by the wheel; the row that has the focus is named once it is read', async () => {
    const { page } = post;
    await first(page).focus();
    await page.keyboard.press('End');
    await expect(last(page)).toBeFocused();
    await expect(last(page)).toContainText('ZZLISTE');
    await expect(last(page)).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('Home');
    await expect(first(page)).toBeFocused();
    await expect(first(page)).toContainText('AAPREMIER');
    await patients(page).hover();
    await page.mouse.wheel(0, TOTAL * 40);
    await expect(last(page)).toContainText('ZZLISTE');
    await expect(patients(page).locator('[aria-busy=true]')).toHaveCount(0);
    await last(page).click();
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('ZZLISTE');
  });

  test('is found again as it was left: scrolled as far, on the row that was opened', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    await expect(last(page)).toBeFocused();
    await expect(last(page)).toContainText('ZZLISTE');
    await expect(last(page)).toBeInViewport({ ratio: 0.9 });
    await openRoom(page, 'outbox');
    await openRoom(page, 'patients');
    await expect(last(page)).toBeInViewport({ ratio: 0.9 });
  });

  test('shows a new search from its top, with how many were found', async () => {
    const { page } = post;
    await patients(page).hover();
    await page.mouse.wheel(0, 30_000);
    await expect.poll(() => top(page)).toBeGreaterThan(10_000);
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).fill('ma');
    await expect(page.getByText(/patients trouvés$/)).toBeVisible();
    await expect.poll(() => top(page)).toBe(0);
    await expect(first(page)).toBeInViewport({ ratio: 0.9 });
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).fill('zzliste');
    await expect(page.getByText('3 patients trouvés')).toBeVisible();
    await expect(patients(page)).toHaveAttribute('aria-rowcount', '4');
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).press('Escape');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(TOTAL + 1));
  });

  test('sends the letters typed in its rows to the field that looks for patients', async () => {
    const { page } = post;
    await first(page).focus();
    await page.keyboard.type('zzder');
    await expect(page.getByRole('searchbox', { name: 'Chercher un patient' })).toHaveValue('zzder');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', '2');
    await page.keyboard.press('Escape');
    await expect(patients(page)).toHaveAttribute('aria-rowcount', String(TOTAL + 1));
  });

  test('shows the columns that were chosen, and still after the lock', async () => {
    const { page } = post;
    await expect(heading(page, /^IPP/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Colonnes' }).click();
    // Both within one drawing of the window.
    await page.evaluate(() => {
      for (const box of document.querySelectorAll('.columns-menu label'))
        if (/^(IPP|Sexe)$/.test(box.textContent)) box.querySelector('input')?.click();
    });
    await page.keyboard.press('Escape');
    await expect(heading(page, /^IPP/)).toBeVisible();
    await expect(heading(page, /^Sexe/)).toHaveCount(0);
    await page.keyboard.press('Control+l');
    await login(page);
    await expect(heading(page, /^IPP/)).toBeVisible();
    await expect(heading(page, /^Nom de naissance/)).toHaveAttribute('aria-sort', 'ascending');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
