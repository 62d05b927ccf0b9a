import { expect, test } from '@playwright/test';
import { patientRecord } from '../setup/patient.ts';
import { workstation } from './fixture.ts';
import { login, openRoom } from './workstation.ts';

const RECORDS = 320;

test.describe('a list longer than what is read of it at once', () => {
  const post = workstation();

  test.beforeAll(async () => {
    await post.store.commit({
      changes: Array.from({ length: RECORDS }, (_, n) => ({
        kind: 'patient.save',
        patient: patientRecord({ id: `long-${n}`, ipp: `L${n}`, birthName: `LONGUE-${String(n).padStart(3, '0')}` }),
      })),
      audit: [],
    });
    await login(post.page);
  });

  test('is scrolled to its end: the rows that follow are read on the way, each once', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    const patients = page.getByRole('grid', { name: 'Patients' });
    await expect(patients).toHaveAttribute('aria-rowcount', '-1');
    await expect(page.getByText('les 50 derniers ouverts')).toBeVisible();
    await patients.hover();
    await expect(async () => {
      await page.mouse.wheel(0, 20_000);
      await expect(patients).toHaveAttribute('aria-rowcount', String(RECORDS + 1), { timeout: 200 });
    }).toPass();
    await page.mouse.wheel(0, 50_000);
    await expect(patients.locator(`[aria-rowindex="${RECORDS + 1}"]`)).toBeInViewport();
    await expect(page.getByText(`${RECORDS} dossiers`)).toBeVisible();
  });
});
