import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { PatientView } from '../../shared/contract/patients.ts';
import { adt, give, hl7File } from '../integration/patients/files.ts';
import { mergeRecords } from '../setup/merge-records.ts';
import { SMALL, workstation } from './fixture.ts';
import { createPatient, look, login, openPatient, PAT_TROIS, openRoom } from './workstation.ts';

const TABS = ['synthese', 'identite', 'droits'] as const;

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('the record on a small screen', () => {
  const post = workstation({ size: SMALL });

  test.beforeAll(() => login(post.page));

  const banner = (page: Page) => page.getByRole('region', { name: 'Patient', exact: true });
  const inTheme = async (colorScheme: 'light' | 'dark'): Promise<void> => {
    await post.page.emulateMedia({ colorScheme });
    // Colours go from one theme to the other in a tenth of a second.
    await expect.poll(() => post.page.evaluate(() => document.getAnimations().length)).toBe(0);
  };
  const inBothThemes = async (id: string, name: string): Promise<void> => {
    const { page } = post;
    for (const tab of TABS) {
      await openPatient(page, id, tab);
      await inTheme('light');
      await look(page, `dossier-${name}-${tab}`);
      await inTheme('dark');
      await look(page, `dossier-${name}-${tab}-sombre`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };

  test('stays taken from a file of the hospital are in the banner and in the summary', async () => {
    const { page, client } = post;
    const file = hl7File([
      { event: 'A01', ipp: 'H77', visit: 'V-2026-001', ward: 'CARDIOLOGIE^12^1', at: '20260302083000' },
      { event: 'A03', ipp: 'H77', visit: 'V-2026-001', ward: 'CARDIOLOGIE', at: '20260306110000' },
      { event: 'A01', ipp: 'H77', visit: 'V-2026-044', ward: 'URGENCES', at: '20260410120000' },
      { event: 'A11', ipp: 'H77', visit: 'V-2026-044', at: '20260410121000' },
      { event: 'A01', ipp: 'H77', visit: 'V-2026-107', ward: 'PNEUMOLOGIE', at: '20261118091500' },
    ]);
    expect((await give(client, file, { kind: 'hl7' })).rejected).toBe(0);
    const [row] = await client.call('patients.search', { query: 'sejourner' });
    await openPatient(page, row?.id ?? '', 'synthese');
    await expect(banner(page)).toContainText('Séjour en cours · PNEUMOLOGIE depuis le 18/11/2026');
    const lines = page.getByRole('region', { name: 'Séjours' }).getByRole('row');
    await expect(lines).toHaveCount(4);
    await expect(lines.nth(1)).toContainText('V-2026-107');
    await expect(lines.nth(1)).toContainText('En cours');
    await expect(lines.nth(2)).toContainText('URGENCES');
    await expect(lines.nth(2)).toContainText('Annulé');
    await expect(lines.nth(3)).toContainText('06/03/2026 à 11 h 00');
    await expect(lines.nth(3)).toContainText('Terminé');
    await inBothThemes(row?.id ?? '', 'sejours');
  });

  test('the médecin traitant is recorded from the summary, by name and address', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, { ...PAT_TROIS, birthName: 'SANS-MEDECIN' }, { qualified: false });
    await openPatient(page, id, 'synthese');
    await page.getByRole('button', { name: 'Saisir son nom et son adresse' }).click();
    const dialog = page.getByRole('dialog', { name: 'Médecin traitant' });
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(dialog.getByText('Le médecin traitant n’a pas de nom.')).toBeVisible();
    await look(page, 'medecin-traitant');
    await dialog.getByRole('textbox', { name: 'Nom et prénom' }).fill('Dr Luc AUBERT');
    await dialog.getByRole('textbox', { name: 'Adresse MSSanté' }).fill('luc.aubert@medecin.sandbox.mssante.fr');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(banner(page)).toContainText('Dr Luc AUBERT');
    await expect(page.getByText('Dr Luc AUBERT · luc.aubert@medecin.sandbox.mssante.fr')).toBeVisible();
  });

  test('a newborn of undetermined sex is created, and INSi is not asked before the sex is known', async () => {
    const { page } = post;
    await page.keyboard.press('Control+n');
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('TROUVEE');
    await page.getByRole('textbox', { name: 'Prénoms de naissance' }).fill('ALIX');
    await page.getByRole('radio', { name: 'Indéterminé' }).click({ force: true });
    await page.getByRole('textbox', { name: 'Date de naissance' }).fill('20/11/2026');
    await expect(page.getByText('INSi ne peut pas être interrogé tant que le sexe l’est')).toBeVisible();
    await inTheme('light');
    await look(page, 'sexe-indetermine-creation');
    await inTheme('dark');
    await look(page, 'sexe-indetermine-creation-sombre');
    await inTheme('light');
    await page.getByRole('button', { name: 'Créer le patient' }).click();
    await expect(banner(page)).toContainText('Sexe indéterminé');
    await expect(banner(page)).toContainText('naissance le 20/11/2026');
    await expect(page.getByRole('region', { name: 'Qualifier l’identité' })).toContainText('tant que le sexe est indéterminé');
    await look(page, 'sexe-indetermine-qualifier');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Interroger INSi' })).toBeDisabled();
    await expect(page.getByText('l’identité ne peut pas être qualifiée')).toBeVisible();
    await look(page, 'sexe-indetermine-identite');
    const address = page.url();
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await expect(page.getByRole('row').filter({ hasText: 'TROUVEE' })).toContainText('Indét.');
    await look(page, 'sexe-indetermine-liste');
    await page.goto(address);
    await page.getByRole('button', { name: 'Modifier les traits' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Féminin' }).click({ force: true });
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Interroger INSi' })).toBeEnabled();
    await expect(page.getByRole('list', { name: 'Traits modifiés' })).toContainText(/Sexe : avant Indéterminé → ?, devient Féminin/);
  });

  test('a document that contradicts INSi and confirms what was typed gives back those traits, and the history tells them', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, { ...PAT_TROIS, birthFirstNames: 'DOMINIQUE', birthPlace: '51108' }, { qualified: true });
    await openPatient(page, id, 'identite');
    const history = page.getByRole('region', { name: 'Historique de l’identité' });
    await expect(history.getByRole('list', { name: 'Traits modifiés' })).toContainText('Prénoms de naissance');
    await page.getByRole('button', { name: /Pièce d’identité présentée/ }).click();
    await page.getByRole('option', { name: 'Passeport' }).click();
    await page.getByRole('radio', { name: /confirme ce qui avait été saisi/ }).click({ force: true });
    await expect(page.getByText('ces traits sont remis')).toBeVisible();
    await page.getByRole('button', { name: 'Enregistrer la contradiction' }).scrollIntoViewIfNeeded();
    await inTheme('light');
    await look(page, 'piece-discordante');
    await inTheme('dark');
    await look(page, 'piece-discordante-sombre');
    await inTheme('light');
    await page.getByRole('button', { name: 'Enregistrer la contradiction' }).click();
    await expect(banner(page)).toContainText('Identité validée');
    await expect(page.getByRole('table').first()).toContainText('51108');
    await expect(history.getByRole('list', { name: 'Traits modifiés' })).toHaveCount(2);
    await history.scrollIntoViewIfNeeded();
    await look(page, 'historique-traits');
    await inTheme('dark');
    await look(page, 'historique-traits-sombre');
    await inTheme('light');
    // A matricule for one record: the next journeys need it.
    await client.call('patients.editTraits', {
      id,
      traits: { ...PAT_TROIS, birthName: 'RENDUE' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: null,
    });
  });

  test('each status, a doubt, a protected adult, a newborn without INS and a merged record are plain in light and in dark', async () => {
    test.setTimeout(240_000);
    const { client } = post;
    const { id: qualified } = await createPatient(client, PAT_TROIS, { qualified: true });
    await inBothThemes(qualified, 'qualifie');

    const lunar = await createPatient(
      client,
      { birthName: 'SABLE-LUNE', birthFirstNames: 'AICHA', sex: 'F', birthDate: '1938-00-00', birthPlace: '99352' },
      { qualified: false },
    );
    await openPatient(post.page, lunar.id, 'identite');
    await expect(post.page.getByText('les documents portent 31/12/1938')).toBeVisible();
    const { proposal } = await client.call('patients.askInsi', { id: lunar.id });
    await client.call('patients.acceptInsi', { id: lunar.id, proposal: proposal?.id ?? '' });
    await inBothThemes(lunar.id, 'recupere');

    const more = (
      protection: PatientView['protection'],
      representatives: { readonly name: string; readonly relation: 'parent' | 'tuteur'; readonly phone: string | null }[],
    ) => ({
      usedName: 'ROUX-MARTIN',
      usedFirstName: null,
      phone: '06 12 34 56 78',
      billingNss: null,
      protection,
      representatives,
      correspondents: [],
    });
    const adult = await createPatient(client, { ...PAT_TROIS, birthName: 'PROTEGEE', birthDate: '1950-05-05' }, { qualified: false });
    await client.call('patients.edit', {
      id: adult.id,
      complementary: more('tutelle', [
        { name: 'Mme Claire ROUX', relation: 'tuteur', phone: '06 00 00 00 00' },
        { name: 'Jean PROTEGEE', relation: 'parent', phone: null },
      ]),
    });
    await client.call('patients.recordIdentityDocument', { id: adult.id, type: 'CN' });
    await openPatient(post.page, adult.id, 'identite');
    await expect(banner(post.page)).toContainText('Tuteur : Mme Claire ROUX');
    await expect(banner(post.page)).not.toContainText('Jean PROTEGEE');
    await inBothThemes(adult.id, 'majeur-protege');

    const now = new Date();
    const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
    const newborn = await createPatient(
      client,
      { birthName: 'NOUVELLE-NEE', birthFirstNames: 'LEA', sex: 'F', birthDate: day, birthPlace: '51454' },
      { qualified: false },
    );
    await client.call('patients.edit', {
      id: newborn.id,
      complementary: { ...more('none', [{ name: 'Anne NOUVELLE', relation: 'parent', phone: null }]), usedName: null },
    });
    await inBothThemes(newborn.id, 'nouveau-ne');

    const doubted = await createPatient(client, { ...PAT_TROIS, birthName: 'DOUTEUSE', birthDate: '1966-06-06' }, { qualified: false });
    await client.call('patients.setAttributes', { id: doubted.id, homonym: true, doubtful: true, fictive: false });
    await openPatient(post.page, doubted.id, 'identite');
    await expect(post.page.getByText('retirez d’abord l’attribut')).toBeVisible();
    await inBothThemes(doubted.id, 'douteuse');

    const twice = await createPatient(client, { ...PAT_TROIS, birthName: 'ANCIEN-DOUBLE', birthDate: '1979-05-29' }, { qualified: false });
    await mergeRecords(client, qualified, twice.id);
    await inBothThemes(qualified, 'fusionne');
  });

  test('what another system says is kept apart: matricule, proof, opposition to be confirmed', async () => {
    const { page, client } = post;
    const message = adt({
      event: 'A01',
      ipp: 'H90',
      birthName: 'RECUE',
      visit: 'V90',
      ward: 'CHIR',
      ins: { matricule: '277076322082910', oid: '1.2.250.1.213.1.4.10' },
    });
    const file = `${message}ZFA|ACTIF|20261120||||||IO|20261120|IC|20261120\rZFD|||N|N|INSI|20211201|PA\r`;
    expect((await give(client, Buffer.from(file), { kind: 'hl7' })).created).toBe(1);
    const [row] = await client.call('patients.search', { query: 'recue' });
    const id = row?.id ?? '';
    await openPatient(page, id, 'identite');
    const received = page.getByRole('region', { name: 'Traits du dossier' });
    await expect(received).toContainText('Matricule reçu, à vérifier');
    await expect(received).toContainText('2 77 07 63 220 829 10');
    await expect(received).toContainText('Jamais transmis');
    await expect(banner(page)).toContainText('Matricule INS pas encore récupéré');
    await expect(page.getByRole('region', { name: 'Pièce d’identité' })).toContainText(
      /Preuve reçue de « HOPITAL » le .* : INSi le 01\/12\/2021, passeport/,
    );
    await inBothThemes(id, 'recu');
    await page.setViewportSize({ width: 640, height: 400 });
    await look(page, 'dossier-recu-petit');
    await page.setViewportSize({ width: 1280, height: 800 });

    await openPatient(page, id, 'droits');
    const records = page.getByRole('region', { name: 'Information et opposition' });
    await expect(records).toContainText('Opposition reçue de « HOPITAL » (20/11/2026), à confirmer');
    await expect(records).toContainText('Cette opposition bloque le premier envoi au DMP');
    await banner(page).getByRole('button', { name: 'Confirmer : Consultation, informée, non opposée' }).click();
    await expect(banner(page)).not.toContainText('Information reçue');
    await records.getByRole('button', { name: 'Confirmer : Alimentation, opposée' }).click();
    await expect(records).not.toContainText('à confirmer');
    await expect(records.getByRole('row', { name: /^Alimentation/ })).toContainText('Dr Paule DURAND');
    const { feeding: kept } = await client.call('patients.get', { id });
    expect(kept).toMatchObject({ state: 'opposed', toConfirm: false });

    await openRoom(page, 'patients');
    await page.getByRole('link', { name: /À traiter/ }).click();
    await page.getByRole('tab', { name: /Matricules reçus/ }).click();
    const line = page.getByRole('grid', { name: 'Matricules reçus' }).getByRole('row', { name: /RECUE/ });
    await expect(line).toContainText('À vérifier auprès d’INSi');
    await expect(line).toContainText('reçu de « HOPITAL »');
    await look(page, 'matricules-recus');
    await line.getByRole('button', { name: /Ouvrir/ }).click();
    await expect(banner(page)).toContainText('RECUE');
  });

  test('a death, an address and an unknown person are said as they are', async () => {
    const { page, client } = post;
    const of = (at: string, pid: readonly string[]): string =>
      [`MSH|^~\\&|SIH|HOPITAL|POSTE|POSTE|${at}||ADT^A28|${at}|P|2.5|||||FRA|UNICODE UTF-8`, `EVN||${at}`, pid.join('|'), ''].join('\r');
    const known = [
      'PID',
      '1',
      '',
      'H91^^^HOPITAL&1.2.250.1.999.7.1&ISO^PI',
      '',
      'DISPARUE^ANNE^ANNE^^^^L',
      '',
      '19400312',
      'F',
      '',
      '',
      '12 RUE DU PORT^^REIMS^^51100^^H~^^^^^^BDL^^51215',
      '',
      '^PRN^PH^^^^^^^^^0326000000',
      ...Array.from({ length: 15 }, () => ''),
      '20261101',
      'Y',
    ];
    const unknown = [
      'PID',
      '1',
      '',
      'H92^^^HOPITAL&1.2.250.1.999.7.1&ISO^PI',
      '',
      'INCONNU^X^X^^^^L',
      '',
      '',
      'M',
      ...Array.from({ length: 22 }, () => ''),
      'Y',
    ];
    const run = await give(client, Buffer.from(of('20261129080000', known) + of('20261129090000', unknown)), { kind: 'hl7' });
    expect(run.created).toBe(2);
    const idOf = async (query: string): Promise<string> => (await client.call('patients.search', { query }))[0]?.id ?? '';
    await openPatient(page, await idOf('disparue'), 'identite');
    await expect(banner(page)).toContainText('Décédée le 01/11/2026');
    await expect(page.getByRole('region', { name: 'Vie courante' })).toContainText('12 RUE DU PORT');
    await look(page, 'dossier-decedee');
    await openPatient(page, await idOf('inconnu'), 'identite');
    await expect(banner(page)).toContainText('date de naissance inconnue');
    await expect(banner(page)).toContainText('âge inconnu');
    await expect(page.getByRole('row', { name: 'Date de naissance inconnue' })).toBeVisible();
    await look(page, 'dossier-inconnu');
    await openRoom(page, 'patients');
    await expect(page.getByRole('row', { name: /INCONNU/ })).toContainText('inconnue');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
