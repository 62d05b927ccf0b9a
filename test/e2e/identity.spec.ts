import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { identityBlock } from '../../electron/datamatrix/block.ts';
import { drawBlocks } from '../../electron/datamatrix/draw.ts';
import { cardOf, type VitaleCard } from '../sandbox/insi/vitale.ts';
import { personOf } from '../sandbox/insi/population.ts';
import { drawPage } from '../integration/datamatrix/render.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { patTrois } from '../unit/datamatrix/patient.ts';
import { createPatient, login, look, openPatient, openWorkstation, PAT_TROIS, type Workstation, openRoom } from './workstation.ts';

/** Traits of somebody of the simulated population, as a desk would type them. */
function traitsOf(id: string): StrictTraits {
  const { birthName, firstNames, sex, birthDate, birthPlace } = personOf(id);
  return { birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
}

/** What the software that reads the carte Vitale hands over. */
const handOver = ({ insuredNir, regime, fund, centre, beneficiaries }: VitaleCard): string => {
  const nirOf = (nir: string): { number: string; key: string } => ({ number: nir.slice(0, 13), key: nir.slice(13) });
  const [insured] = beneficiaries;
  return JSON.stringify({
    format: 'poste-sante.vitale',
    version: 1,
    source: 'vitale',
    readAt: new Date().toISOString(),
    regime,
    fund,
    centre,
    holder: { birthName: insured?.birthName, firstName: insured?.firstName, birthDate: insured?.birthDate, nir: nirOf(insuredNir) },
    beneficiaries: beneficiaries.map(({ birthName, firstName, birthDate, birthRank, nir }) => ({
      birthName,
      firstName,
      birthDate,
      rank: birthRank,
      nir: nir === null ? null : nirOf(nir),
    })),
  });
};

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('who the patient is', () => {
  let post: Workstation;
  let drop: string;

  test.beforeAll(async () => {
    drop = await mkdtemp(join(tmpdir(), 'poste-vitale-'));
    post = await openWorkstation({ changes: { vitale: { dropFolder: drop } } });
    await login(post.page);
  });
  test.afterAll(async () => {
    await post.close();
    await rm(drop, { recursive: true, force: true });
  });

  const status = (page: Page) => page.getByRole('region', { name: 'Patient', exact: true });
  const insertVitale = async (id: string): Promise<void> => {
    await writeFile(join(drop, 'lecture.vitale.tmp'), handOver(cardOf(id).card), { mode: 0o600 });
    await rename(join(drop, 'lecture.vitale.tmp'), join(drop, `${id}.vitale.json`));
  };
  const create = async (page: Page, traits: StrictTraits): Promise<void> => {
    await page.keyboard.press('Control+n');
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill(traits.birthName);
    await page.getByRole('textbox', { name: 'Prénoms de naissance' }).fill(traits.birthFirstNames);
    await page.getByRole('radio', { name: traits.sex === 'F' ? 'Féminin' : 'Masculin' }).click({ force: true });
    await page.getByRole('textbox', { name: 'Date de naissance' }).fill(traits.birthDate.split('-').toReversed().join('/'));
  };
  const submit = (page: Page) => page.getByRole('button', { name: 'Créer le patient' }).click();
  const accept = (page: Page) => page.getByRole('button', { name: 'Accepter les traits INSi' });
  const seeDocument = (page: Page) =>
    page
      .getByRole('group', { name: /^Pièces d’identité/ })
      .getByRole('button', { name: 'Passeport' })
      .click();
  /** In the tab, where the whole identity is. */
  const recordDocument = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: /Pièce d’identité présentée/ }).click();
    await page.getByRole('option', { name: 'Passeport' }).click();
    await page.getByRole('button', { name: /Enregistrer (la pièce présentée|une autre pièce)/ }).click();
  };

  test('several identities: nothing is accepted, the place of birth chosen by its name tells them apart, then qualified', async () => {
    const { page } = post;
    const person = personOf('miroir-charlie-69123');
    await create(page, traitsOf(person.id));
    await submit(page);
    await expect(page.getByText('Plusieurs identités correspondent')).toBeVisible();
    await look(page, 'insi-plusieurs');
    await page.getByRole('button', { name: 'Corriger ma saisie' }).click();
    const place = page.getByRole('dialog').getByRole('combobox', { name: 'Lieu de naissance' });
    await place.fill('lyon');
    await page.getByRole('option').filter({ hasText: '69123' }).first().click();
    await look(page, 'modifier-traits');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await accept(page).click();
    await expect(status(page)).toContainText('Identité récupérée');
    await seeDocument(page);
    await expect(status(page)).toContainText('Identité qualifiée');
    await look(page, 'identite-qualifiee-complete');
  });

  test('records that look alike are said once they were looked for, before the sex is known; Esc closes the list of places alone', async () => {
    const { page } = post;
    const person = personOf('miroir-charlie-69123');
    const near = page.getByRole('region', { name: 'Dossiers proches déjà créés' });
    const field = (name: string) => page.getByRole('textbox', { name });
    await page.keyboard.press('Control+n');
    await field('Nom de naissance').fill('PERSONNE-PROCHE');
    await expect(near).toContainText('apparaîtront ici');
    await field('Prénoms de naissance').fill('ZELIE');
    await field('Date de naissance').fill('01/02/1953');
    await expect(near).toContainText('Aucun dossier proche.');
    const { birthName, birthFirstNames, birthDate } = traitsOf(person.id);
    await field('Nom de naissance').fill(birthName);
    await field('Prénoms de naissance').fill(birthFirstNames);
    await field('Date de naissance').fill(birthDate.split('-').toReversed().join('/'));
    await expect(near.getByRole('link', { name: /Ouvrir ce dossier/ })).toBeVisible();
    await look(page, 'dossier-proche-sans-sexe');
    const place = page.getByRole('combobox', { name: 'Lieu de naissance' });
    await place.fill('reims');
    await expect(page.getByRole('option').first()).toBeVisible();
    await place.press('Escape');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await expect(place).toHaveValue('reims');
    await place.fill('');
    await place.press('Escape');
    await expect(page.getByRole('grid', { name: 'Patients' })).toBeVisible();
  });

  test('one difference of typing is seen before the duplicate is made; declined, both are kept', async () => {
    const { page } = post;
    await createPatient(post.client, PAT_TROIS, { qualified: true });
    await create(page, { ...PAT_TROIS, birthName: 'PAT TROI', birthPlace: null });
    await expect(page.getByRole('list', { name: 'Dossiers proches déjà créés' })).toContainText('PAT-TROIS');
    await submit(page);
    const other = page.getByRole('button', { name: /créer quand même/ });
    await expect(other).toHaveAttribute('data-variant', 'secondary');
    await expect(page.getByRole('link', { name: /Ouvrir ce dossier : PAT-TROIS/ }).getByText('Ouvrir ce dossier')).toHaveAttribute(
      'data-variant',
      'primary',
    );
    await look(page, 'dossier-proche');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: /Ouvrir ce dossier : PAT-TROIS/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(other).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue('PAT TROI');
    await submit(page);
    await other.click();
    await expect(status(page)).toContainText('PAT TROI');
  });

  test('the duplicate is merged into the qualified record, and the merge undone', async () => {
    const { page } = post;
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Fusionner avec un autre dossier' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fusionner deux dossiers' });
    await dialog.getByRole('searchbox').fill('pat-trois');
    await dialog.getByRole('button', { name: /Choisir ce dossier : PAT-TROIS/ }).click();
    await expect(dialog.getByText(/PAT-TROIS DOMINIQUE/)).toBeVisible();
    await look(page, 'fusion');
    await dialog.getByRole('button', { name: 'Fusionner les deux dossiers' }).click();
    await expect(status(page)).toContainText('PAT-TROIS');
    await expect(status(page)).toContainText('Identité qualifiée');
    expect(await post.client.call('patients.search', { query: 'pat' })).toHaveLength(1);
    await page.getByRole('button', { name: 'Défaire la fusion' }).click();
    await expect(page.getByText('Fusion défaite')).toBeVisible();
    expect(await post.client.call('patients.search', { query: 'pat' })).toHaveLength(2);
  });

  test('a child on a parent’s card: the right beneficiary is picked, INSi answers the child’s own matricule', async () => {
    const { page } = post;
    const { card, line } = cardOf('garonne-noe');
    await insertVitale(line.person.id);
    const dialog = page.getByRole('dialog', { name: 'Carte Vitale lue' });
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('listitem')).toHaveCount(card.beneficiaries.length);
    await look(page, 'carte-vitale');
    await dialog.getByRole('button', { name: `Choisir ${line.firstName} : Nouveau dossier` }).click();
    await expect(status(page)).toContainText(line.person.firstName);
    await accept(page).click();
    await expect(status(page)).toContainText('Identité récupérée');
    await seeDocument(page);
    await expect(status(page)).toContainText('Identité qualifiée');
    const shown = (await status(page).textContent())?.replaceAll(/\s/g, '') ?? '';
    expect(shown).toContain(line.person.ins?.number);
    expect(shown).not.toContain(card.insuredNir.slice(0, 13));
  });

  test('twins are told apart by their rank, and warned of each other', async () => {
    const { page } = post;
    for (const id of ['loire-leo', 'loire-lea']) {
      const { line } = cardOf(id);
      await insertVitale(id);
      const dialog = page.getByRole('dialog', { name: 'Carte Vitale lue' });
      await dialog.getByRole('button', { name: `Choisir ${line.firstName} : Nouveau dossier` }).click();
      await accept(page).click();
      await seeDocument(page);
      await expect(status(page)).toContainText('Identité qualifiée');
      const shown = (await status(page).textContent())?.replaceAll(/\s/g, '') ?? '';
      expect(shown).toContain(line.person.ins?.number);
    }
    await expect(page.getByRole('region', { name: 'Attention : dossiers ressemblants' })).toContainText('jumeau');
    await look(page, 'jumeaux');
  });

  test('a strict trait edited loses the status: it is announced, and what was sent under it is listed', async () => {
    const { page, client } = post;
    const [known] = await client.call('patients.search', { query: 'pat-trois' });
    if (known === undefined) throw new Error('no patient');
    await client.call('patients.recordInformation', { id: known.id, purpose: 'feeding', state: 'informed' });
    const row = await client.call('documents.add', {
      patientId: known.id,
      fileName: 'courrier.pdf',
      bytes: new Uint8Array(await samplePdf({ title: 'Parti sous l’ancienne identité' })),
    });
    await client.call('documents.validate', {
      id: row.id,
      form: { ...row.form, type: '11488-4', title: 'Parti sous l’ancienne identité', recipients: [] },
    });
    await client.until('records.changed', async () =>
      (await client.call('outbox.list', null)).every(({ state }) => state === 'sent') ? true : null,
    );
    await openPatient(page, known.id, 'identite');
    await page.getByRole('button', { name: 'Modifier les traits' }).click();
    await expect(page.getByRole('dialog')).toContainText('Un document est déjà parti');
    await look(page, 'perte-du-statut');
    await page.getByRole('button', { name: /^Modifier : l’identité n’est plus qualifiée/ }).click();
    await expect(page.getByRole('dialog')).toContainText('à « Provisoire »');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Recopiés de la pièce/ })
      .click();
    await page.getByRole('option', { name: 'Passeport' }).click();
    await expect(page.getByRole('dialog')).toContainText('à « Validée »');
    await look(page, 'modifier-traits-piece');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Recopiés de la pièce/ })
      .click();
    await page.getByRole('option', { name: 'Saisie sans pièce' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Prénoms de naissance' }).fill('DOMINIQUE MARIE');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(status(page)).toContainText('Identité provisoire');
    await expect(page.getByRole('region', { name: /1 document est parti sous une identité/ })).toContainText(
      'Parti sous l’ancienne identité',
    );
    await look(page, 'documents-ancienne-identite');
  });

  test('without INS (AME, visitor, newborn): validated at most, no DMP, the professional mail leaves', async () => {
    const { page } = post;
    await create(page, traitsOf('berceau-alba'));
    await submit(page);
    await expect(page.getByText('Aucune identité trouvée')).toBeVisible();
    await seeDocument(page);
    await expect(status(page)).toContainText('Identité validée');
    await page.getByRole('tab', { name: 'Documents' }).click();
    await page.getByLabel('Ajouter un PDF').setInputFiles({ name: 'courrier.pdf', mimeType: 'application/pdf', buffer: await samplePdf() });
    const channels = page.getByRole('list', { name: 'Envoi' });
    await expect(channels.getByRole('listitem').filter({ hasText: 'DMP' })).toContainText('bloqué');
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).fill('luc.aubert@medecin.sandbox.mssante.fr');
    await page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' }).press('Enter');
    await expect(channels.getByRole('listitem').filter({ hasText: 'luc.aubert' })).toContainText('attend la connexion MSSanté');
  });

  test('a doubtful identity loses its status after one confirmation, and INSi is not asked', async () => {
    const { page } = post;
    const { id } = await createPatient(post.client, traitsOf('compose-marie-france'), { qualified: false });
    await openPatient(page, id, 'identite');
    await recordDocument(page);
    await expect(status(page)).toContainText('Identité validée');
    await page.getByText(/^Identité douteuse/).click();
    await page.getByRole('button', { name: /redevient provisoire/ }).click();
    await expect(status(page)).toContainText('Douteuse');
    await expect(page.getByRole('button', { name: 'Interroger INSi' })).toBeDisabled();
    await look(page, 'douteuse');
  });

  test('a scanned datamatrix opens the record of its matricule', async () => {
    const { page } = post;
    await openRoom(page, 'patients');
    await page.evaluate((payload) => {
      for (const key of [...payload, 'Enter']) {
        const separator = key === '\u001D';
        window.dispatchEvent(
          new KeyboardEvent('keydown', { key: separator ? ']' : key, ctrlKey: separator, bubbles: true, cancelable: true }),
        );
      }
    }, 'IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE\u001DS4PAT-TROIS\u001DS5FS628-03-1979S751215');
    const dialog = page.getByRole('dialog', { name: 'Datamatrix INS lu' });
    await expect(dialog).toContainText('DOMINIQUE MARIE-LOUISE');
    await look(page, 'datamatrix');
    await dialog.getByRole('button', { name: /Ouvrir ce dossier : PAT-TROIS/ }).click();
    await expect(status(page)).toContainText('PAT-TROIS');
  });

  test('a photograph of 35 million pixels is made smaller before its datamatrix is read', async () => {
    const { page } = post;
    const block = await drawBlocks(
      identityBlock(patTrois, { test: true }),
      [{ width: 210, height: 297, boxes: [{ left: 20, top: 150, width: 100, height: 40 }] }],
      'Essai',
    );
    const { jpeg } = await drawPage(block, 1, 600);
    await openRoom(page, 'patients');
    await page
      .getByLabel('Image ou PDF portant un datamatrix INS')
      .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpeg) });
    const dialog = page.getByRole('dialog', { name: 'Datamatrix INS lu' });
    await expect(dialog).toContainText(patTrois.birthName);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  test('the datamatrix of a page four times taller than wide is read', async () => {
    const { page } = post;
    const block = await drawBlocks(
      identityBlock(patTrois, { test: true }),
      [{ width: 210, height: 840, boxes: [{ left: 20, top: 150, width: 100, height: 40 }] }],
      'Essai',
    );
    await openRoom(page, 'patients');
    await page
      .getByLabel('Image ou PDF portant un datamatrix INS')
      .setInputFiles({ name: 'long.pdf', mimeType: 'application/pdf', buffer: Buffer.from(block) });
    const dialog = page.getByRole('dialog', { name: 'Datamatrix INS lu' });
    await expect(dialog).toContainText(patTrois.birthName);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  test('labels and the identity sheet are seen before they are printed', async () => {
    const { page } = post;
    const [qualified] = await post.client.call('patients.search', { query: 'miroir' });
    await openPatient(page, qualified?.id ?? '', 'identite');
    await page.getByRole('button', { name: 'Imprimer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Imprimer l’identité' });
    for (const format of ['Une étiquette', 'La fiche d’identité (A4)']) {
      await dialog.getByText(format).click();
      await expect(dialog.getByRole('button', { name: 'Imprimer' })).toBeEnabled();
      await look(page, `imprimer-${format.slice(3, 8).trim()}`);
    }
    await page.keyboard.press('Escape');
  });

  test('a CSV is tried, its refused line says why, then imported; what is to be qualified is listed', async () => {
    const { page } = post;
    const csv =
      'ipp;nom_naissance;prenoms_naissance;sexe;date_naissance\nH001;SABLE-IMPORT;ANNA;F;1980-02-03\nH002;SABLE-IMPORT;BRUNO;M;1980-02-31\n';
    await openRoom(page, 'patients');
    await page.getByRole('button', { name: 'Importer' }).click();
    await page
      .getByLabel('Fichier CSV ou HL7 à importer')
      .setInputFiles({ name: 'patients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await expect(page.getByRole('region', { name: 'Lignes refusées' })).toContainText('3');
    await look(page, 'import-essai');
    expect(await post.client.call('patients.search', { query: 'sable-import' })).toHaveLength(0);
    await page.getByRole('button', { name: 'Importer sans la ligne refusée' }).click();
    await expect.poll(async () => (await post.client.call('patients.search', { query: 'sable-import' })).length).toBe(1);
    await expect(page.getByRole('list', { name: 'Résultat' })).toHaveText('1 créé0 mis à jour0 inchangé1 refusé');
    await openRoom(page, 'patients');
    await page.getByRole('link', { name: /À traiter/ }).click();
    await expect(page.getByRole('grid', { name: 'À qualifier aujourd’hui' })).toBeVisible();
    await look(page, 'a-traiter');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
