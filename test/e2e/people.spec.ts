import { expect, test } from '@playwright/test';
import { ACCUEIL_DU_PORT, ALIX_SIMON, HUGO_PETIT, NOE_PERRIN, PAULE_DURAND } from '../sandbox/identities.ts';
import { workstation } from './fixture.ts';
import { changeCard, login, look, openRoom } from './workstation.ts';

/** Whoever puts a card in: the kind of it is said, and a card that names nobody asks who is there. */
test.describe('the people of a structure', () => {
  test.describe.configure({ mode: 'serial' });
  const post = workstation({ changes: { structure: { ids: ['499900000017001'], administrators: [PAULE_DURAND.person.idNat] } } });
  let firstCode = '';
  const who = () => post.page.getByRole('dialog', { name: 'Qui êtes-vous ? · Cabinet du Port' });
  const pin = async (code: string): Promise<void> => {
    await post.page.getByLabel('Code porteur').fill(code);
    await post.page.keyboard.press('Enter');
  };

  test('who administers the structure declares somebody, whose first code is shown once', async () => {
    const { page } = post;
    await expect(page.getByText('Professionnel de santé')).toBeVisible();
    await login(page);
    await openRoom(page, 'settings');
    const structure = page.getByRole('region', { name: 'Structure', exact: true });
    await expect(structure).toContainText('Personne n’est encore déclaré.');
    await structure.getByLabel('Nom', { exact: true }).fill('Fabre 2');
    await structure.getByLabel('Prénom').fill('Camille');
    await page.keyboard.press('Enter');
    await expect(structure).toContainText('Un nom n’a que des lettres');
    await structure.getByLabel('Nom', { exact: true }).fill('Fabre');
    await page.keyboard.press('Enter');
    const given = page.getByRole('dialog', { name: 'Premier code de Camille FABRE' });
    firstCode = (await given.getByTestId('first-code').textContent()) ?? '';
    expect(firstCode).toMatch(/^\d{6}$/);
    await look(page, 'structure-premier-code');
    await page.keyboard.press('Enter');
    await expect(page.getByText(firstCode)).toHaveCount(0);
    await expect(structure.getByRole('listitem')).toContainText(['Camille FABRE premier code à changer']);
    await look(page, 'structure');
  });

  test('a card that names nobody says so, and waits for a name once its PIN is right', async () => {
    const { page } = post;
    await changeCard(post, ACCUEIL_DU_PORT);
    await expect(page.getByRole('dialog', { name: 'Carte CPE · Cabinet du Port' })).toBeVisible();
    await expect(page.getByText('le vôtre est demandé après le code porteur')).toBeVisible();
    await look(page, 'carte-sans-nom');
    await pin(ACCUEIL_DU_PORT.pin);
    await expect(who()).toBeVisible();
    expect((await post.client.call('session.state', null)).session).toBeNull();
    await look(page, 'qui-etes-vous');
  });

  test('a wrong personal code is counted, and a first one is changed before it opens, by the keyboard alone', async () => {
    const { page } = post;
    await expect(who().getByRole('radio', { name: 'Camille FABRE' })).toBeFocused();
    await page.keyboard.press('Space');
    const code = who().getByLabel('Votre code personnel');
    await expect(code).toBeFocused();
    await page.keyboard.type('000000x');
    await page.keyboard.press('Enter');
    await expect(who().getByRole('alert')).toContainText('Il vous reste 4 essais.');
    await expect(code).toBeFocused();
    await expect(code).toHaveValue('');
    await page.keyboard.type(firstCode);
    await page.keyboard.press('Enter');
    await expect(who().getByLabel('Nouveau code personnel')).toBeFocused();
    await page.keyboard.type('mer calme');
    await page.keyboard.press('Tab');
    await page.keyboard.type('mer agitée');
    await page.keyboard.press('Shift+Tab');
    await expect(who().getByText('Les deux codes diffèrent.')).toBeVisible();
    await expect(who().getByRole('button', { name: 'Entrer' })).toBeDisabled();
    await look(page, 'premier-code-a-changer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('mer calme');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: 'Session ouverte' })).toContainText('Camille FABRE');
    const { session } = await post.client.call('session.state', null);
    expect(session).toMatchObject({ card: 'CPE-ANON', limit: null });
    expect(session?.idNat).toMatch(/^499900000017001\//);
    await look(page, 'session-sans-nom');
  });

  test('who administers nothing sees no such screen, and the journal names whoever was there', async () => {
    const { page } = post;
    await openRoom(page, 'settings');
    await expect(page.getByRole('region', { name: 'Affichage et envois' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Structure', exact: true })).toHaveCount(0);
    const { entries } = await post.client.call('audit.list', { before: null, limit: 30 });
    expect(entries.map(({ actor, label }) => `${actor} · ${label}`)).toEqual(
      expect.arrayContaining([
        'Dr Paule DURAND · Personne déclarée : Camille FABRE',
        'Camille FABRE · Code personnel refusé',
        'Camille FABRE · Session ouverte',
      ]),
    );
  });

  test('five wrong codes block their person until another code is given; the name says so', async () => {
    const { page } = post;
    await changeCard(post, ACCUEIL_DU_PORT);
    await pin(ACCUEIL_DU_PORT.pin);
    await who().getByRole('radio', { name: 'Camille FABRE' }).press('Space');
    for (let tries = 0; tries < 5; tries += 1) {
      await who().getByLabel('Votre code personnel').fill('111111');
      await page.keyboard.press('Enter');
      await expect(who().getByRole('alert')).toContainText(tries < 4 ? 'Il vous reste' : 'bloqué après cinq erreurs');
    }
    await expect(who().getByRole('radio', { name: /Camille FABRE/ })).toBeDisabled();
    await look(page, 'code-personnel-bloque');
    await who().getByRole('button', { name: 'Annuler' }).click();
    await expect(page.getByLabel('Code porteur')).toBeVisible();
  });

  test('a nominative CPE opens as its person; that of another structure is refused by name', async () => {
    const { page } = post;
    await changeCard(post, NOE_PERRIN);
    await pin(NOE_PERRIN.pin);
    await expect(page.getByRole('alert')).toContainText(
      'Cette carte est celle de « CH des Essais », qui n’est pas la structure de ce poste.',
    );
    await look(page, 'autre-structure');
    await changeCard(post, ALIX_SIMON);
    await expect(page.getByText('Personnel de la structure', { exact: true })).toBeVisible();
    await pin(ALIX_SIMON.pin);
    await expect(page.getByRole('group', { name: 'Session ouverte' })).toContainText('Alix SIMON');
  });

  test('a pharmacist without a section is told that the DMP is closed to them', async () => {
    const { page } = post;
    await changeCard(post, HUGO_PETIT);
    await pin(HUGO_PETIT.pin);
    await expect(page.getByRole('group', { name: 'Session ouverte' })).toContainText('DMP : section manquante');
    await look(page, 'section-manquante');
    expect(post.complaints).toEqual([]);
  });
});
