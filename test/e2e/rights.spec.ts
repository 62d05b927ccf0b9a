import { expect, test } from '@playwright/test';
import { ALIX_SIMON } from '../sandbox/identities.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { addPdf, createPatient, login, look, openPatient, PAT_TROIS } from './workstation.ts';

const MINOR = { birthName: 'MELANGE', birthFirstNames: 'SEBASTIEN', sex: 'M', birthDate: '2011-06-19', birthPlace: null } as const;

test.describe('a secretary', () => {
  const post = workstation({ holder: ALIX_SIMON });

  test('prepares, and is told who validates; what her role never does is not shown', async () => {
    const { page } = post;
    await login(page, ALIX_SIMON.pin);
    const { id } = await createPatient(post.client, PAT_TROIS, { qualified: false });
    await openPatient(page, id, 'documents');
    await addPdf(page, 'courrier.pdf', await samplePdf({ title: 'Compte rendu de consultation' }));
    const panel = page.getByRole('region', { name: 'Préparer' });
    await expect(panel).toContainText('Un document est validé par le professionnel qui en répond.');
    await expect(panel.getByRole('button', { name: /^Valider/ })).toHaveCount(0);
    await expect(panel).not.toContainText('Prêt');
    await page.keyboard.press('Control+Enter');
    await expect(panel).toContainText('Aucune délégation ne vous permet de préparer ce type de document');
    await look(page, 'secretaire-document');
  });
});

test.describe('the secret connection of a minor', () => {
  const post = workstation();
  let minor: string;

  test.beforeAll(async () => {
    await login(post.page);
    minor = (await createPatient(post.client, MINOR, { qualified: true })).id;
  });

  test('is offered in the banner, said on every tab, and ends when the record is left', async () => {
    const { page } = post;
    const bytes = new Uint8Array(await samplePdf());
    await post.client.call('documents.add', { patientId: minor, fileName: 'Courrier d’avant.pdf', bytes });
    await openPatient(page, minor, 'synthese');
    await page.getByRole('button', { name: 'Connexion secrète' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connexion secrète' });
    await expect(dialog).toContainText('Elle se décide avec la personne mineure');
    await look(page, 'connexion-secrete-decision');
    await dialog.getByRole('button', { name: 'Ouvrir la connexion secrète' }).click();
    const bar = page.getByText('Connexion secrète en cours.');
    await expect(bar).toBeVisible();
    await openPatient(page, minor, 'documents');
    await expect(bar).toBeVisible();
    await addPdf(page, 'courrier.pdf', await samplePdf({ title: 'Compte rendu de consultation' }));
    const choices = page.getByRole('radiogroup', { name: 'Visibilité dans Mon espace santé' });
    await expect(choices.getByRole('radio', { name: 'Invisible aux représentants' })).toBeChecked();
    await expect(page.getByRole('list', { name: 'Envoi' })).toContainText('prêt');
    await expect(choices.getByRole('radio', { name: 'Masqué aux PS' })).toBeDisabled();
    await expect(choices.getByRole('radio', { name: 'Visible', exact: true })).toBeDisabled();
    await page.getByRole('grid', { name: 'Documents' }).getByRole('row').nth(2).click();
    await expect(page.getByRole('list', { name: 'Envoi' })).toContainText('En connexion secrète');
    await choices.getByRole('radio', { name: 'Invisible aux représentants' }).click();
    await expect(page.getByRole('list', { name: 'Envoi' })).toContainText('prêt');
    await look(page, 'connexion-secrete');
    await page.getByRole('link', { name: /^Patients/ }).click();
    await expect(bar).toHaveCount(0);
    await openPatient(page, minor, 'synthese');
    await expect(page.getByRole('button', { name: 'Connexion secrète' })).toBeVisible();
    await expect(bar).toHaveCount(0);
  });

  test('is ended where it is said', async () => {
    const { page } = post;
    await openPatient(page, minor, 'synthese');
    await page.getByRole('button', { name: 'Connexion secrète' }).click();
    await page.getByRole('button', { name: 'Ouvrir la connexion secrète' }).click();
    await page.getByRole('button', { name: 'Quitter la connexion secrète' }).click();
    await expect(page.getByText('Connexion secrète en cours.')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Connexion secrète' })).toBeVisible();
  });

  test('is offered to nobody of age', async () => {
    const { page } = post;
    const { id } = await createPatient(post.client, PAT_TROIS, { qualified: true });
    await openPatient(page, id, 'synthese');
    await expect(page.getByRole('button', { name: 'Connexion secrète' })).toHaveCount(0);
  });
});
