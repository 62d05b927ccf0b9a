import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { PatientView } from '../../shared/contract/patients.ts';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { SMALL, workstation } from './fixture.ts';
import { createPatient, login, look, openPatient, PAT_TROIS } from './workstation.ts';

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('two records of one person', () => {
  const post = workstation({ size: SMALL });
  let double: PatientView;

  test.beforeAll(() => login(post.page));

  const banner = (page: Page) => page.getByRole('region', { name: 'Patient', exact: true });
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Fusionner deux dossiers' });
  const row = (page: Page, name: string) =>
    dialog(page)
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const create = async (traits: StrictTraits, more: { readonly usedName?: string; readonly phone?: string }): Promise<PatientView> => {
    const seen = (await post.client.call('patients.similar', { traits, usedName: null })).map((similar) => similar.row.id);
    const { id } = await post.client.call('patients.create', {
      traits,
      usedName: more.usedName ?? null,
      usedFirstName: null,
      phone: more.phone ?? null,
      seen,
    });
    return await post.client.call('patients.get', { id });
  };
  /** In light and in dark, on the smallest screen and on the usual one. */
  const lookEverywhere = async (name: string): Promise<void> => {
    const { page } = post;
    for (const [width, height] of [
      [1280, 800],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((value) => document.documentElement.setAttribute('data-theme', value), theme);
        await look(page, `${name}-${width}-${theme}`);
      }
    }
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
  };

  test('are found by what looks alike, compared field by field, and made one as it was picked', async () => {
    const { page, client } = post;
    const qualified = await createPatient(client, PAT_TROIS, { qualified: true });
    await client.call('patients.edit', {
      id: qualified.id,
      complementary: {
        usedName: 'Martin',
        usedFirstName: null,
        phone: '06 00 00 00 01',
        billingNss: null,
        protection: 'none',
        representatives: [],
        correspondents: [],
      },
    });
    double = await create(
      { ...PAT_TROIS, birthFirstNames: 'DOMINIQUE', birthPlace: null },
      { usedName: 'Durand', phone: '06 00 00 00 02' },
    );
    for (const [id, name] of [
      [qualified.id, 'Dr Luc AUBERT'],
      [double.id, 'Dr Paule DURAND'],
    ] as const)
      await client.call('patients.setMedecinTraitant', { id, medecinTraitant: { name, address: null } });
    await openPatient(page, double.id, 'identite');
    await page.getByRole('button', { name: 'Fusionner avec un autre dossier' }).click();
    const alike = dialog(page).getByRole('list', { name: 'Dossiers qui ressemblent à celui-ci' });
    await expect(alike).toContainText('PAT-TROIS');
    await expect(alike.getByRole('button').first()).toBeFocused();
    await lookEverywhere('fusion-ressemblants');
    await alike.getByRole('button', { name: /Choisir ce dossier : PAT-TROIS/ }).click();
    await expect(dialog(page)).toContainText('Les deux dossiers portent les mêmes traits');
    // The more proven identity is proposed, though the other record is open.
    await expect(dialog(page).getByRole('radio', { name: `Garder le dossier ${qualified.ipp}`, exact: false })).toBeChecked();
    await expect(row(page, 'Prénoms de naissance')).toContainText('Plus complet');
    await expect(row(page, 'Prénoms de naissance').getByRole('radio')).toHaveCount(0);
    await expect(row(page, 'Prénoms de naissance')).toContainText('suit le dossier gardé');
    await expect(dialog(page)).toContainText('Le dossier à l’identité la plus sûre est proposé.');
    await expect(row(page, 'Téléphone')).toContainText('Différent');
    await expect(row(page, 'Téléphone')).toContainText(`reste : ${qualified.ipp}`);
    await expect(row(page, 'Matricule INS')).toContainText('clé');
    await expect(row(page, 'Matricule INS')).toContainText('D’un seul côté');
    await expect(row(page, 'Médecin traitant')).toContainText(`reste : ${qualified.ipp}, l’autre devient un correspondant`);
    await expect(row(page, 'Rattaché au dossier')).toContainText('1 correspondant');
    await row(page, 'Téléphone')
      .getByRole('radio', { name: /06 00 00 00 02/ })
      .check();
    await expect(row(page, 'Téléphone')).toContainText(`reste : ${double.ipp}`);
    await lookEverywhere('fusion-comparaison');
    await dialog(page).getByRole('button', { name: 'Fusionner les deux dossiers' }).click();
    await expect(banner(page)).toContainText('Identité qualifiée');
    const merges = page.getByRole('region', { name: 'Fusions' });
    const dropped = merges.getByRole('list', { name: `Valeurs non gardées à la fusion avec ${double.ipp}` });
    await expect(dropped).toContainText(`Nom utilisé : Durand (dossier ${double.ipp})`);
    await expect(dropped).toContainText('Téléphone : 06 00 00 00 01 (avant la fusion)');
    await expect(page.getByRole('region', { name: 'Vie courante' })).toContainText('06 00 00 00 02');
    await merges.scrollIntoViewIfNeeded();
    await lookEverywhere('fusion-faite');
  });

  test('are given back, each with what it held', async () => {
    const { page, client } = post;
    await page.getByRole('button', { name: 'Défaire la fusion' }).click();
    await expect(page.getByText('Fusion défaite')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Vie courante' })).toContainText('06 00 00 00 01');
    expect(await client.call('patients.get', { id: double.id })).toMatchObject({
      phone: '06 00 00 00 02',
      usedName: 'Durand',
      traits: double.traits,
    });
  });

  test('say what is lost when the less proven one is chosen, in the button too', async () => {
    const { page } = post;
    await openPatient(page, double.id, 'identite');
    await page.getByRole('button', { name: 'Fusionner avec un autre dossier' }).click();
    await dialog(page)
      .getByRole('button', { name: /Choisir ce dossier : PAT-TROIS/ })
      .click();
    await dialog(page)
      .getByRole('radio', { name: `Garder le dossier ${double.ipp}`, exact: false })
      .check();
    await expect(dialog(page)).toContainText('L’identité qualifiée');
    await expect(dialog(page)).toContainText('est perdue : celle qui reste est provisoire');
    await expect(dialog(page)).toContainText('n’est pas repris : interrogez INSi');
    await expect(dialog(page).getByRole('button', { name: 'Fusionner : l’identité qualifiée est perdue' })).toBeEnabled();
    await expect(row(page, 'Lieu de naissance').getByRole('radio', { name: /51215/ })).toBeChecked();
    await lookEverywhere('fusion-moins-sure');
    await dialog(page).getByRole('button', { name: 'Annuler' }).click();
  });

  test('of two people by their traits ask for one more word', async () => {
    const { page, client } = post;
    const other = await create(
      { birthName: 'AUTRE-PERSONNE', birthFirstNames: 'ZELIE', sex: 'F', birthDate: '1951-05-05', birthPlace: '75056' },
      {},
    );
    await openPatient(page, other.id, 'identite');
    await page.getByRole('button', { name: 'Fusionner avec un autre dossier' }).click();
    await expect(dialog(page)).toContainText('Aucun dossier ne ressemble à celui-ci');
    await expect(dialog(page).getByRole('searchbox')).toBeFocused();
    await dialog(page).getByRole('searchbox').fill(double.ipp);
    await dialog(page)
      .getByRole('list', { name: 'Autres dossiers trouvés' })
      .getByRole('button', { name: new RegExp(double.ipp) })
      .click();
    await expect(dialog(page)).toContainText(
      'Ces traits sont ceux de deux personnes : nom de naissance, prénoms de naissance, date de naissance',
    );
    await expect(dialog(page)).toContainText('Les deux identités se valent : choisissez celle qui reste.');
    const act = dialog(page).getByRole('button', { name: 'Fusionner les deux dossiers' });
    await expect(act).toBeDisabled();
    await dialog(page).getByText('Ce sont bien deux dossiers de la même personne').click();
    await lookEverywhere('fusion-deux-personnes');
    // Another window changes one of them meanwhile.
    await client.call('patients.setAttributes', { id: other.id, homonym: true, doubtful: false, fictive: false });
    await act.click();
    await expect(dialog(page)).toContainText('a changé pendant que vous les compariez : rien n’a été fusionné');
    await expect(dialog(page).getByRole('button', { name: 'Relire les deux dossiers' })).toBeInViewport();
    await lookEverywhere('fusion-changee');
    await dialog(page).getByRole('button', { name: 'Relire les deux dossiers' }).click();
    await expect(dialog(page)).toContainText('Homonyme');
    await expect(act).toBeDisabled();
    await dialog(page).getByText('Ce sont bien deux dossiers de la même personne').click();
    await act.dblclick();
    await expect(page.getByText('Dossiers fusionnés.')).toBeVisible();
    // Once, and both numbers find the one that stays.
    for (const query of [other.ipp, double.ipp])
      expect((await client.call('patients.search', { query })).map((found) => found.ipp)).toEqual([double.ipp]);
    expect((await client.call('patients.get', { id: double.id })).merges).toHaveLength(1);
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
