import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { personOf } from '../sandbox/insi/population.ts';
import { counted } from './counts.ts';
import { workstation } from './fixture.ts';
import { focusHeld } from './focus.ts';
import { hold } from './hold.ts';
import { login, look, PAT_TROIS } from './workstation.ts';

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.describe('an identity qualified on one card', () => {
  // INSi is known to answer, or not to, by what the journeys ask of it alone.
  const post = workstation({ changes: { lights: { pollMs: 0 } } });
  const card = () => post.page.getByRole('region', { name: 'Qualifier l’identité' });
  const banner = () => post.page.getByRole('region', { name: 'Patient', exact: true });
  const accept = () => card().getByRole('button', { name: 'Accepter les traits INSi' });
  const documents = () => card().getByRole('group', { name: 'Pièces d’identité, touches 1 à 6' });

  /** Types a new patient with the keyboard alone, up to the button that creates. */
  const type = async (page: Page, traits: StrictTraits): Promise<void> => {
    await page.keyboard.press('Control+n');
    const field = (name: string) => page.getByRole('textbox', { name });
    await expect(field('Nom de naissance')).toBeFocused();
    await page.keyboard.type(traits.birthName);
    await page.keyboard.press('Tab');
    await page.keyboard.type(traits.birthFirstNames);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    if (traits.sex === 'M') await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type(traits.birthDate.split('-').toReversed().join(''));
    if (traits.birthPlace === null) return;
    await page.keyboard.press('Tab');
    await page.keyboard.type(traits.birthPlace);
    await expect(page.getByRole('option').filter({ hasText: traits.birthPlace }).first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    // Held down, it takes the place, and creates nobody.
    await hold(page, 'Enter');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Créer le patient' })).toBeVisible();
  };
  const traitsOf = (id: string): StrictTraits => {
    const { birthName, firstNames, sex, birthDate, birthPlace } = personOf(id);
    return { birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
  };

  test.beforeAll(async () => {
    await login(post.page);
    await expect(post.page.getByRole('button', { name: 'INSi : disponible' })).toBeVisible();
  });

  test('a new patient is four clicks away from a document: created, accepted, document seen, informed', async () => {
    const { page } = post;
    const counts = await counted(page, 'new patient', async () => {
      await type(page, PAT_TROIS);
      await page.getByRole('button', { name: 'Créer le patient' }).click();
      await expect(accept()).toBeFocused();
      await expect(card().getByRole('row', { name: /^Nom de naissance/ })).toContainText('Identique');
      await expect(card().getByRole('row', { name: /^Matricule INS/ })).toContainText('Apporté par INSi');
      await look(page, 'qualifier-accepter');
      await page.emulateMedia({ colorScheme: 'dark' });
      await look(page, 'qualifier-accepter-sombre');
      await page.emulateMedia({ colorScheme: 'light' });
      for (const [width, height] of [
        [1280, 800],
        [640, 400],
      ] as const) {
        await page.setViewportSize({ width, height });
        await look(page, `qualifier-accepter-${width}`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await accept().click();
      await expect(banner()).toContainText('Identité récupérée');
      await expect(documents()).toBeFocused();
      await look(page, 'qualifier-piece');
      await documents().getByRole('button', { name: 'Passeport' }).click();
      await expect(banner()).toContainText('Identité qualifiée');
      await card().getByRole('radiogroup', { name: 'Alimentation' }).getByText('Informée, non opposée').click();
      await expect(card().getByRole('radio', { name: 'Informée, non opposée', checked: true })).toBeVisible();
    });
    expect(counts.clicks).toBe(4);
    await look(page, 'qualifier-fait');
    await page.getByRole('button', { name: 'Ouvrir les documents' }).click();
    await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    await focusHeld(page, 'the documents are opened');
  });

  test('and none with the keyboard: Enter, Enter, a digit, a letter, Enter, the focus held all along', async () => {
    const { page } = post;
    const person = traitsOf('miroir-charlie-69123');
    const counts = await counted(page, 'new patient, keyboard', async () => {
      await type(page, person);
      await page.keyboard.press('Enter');
      await focusHeld(page, 'the creation');
      await expect(accept()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(documents()).toBeFocused();
      await page.keyboard.press('a');
      await expect(card().getByRole('radio', { name: /^Informé.*, non opposé/, checked: true })).toBeVisible();
      await focusHeld(page, 'the information');
      await page.keyboard.press('2');
      await expect(banner()).toContainText('Identité qualifiée');
      await expect(page.getByRole('button', { name: 'Ouvrir les documents' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('tab', { name: 'Documents' })).toHaveAttribute('aria-selected', 'true');
    });
    expect(counts.clicks).toBe(0);
  });

  test('Enter held down creates once, and accepts nothing nor any document by itself', async () => {
    const { page, client } = post;
    await type(page, traitsOf('compose-marie-france'));
    await page.keyboard.down('Enter');
    await expect(accept()).toBeFocused();
    for (let i = 0; i < 10; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(banner()).toContainText('Identité provisoire');
    await page.keyboard.down('Enter');
    for (let i = 0; i < 5; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await expect(banner()).toContainText('Identité récupérée');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Enter');
    await expect(banner()).toContainText('Identité récupérée');
    const known = await client.call('patients.search', { query: traitsOf('compose-marie-france').birthName });
    expect(known).toHaveLength(1);
  });

  test('a double click on the document records it once, and does nothing else', async () => {
    const { page } = post;
    await documents().getByRole('button', { name: 'Titre de séjour' }).dblclick();
    await expect(banner()).toContainText('Identité qualifiée');
    await expect(card()).toContainText('Titre de séjour : pièce vue');
    const id = (await page.evaluate(() => location.hash)).split('/')[2] ?? '';
    const { transitions } = await post.client.call('patients.get', { id });
    expect(transitions.filter(({ event }) => event === 'documentChecked')).toHaveLength(1);
  });

  test('Esc closes the card and loses nothing; the tab opens it again', async () => {
    const { page } = post;
    await type(page, { ...PAT_TROIS, birthName: 'SABLE-INCONNUE', birthPlace: null });
    await page.keyboard.press('Enter');
    await expect(card().getByText('Aucune identité trouvée')).toBeVisible();
    await look(page, 'qualifier-aucune');
    await page.keyboard.press('Escape');
    await expect(card()).toHaveCount(0);
    const again = page.getByRole('button', { name: 'Qualifier l’identité' });
    await expect(again).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(card().getByText('Aucune identité trouvée')).toBeVisible();
    await focusHeld(page, 'the card is open again');
  });

  test('the document first: validated, INSi’s absence said; every document of the list can be chosen', async () => {
    const { page } = post;
    await card().getByRole('button', { name: 'Autre pièce…' }).click();
    await look(page, 'qualifier-autre-piece');
    await page.getByRole('menuitem', { name: /EHPAD/ }).click();
    await expect(banner()).toContainText('Identité validée');
    await expect(card()).toContainText('pièce vue');
    await focusHeld(page, 'another document');
  });

  test('an answer with other traits cannot be accepted: said in words, corrected, asked again by itself, accepted', async () => {
    const { page } = post;
    await type(page, { ...traitsOf('adrdeux-laurent'), birthPlace: '51454' });
    await page.keyboard.press('Enter');
    await expect(card().getByRole('row', { name: /^Lieu de naissance/ })).toContainText('Discordant');
    await expect(card()).toContainText('Lieu de naissance à vérifier sur la pièce.');
    await expect(accept()).toHaveCount(0);
    await expect(card().getByRole('button', { name: 'Corriger ma saisie' })).toBeFocused();
    await look(page, 'qualifier-discordant');
    await page.keyboard.press('Enter');
    const place = page.getByRole('dialog').getByRole('combobox', { name: 'Lieu de naissance' });
    await place.fill('63220');
    await page.getByRole('option').filter({ hasText: '63220' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(accept()).toBeVisible();
    await focusHeld(page, 'the correction');
    await accept().click();
    await expect(banner()).toContainText('Identité récupérée');
    await expect(documents()).toBeFocused();
  });

  test('an answer that is somebody else’s is left: the record stays provisional, and the document is still to be shown', async () => {
    const { page } = post;
    await type(page, traitsOf('adrun-zoe'));
    await page.keyboard.press('Enter');
    await expect(accept()).toBeFocused();
    await card().getByRole('button', { name: 'Ce n’est pas elle' }).click();
    await expect(accept()).toHaveCount(0);
    await focusHeld(page, 'the answer was left');
    await expect(banner()).toContainText('Identité provisoire');
    await page.keyboard.press('1');
    await expect(banner()).toContainText('Identité validée');
    await focusHeld(page, 'the document');
  });

  test('Esc closes the list of places alone, even on one of them; what is written is found again, and said while none is chosen', async () => {
    const { page } = post;
    const place = page.getByRole('combobox', { name: 'Lieu de naissance' });
    const form = page.getByRole('region', { name: 'Nouveau patient' });
    await type(page, { birthName: 'SABLE-LIEU', birthFirstNames: 'ODILE', sex: 'F', birthDate: '1958-05-04', birthPlace: null });
    await page.keyboard.press('Tab');
    for (const keys of [[], ['ArrowDown'], ['ArrowDown', 'ArrowDown']]) {
      await place.pressSequentially('reims');
      await expect(page.getByRole('option').first()).toBeVisible();
      for (const key of keys) await page.keyboard.press(key);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('listbox')).toHaveCount(0);
      await expect(form).toBeVisible();
      await expect(place).toBeFocused();
      await expect(place).toHaveValue('reims');
      if (keys.length < 2) await place.fill('');
    }
    await page.keyboard.press('Escape');
    await expect(form).toHaveCount(0);
    await focusHeld(page, 'the form was left');
    await page.keyboard.press('Control+n');
    await expect(place).toHaveValue('reims');
    // A code that is erased is no longer the record's.
    await place.fill('51215');
    await place.fill('reims');
    await place.press('Enter');
    await page.getByRole('button', { name: 'Créer le patient' }).click();
    await expect(form).toContainText('Choisissez le lieu dans la liste');
    await focusHeld(page, 'the refused creation');
    await place.fill('');
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await place.press('Enter');
    await expect(card().getByRole('row', { name: /^Lieu de naissance/ })).toContainText('–');
    await expect(card().getByText('Aucune identité trouvée')).toBeVisible();
  });

  test('INSi that does not answer is said, that is known not to is not asked: the card goes on without', async () => {
    const { page, sandbox, client } = post;
    sandbox.faults.set('insi', { kind: 'http', status: 503 });
    await type(page, { birthName: 'ESSAI-MUET', birthFirstNames: 'BERTILLE', sex: 'F', birthDate: '1961-07-02', birthPlace: null });
    await page.keyboard.press('Enter');
    await expect(card().getByRole('button', { name: 'Réessayer' })).toBeVisible();
    await focusHeld(page, 'no answer');
    await look(page, 'qualifier-sans-reponse');
    await type(page, { birthName: 'FACTICE', birthFirstNames: 'GASPARD', sex: 'M', birthDate: '1974-10-19', birthPlace: null });
    await page.keyboard.press('Enter');
    await expect(card()).toContainText('INSi ne répond pas en ce moment.');
    await focusHeld(page, 'the creation without INSi');
    await look(page, 'qualifier-sans-insi');
    await page.keyboard.press('1');
    await expect(banner()).toContainText('Identité validée');
    const id = (await page.evaluate(() => location.hash)).split('/')[2] ?? '';
    const { entries } = await client.call('audit.list', { before: null, limit: 100, patientId: id });
    expect(entries.map(({ act }) => act)).not.toContain('insi.asked');
    sandbox.faults.clear();
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
