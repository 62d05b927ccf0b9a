import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import { LISE_GARNIER } from '../sandbox/identities.ts';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { connectMss, createPatient, login, look, openPatient, openRoom, PAT_TROIS, shot } from './workstation.ts';

const RUTH = { birthName: 'NESSI', birthFirstNames: 'RUTH ISABELLE', sex: 'F', birthDate: '1977-07-14', birthPlace: '63220' } as const;
const CAMILLE = {
  birthName: 'BAC-A-SABLE',
  birthFirstNames: 'CAMILLE ROSE',
  sex: 'F',
  birthDate: '1990-05-05',
  birthPlace: '51215',
} as const;

test.describe.configure({ mode: 'serial' });
test.describe('one selection, one undo', () => {
  const post = workstation({ changes: { outbox: { undoMs: 30_000 } } });
  let pat: string;
  /** The letter of each patient, whom it names. */
  const letters = new Map<string, Uint8Array<ArrayBuffer>>();

  test.beforeAll(async () => {
    await login(post.page);
    await connectMss(post.page);
    pat = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
    letters.set(pat, new Uint8Array(await samplePdf()));
  });

  /** A draft in a record, without the window. */
  const draft = async (patientId: string, title: string, form: Partial<DocumentRow['form']> = {}): Promise<DocumentRow> => {
    const bytes = letters.get(patientId) ?? new Uint8Array();
    const row = await post.client.call('documents.add', { patientId, fileName: 'courrier.pdf', bytes, again: true });
    return await post.client.call('documents.save', {
      id: row.id,
      form: { ...row.form, title, recipients: [LUC_AUBERT.mailbox], ...form },
    });
  };
  const titles = async (patientId: string, status: DocumentRow['status']): Promise<readonly string[]> =>
    (await post.client.call('documents.list', { patientId }))
      .filter((row) => row.status === status)
      .map(({ form }) => form.title)
      .toSorted();
  const rowOf = (page: Page, name: string): Locator => page.getByRole('grid', { name: 'Documents' }).getByRole('row', { name });
  const panel = (page: Page): Locator => page.getByRole('region', { name: 'Valider et envoyer' });
  const validate = (page: Page): Locator => panel(page).getByRole('button', { name: 'Valider et envoyer' });
  const bar = (page: Page): Locator => page.getByRole('region', { name: 'Dernière action' });

  test('nothing is chosen until somebody chooses it, and Ctrl+Enter then validates nothing', async () => {
    const { page } = post;
    for (const title of ['Courrier un', 'Courrier deux', 'Courrier trois']) await draft(pat, title);
    await openPatient(page, pat, 'documents');
    await expect(rowOf(page, 'Courrier un')).toBeVisible();
    await expect(page.getByText('Choisissez un document dans la liste, ou déposez un PDF.')).toBeVisible();
    await expect(validate(page)).toHaveCount(0);
    await page.keyboard.press('Control+Enter');
    expect(await titles(pat, 'validated')).toEqual([]);
    await look(page, 'documents-rien-de-choisi');
  });

  test('two clicks validate one document, which stays chosen and shown; nothing takes the place of its button', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier deux').click();
    await expect(validate(page)).toBeEnabled();
    const box = (await validate(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await validate(page).dblclick();
    await expect(bar(page)).toContainText('Document de PAT-TROIS DOMINIQUE validé');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.press('Control+Enter');
    await expect(rowOf(page, 'Courrier deux')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('region', { name: 'Envois du document' })).toContainText('Courrier deux');
    expect(await titles(pat, 'validated')).toEqual(['Courrier deux']);
    await look(page, 'barre-annuler');
  });

  test('« Annuler » takes it back from another screen; one that is held down takes nothing else', async () => {
    const { page } = post;
    await openRoom(page, 'outbox');
    await expect(bar(page)).toContainText(/part dans \d+ s/);
    await bar(page).getByRole('button', { name: 'Annuler' }).dblclick();
    await expect(page.getByText('Envoi annulé : le document est de nouveau un brouillon.').last()).toBeVisible();
    await expect.poll(() => titles(pat, 'validated')).toEqual([]);
    await openPatient(page, pat, 'documents');
    await expect(rowOf(page, 'Courrier deux')).toHaveAttribute('aria-selected', 'true');
    await expect(validate(page)).toBeVisible();
  });

  test('Ctrl+Enter over the palette or a dialog validates nothing of what is behind it; held down, nothing more than what it was pressed on', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier un').click();
    await expect(validate(page)).toBeEnabled();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('zzz');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Patient, document ou commande' })).toHaveCount(0);
    await page.keyboard.press('F1');
    const help = page.getByRole('dialog', { name: 'Aide de cet écran' });
    await help.focus();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await expect(help).toHaveCount(0);
    await expect(validate(page)).toBeEnabled();
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await expect(bar(page)).toContainText('Document de PAT-TROIS DOMINIQUE validé');
    await page.keyboard.up('Control');
    await rowOf(page, 'Courrier trois').click();
    await expect(validate(page)).toBeEnabled();
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await expect(validate(page)).toBeEnabled();
    await page.keyboard.press('Control+z');
    await expect.poll(() => titles(pat, 'validated')).toEqual([]);
    await expect(bar(page).getByRole('button', { name: 'Annuler' })).toHaveCount(0);
  });

  test('Ctrl+Z takes back from a text field where nothing was typed since, and leaves the field what was typed in it', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier un').click();
    await panel(page).getByRole('textbox', { name: 'Titre' }).click();
    await page.keyboard.press('Control+Enter');
    await expect(bar(page)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('pa');
    await page.keyboard.press('Control+z');
    await expect(bar(page), 'the field keeps the key for what was typed in it').toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => titles(pat, 'validated')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Patient, document ou commande' })).toHaveCount(0);
  });

  test('the window asks before it closes on a document about to leave, and whoever stays can take it back there', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier un').click();
    await expect(validate(page)).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    await expect(bar(page)).toContainText(/part dans \d+ s/);
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    const dialog = page.getByRole('dialog', { name: 'Un document va partir' });
    await expect(dialog).toContainText('il partira à votre prochaine session');
    await look(page, 'fermer-avant-envoi');
    await dialog.getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => titles(pat, 'validated')).toEqual([]);
  });

  test('a draft is deleted in one click, nothing else is shown, and Ctrl+Z brings it back, chosen and as it was typed', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier trois').click();
    await panel(page).getByRole('textbox', { name: 'Titre' }).fill('Courrier trois, relu');
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).dblclick();
    await expect(bar(page)).toContainText('Brouillon de PAT-TROIS DOMINIQUE supprimé');
    await expect(rowOf(page, 'Courrier trois')).toHaveCount(0);
    await expect(page.getByText('Choisissez un document dans la liste, ou déposez un PDF.')).toBeVisible();
    expect(await titles(pat, 'draft')).toEqual(['Courrier deux', 'Courrier un']);
    await page.keyboard.press('Control+z');
    await expect(rowOf(page, 'Courrier trois, relu')).toHaveAttribute('aria-selected', 'true');
    await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Courrier trois, relu');
  });

  test('a refused validation sends the focus to the field that is at fault', async () => {
    const { page } = post;
    const title = panel(page).getByRole('textbox', { name: 'Titre' });
    await title.fill('');
    await validate(page).click();
    await expect(title).toBeFocused();
    await title.fill('Courrier trois');
    await panel(page).getByLabel('Date de l’acte').fill('31/02/2026');
    await validate(page).click();
    await expect(panel(page).getByLabel('Date de l’acte')).toBeFocused();
    await panel(page).getByLabel('Date de l’acte').fill('20/11/2025');
    await expect.poll(() => titles(pat, 'draft')).toContain('Courrier trois');
  });

  test('arrows choose and show what they reach, from the filter too; j in a title is a letter', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier trois').click();
    await page.keyboard.press('Home');
    const first = await page.locator(':focus').textContent();
    await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.type('un');
    await page.keyboard.press('ArrowDown');
    await expect(rowOf(page, 'Courrier un')).toBeFocused();
    await expect(rowOf(page, 'Courrier un')).toHaveAttribute('aria-selected', 'true');
    await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Courrier un');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
    expect(await page.locator(':focus').textContent()).not.toBe(first);
    await rowOf(page, 'Courrier un').click();
    await panel(page).getByRole('textbox', { name: 'Titre' }).press('End');
    await page.keyboard.type(' j');
    await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Courrier un j');
  });

  test('what arrives moves neither the choice, nor the focus, nor what is shown', async () => {
    const { page } = post;
    await rowOf(page, 'Courrier un j').click();
    await draft(pat, 'Courrier arrivé');
    await expect(rowOf(page, 'Courrier arrivé')).toBeVisible();
    await expect(rowOf(page, 'Courrier un j')).toBeFocused();
    await expect(rowOf(page, 'Courrier un j')).toHaveAttribute('aria-selected', 'true');
  });

  test('a robot that double-clicks and presses Ctrl+Enter through a record of 40 drafts validates what it chose, and that alone', async () => {
    test.setTimeout(240_000);
    const { page } = post;
    const { id } = await createPatient(post.client, RUTH, { qualified: true });
    letters.set(id, new Uint8Array(await samplePdf({ patient: 'Ruth NESSI', birthDate: '14/07/1977' })));
    const all = Array.from({ length: 40 }, (_, i) => `Courrier ${String(i + 1).padStart(2, '0')}`);
    for (const title of all) await draft(id, title);
    await openPatient(page, id, 'documents');
    const chosen: string[] = [];
    for (let i = 0; i < all.length; i += 7) {
      const title = all[i] ?? '';
      chosen.push(title);
      await page.keyboard.press('Control+Enter');
      // The latest comes first.
      await page
        .getByRole('grid', { name: 'Documents' })
        .evaluate((grid, part) => grid.scrollTo(0, part * grid.scrollHeight - grid.clientHeight / 2), 1 - (i + 0.5) / all.length);
      await rowOf(page, title).click();
      await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue(title);
      const box = (await validate(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await expect(validate(page)).toBeEnabled();
      if (i % 2 === 0) await page.mouse.dblclick(x, y);
      else await page.keyboard.press('Control+Enter');
      for (let again = 0; again < 3; again += 1) {
        await page.keyboard.press('Control+Enter');
        await page.mouse.dblclick(x, y);
        await page.keyboard.press('Enter');
      }
      await expect(page.getByRole('region', { name: 'Envois du document' })).toContainText(title);
    }
    await page.keyboard.press('Control+Enter');
    expect(await titles(id, 'validated')).toEqual(chosen);
    expect(await titles(id, 'draft')).toHaveLength(all.length - chosen.length);
  });

  test('« À valider » counts what waits, lists it by patient, and validates the selected together: one at fault stays, with its reason', async () => {
    test.setTimeout(240_000);
    const { page } = post;
    for (const row of await post.client.call('documents.waiting', {})) await post.client.call('documents.remove', { id: row.id });
    const { id: camille } = await createPatient(post.client, CAMILLE, { qualified: false });
    letters.set(camille, new Uint8Array(await samplePdf({ patient: 'Camille BAC-A-SABLE', birthDate: '05/05/1990' })));
    await draft(pat, 'Compte rendu de consultation');
    await draft(pat, 'ECG de repos');
    await draft(pat, 'Lettre sans type', { type: null });
    await draft(camille, 'Lettre d’adressage');
    await expect(page.getByRole('link', { name: /^À valider/ })).toContainText('4');
    await openRoom(page, 'validation');
    const list = page.getByRole('grid', { name: 'À valider' });
    await expect(list.getByRole('rowheader')).toHaveText([/PAT-TROIS DOMINIQUE F · 4\d ans/, /BAC-A-SABLE CAMILLE/]);
    await expect(page.getByText('4 documents · 2 patients')).toBeVisible();
    await list.getByRole('row', { name: 'Compte rendu de consultation' }).click();
    await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Compte rendu de consultation');
    await page.keyboard.press('Space');
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
    }
    await expect(page.getByText('4 sélectionnés')).toBeVisible();
    await look(page, 'a-valider');
    const together = page.getByRole('main').getByRole('region', { name: 'À valider' }).getByRole('button', { name: 'Valider et envoyer' });
    await together.dblclick();
    await expect(bar(page)).toContainText('3 documents validés', { timeout: 60_000 });
    await expect(page.getByText('0 sélectionné')).toBeVisible();
    const atFault = list.getByRole('row', { name: 'Lettre sans type' });
    await expect(atFault).toContainText('type');
    await expect(page.getByRole('link', { name: /^À valider/ })).toContainText('1');
    await look(page, 'a-valider-un-reste');
    await atFault.getByRole('button', { name: 'Corriger' }).click();
    await expect(panel(page).getByRole('combobox', { name: 'Type' })).toBeFocused();
    expect(await titles(pat, 'draft')).toEqual(['Lettre sans type']);
    await openRoom(page, 'patients');
    await page.keyboard.press('Control+z');
    await expect.poll(() => titles(pat, 'draft')).toEqual(['Compte rendu de consultation', 'ECG de repos', 'Lettre sans type']);
    expect(await titles(camille, 'draft')).toEqual(['Lettre d’adressage']);
    await openRoom(page, 'validation');
    await expect(atFault, 'the one that was looked at still is').toHaveAttribute('aria-current', 'true');
    await expect(panel(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Lettre sans type');
  });

  test('a document that names another person is validated by nobody before it is said whose it is; moved or kept, that can be taken back', async () => {
    const { page } = post;
    const { id } = await createPatient(
      post.client,
      { birthName: 'PAT-QUATRE', birthFirstNames: 'YANN', sex: 'M', birthDate: '1968-07-04', birthPlace: '35288' },
      { qualified: false },
    );
    const bytes = new Uint8Array(await samplePdf({ patient: 'Yann PAT-QUATRE', birthDate: '04/07/1968', title: 'Lettre de liaison' }));
    await post.client.call('documents.add', { patientId: pat, fileName: 'liaison.pdf', bytes });
    await openPatient(page, pat, 'documents');
    const row = rowOf(page, 'Lettre de liaison');
    await expect(row).toContainText('À vérifier');
    await row.click();
    const verify = panel(page).getByRole('group', { name: 'À vérifier' });
    await expect(verify).toContainText('04/07/1968');
    await expect(validate(page)).toBeDisabled();
    await page.keyboard.press('Control+Enter');
    expect(await titles(pat, 'validated')).not.toContain('Lettre de liaison');
    await look(page, 'a-verifier');
    await verify.getByRole('button', { name: /^Ranger chez/ }).dblclick();
    await expect(bar(page)).toContainText('Document rangé chez');
    await expect(row).toHaveCount(0);
    await expect.poll(() => titles(id, 'draft')).toEqual(['Lettre de liaison']);
    await page.keyboard.press('Control+z');
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await verify.getByRole('button', { name: 'C’est bien le bon dossier' }).click();
    await expect(verify).toHaveCount(0);
    await expect(validate(page)).toBeEnabled();
    await expect(bar(page)).toContainText('Document gardé chez PAT-TROIS DOMINIQUE');
    await page.keyboard.press('Control+z');
    await expect(verify).toBeVisible();
    await expect(validate(page)).toBeDisabled();
  });

  test('of two namesakes, or of nobody known, the record is chosen by hand; taken back, the recipients are those that were chosen', async () => {
    const { page } = post;
    const who = { birthName: 'SOSIE', birthFirstNames: 'ANNE', sex: 'F', birthDate: '1985-07-01', birthPlace: '35288' } as const;
    const first = await createPatient(post.client, who, { qualified: false });
    await post.client.call('patients.create', { traits: who, usedName: null, usedFirstName: null, seen: [first.id] });
    const theirs = LISE_GARNIER.mailbox;
    await post.client.call('patients.setMedecinTraitant', {
      id: pat,
      medecinTraitant: { name: 'Dr Luc AUBERT', address: LUC_AUBERT.mailbox },
    });
    await post.client.call('patients.setMedecinTraitant', { id: first.id, medecinTraitant: { name: 'Dr Lise GARNIER', address: theirs } });
    const bytes = new Uint8Array(await samplePdf({ patient: 'Anne SOSIE', birthDate: '01/07/1985', title: 'Lettre à ranger' }));
    const { form, id } = await post.client.call('documents.add', { patientId: pat, fileName: 'a-ranger.pdf', bytes });
    await post.client.call('documents.save', { id, form: { ...form, recipients: [LUC_AUBERT.mailbox, theirs] } });
    await openPatient(page, pat, 'documents');
    await rowOf(page, 'Lettre à ranger').click();
    const verify = panel(page).getByRole('group', { name: 'À vérifier' });
    await expect(verify).toContainText('Aucun dossier de ce poste n’a été reconnu comme le sien sans doute possible.');
    await verify.getByRole('button', { name: 'Choisir le dossier' }).click();
    const dialog = page.getByRole('dialog', { name: 'À qui est ce document ?' });
    await page.keyboard.type('sosie');
    await expect(dialog.getByRole('button', { name: /SOSIE/ })).toHaveCount(2);
    await look(page, 'a-verifier-choisir');
    await page.keyboard.press('Escape');
    await expect(verify.getByRole('button', { name: 'Choisir le dossier' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type(first.ipp);
    await dialog.getByRole('button', { name: new RegExp(first.ipp) }).click();
    await expect(bar(page)).toContainText('Document rangé chez SOSIE Anne');
    await expect.poll(() => titles(first.id, 'draft')).toEqual(['Lettre à ranger']);
    await page.keyboard.press('Control+z');
    await expect(rowOf(page, 'Lettre à ranger')).toHaveAttribute('aria-selected', 'true');
    expect((await post.client.call('documents.get', { patientId: pat, id }))?.form.recipients).toEqual([LUC_AUBERT.mailbox, theirs]);
    await post.client.call('documents.remove', { id });
    await post.client.call('patients.setMedecinTraitant', { id: pat, medecinTraitant: null });
  });

  test('« Nouveau patient » closed by Esc is one key away; Esc in its list of places closes the list alone', async () => {
    const { page } = post;
    await page.keyboard.press('Control+n');
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('PAT-QUATRE');
    await page.getByRole('combobox', { name: 'Lieu de naissance' }).pressSequentially('Rei');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1, name: 'Nouveau patient' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Lieu de naissance' })).toHaveValue('Rei');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: 'Patients' })).toBeVisible();
    await expect(bar(page)).toContainText('Nouveau patient fermé');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue('PAT-QUATRE');
  });

  test('any other form left with something typed in it is one key away, and the lock gives it back by itself', async () => {
    const { page } = post;
    await openPatient(page, pat, 'identite');
    await page.getByRole('button', { name: 'Modifier : Vie courante' }).click();
    const phone = page.getByRole('dialog').getByRole('textbox', { name: 'Téléphone' });
    await phone.fill('0326000000');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toContainText('Modification de la vie courante non enregistrée');
    await openRoom(page, 'patients');
    await page.keyboard.press('Control+z');
    await expect(phone).toHaveValue('0326000000');
    await page.keyboard.press('Control+l');
    await login(page);
    await expect(phone).toHaveValue('0326000000');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(bar(page), 'what is saved is not left').toHaveCount(0);
    await openPatient(page, pat, 'documents');
    await rowOf(page, 'ECG de repos').click();
    const address = panel(page).getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' });
    await address.fill('luc.aubert@');
    await rowOf(page, 'Lettre sans type').click();
    await expect(bar(page)).toContainText('Adresse non ajoutée au document');
    await page.keyboard.press('Control+z');
    await expect(rowOf(page, 'ECG de repos')).toHaveAttribute('aria-selected', 'true');
    await expect(address).toHaveValue('luc.aubert@');
    await address.fill('');
  });

  test('the bar goes with the session; the validation stays to be taken back beside its document', async () => {
    const { page } = post;
    await openPatient(page, pat, 'documents');
    await rowOf(page, 'ECG de repos').click();
    await validate(page).click();
    await expect(bar(page)).toBeVisible();
    await shot(page, 'documents-barre');
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    await expect(bar(page)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await login(page);
    await expect(bar(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Annuler et reprendre le brouillon' }).click();
    await expect.poll(() => titles(pat, 'validated')).toEqual([]);
  });

  test('the card pulled out while several are validated: those that are left are counted, the one under way among them', async () => {
    const { page } = post;
    for (const row of await post.client.call('documents.waiting', {})) await post.client.call('documents.remove', { id: row.id });
    for (const title of ['Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six']) await draft(pat, `Lettre ${title}`);
    await openRoom(page, 'validation');
    const list = page.getByRole('grid', { name: 'À valider' });
    await list.getByRole('row', { name: 'Lettre Un' }).click();
    await page.keyboard.press('Control+a');
    await expect(page.getByText('6 sélectionnés')).toBeVisible();
    await page
      .getByRole('main')
      .getByRole('region', { name: 'À valider' })
      .getByRole('button', { name: 'Valider et envoyer' })
      .press('Enter');
    await expect(bar(page)).toBeVisible();
    await post.reader.remove();
    const said = page.getByText(/ à valider\.$/);
    await expect(said).toBeVisible({ timeout: 60_000 });
    const left = Number.parseInt((await said.textContent()) ?? '', 10);
    await post.reader.insert();
    await login(page);
    // The one under way may have been validated as the card left: nobody was there to hear it.
    expect((await titles(pat, 'draft')).length).toBeLessThanOrEqual(left);
    expect(left).toBeLessThan(6);
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
