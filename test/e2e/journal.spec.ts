import { expect, test } from '@playwright/test';
import { samplePdf } from '../setup/sample-pdf.ts';
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

  test('says of what, and is filtered by act, person, patient and period', async () => {
    const { page, client } = post;
    const [{ id } = { id: '' }] = await client.call('patients.search', { query: 'sable-noir' });
    for (const title of ['Lettre de liaison', 'Compte rendu d’essai'])
      await client.call('documents.add', { patientId: id, fileName: `${title}.pdf`, bytes: new Uint8Array(await samplePdf({ title })) });
    await openRoom(page, 'patients');
    await openRoom(page, 'audit');
    const journal = page.getByRole('grid', { name: 'Journal' });
    const rows = journal.getByRole('row').filter({ has: page.getByRole('gridcell') });
    await expect(rows.filter({ hasText: 'Document ajouté' }).filter({ hasText: '« Lettre de liaison »' })).toHaveCount(1);
    const filters = page.getByRole('group', { name: 'Filtrer le journal' });
    await filters.getByRole('button', { name: /Acte/ }).click();
    await page.getByRole('option', { name: 'Document ajouté' }).click();
    await expect(journal).toHaveAttribute('aria-rowcount', '3');
    await filters.getByRole('button', { name: 'Effacer' }).click();
    await filters.getByRole('combobox', { name: 'Patient' }).fill('pat-trois');
    await page.getByRole('option', { name: /^PAT-TROIS/ }).click();
    await expect(rows.filter({ hasText: 'Document ajouté' })).toHaveCount(0);
    await expect(rows.filter({ hasText: 'Dossier ouvert' }).first()).toBeVisible();
    await look(page, 'journal-filtre');
    await filters.getByRole('button', { name: 'Effacer' }).click();
    await filters.getByRole('textbox', { name: 'Du' }).fill('01012030');
    await expect(page.getByText('Aucun acte ne correspond.')).toBeVisible();
    await filters.getByRole('button', { name: 'Effacer' }).click();
    await expect(rows.first()).toBeVisible();
    await openPatient(page, id, 'historique');
    const history = page.getByRole('grid', { name: 'Historique du dossier' });
    await expect(history.getByRole('row').filter({ hasText: '« Compte rendu d’essai »' })).toHaveCount(1);
    await look(page, 'historique-titres');
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
