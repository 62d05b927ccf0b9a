import { expect, test } from '@playwright/test';
import { workstation } from './fixture.ts';
import { createPatient, login, look, openPatient, PAT_TROIS, openRoom } from './workstation.ts';

test.use({ actionTimeout: 15_000 });
test.describe('the journal', () => {
  const post = workstation();

  test.beforeAll(async () => {
    await post.client.call('session.open', { pin: '9999', lastTry: false, situation: null }).catch(() => null);
    await login(post.page);
  });

  test('tells each opening, though the window had the record at hand, what was looked for, and reads itself anew each time', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, PAT_TROIS, { qualified: false });
    const { id: other } = await createPatient(
      client,
      { ...PAT_TROIS, birthName: 'SABLE-NOIR', birthFirstNames: 'ROSE' },
      { qualified: false },
    );
    for (const opened of [id, other, id]) await openPatient(page, opened, 'synthese');
    const rows = page.getByRole('grid', { name: 'Journal' }).getByRole('row');
    await openRoom(page, 'audit');
    await expect(rows.filter({ hasText: 'Dossier ouvert' }).filter({ hasText: 'PAT-TROIS' })).toHaveCount(3);
    await expect(rows.filter({ hasText: 'Code porteur refusé' }).filter({ hasText: 'il restait 2 essais' })).toHaveCount(1);
    await openRoom(page, 'patients');
    await page.getByRole('searchbox').fill('sable-noir');
    await expect(page.getByRole('grid', { name: 'Patients' }).getByRole('row', { name: /SABLE-NOIR/ })).toBeVisible();
    await openRoom(page, 'audit');
    await expect(rows.filter({ hasText: 'Recherche de patients' }).filter({ hasText: '« sable-noir »' })).toHaveCount(1);
    await look(page, 'journal-lectures');
  });

  test('keeps a long act within its row, and its result whole, on a small window', async () => {
    const { page } = post;
    const label =
      'Données du poste plus anciennes que la dernière fois, ou entrées du journal effacées : les envois en attente sont retenus';
    await post.store.commit({
      changes: [],
      audit: [
        {
          at: new Date().toISOString(),
          act: 'store.suspected',
          label,
          actor: null,
          onBehalfOf: null,
          situation: null,
          patientId: null,
          objectId: null,
          result: 'STORE_OLDER',
          details: {},
        },
      ],
    });
    await page.setViewportSize({ width: 1100, height: 700 });
    await openRoom(page, 'patients');
    await openRoom(page, 'audit');
    const row = page.getByRole('grid', { name: 'Journal' }).getByRole('row').filter({ hasText: label });
    const act = row.getByTitle(label);
    const heights = await act.evaluate(
      (element) => [element.getBoundingClientRect().height, element.closest('.grid-row')?.clientHeight ?? 0] as const,
    );
    expect(heights[0]).toBeLessThanOrEqual(heights[1]);
    await expect(row.getByText('Non abouti')).toBeInViewport({ ratio: 1 });
    await expect(row).not.toContainText('STORE_OLDER');
    await expect(row.getByTitle('Détail : STORE_OLDER')).toBeVisible();
    await look(page, 'journal-1100');
  });
});
