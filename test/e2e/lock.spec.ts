import { expect, test } from '@playwright/test';
import { LUC_AUBERT, PAULE_DURAND } from '../sandbox/index.ts';
import { cardProfile } from '../setup/card-profile.ts';
import { needs } from '../setup/needs.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { counted } from './counts.ts';
import { focusHeld } from './focus.ts';
import { axe, connectMss, createPatient, dropFile, login, look, openPatient, openWorkstation, PAT_TROIS } from './workstation.ts';

test.describe('the lock screen', () => {
  test.describe.configure({ mode: 'serial' });
  const post = workstation();
  const card = () => post.client.call('session.state', null).then((state) => state.card);

  test('a PIN of three digits cannot be sent', async () => {
    const { page } = post;
    await page.getByLabel('Code porteur').fill('123');
    await expect(page.getByRole('button', { name: 'Ouvrir la session' })).toBeDisabled();
    expect((await card()).triesLeft).toBe(3);
  });

  test('a wrong PIN costs exactly one try, says how many are left, and the field is empty again', async () => {
    const { page } = post;
    await page.getByLabel('Code porteur').fill('4321');
    await page.getByRole('button', { name: 'Ouvrir la session' }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('2 essais');
    await expect(page.getByText(/^2 essais restants\./)).toBeVisible();
    await expect(page.getByLabel('Code porteur')).toHaveValue('');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    expect((await card()).triesLeft).toBe(2);
    await look(page, 'code-faux');
  });

  test('the last try asks to be confirmed', async () => {
    const { page } = post;
    await page.getByLabel('Code porteur').fill('4321');
    await page.getByRole('button', { name: 'Ouvrir la session' }).click();
    await expect(page.getByText('Il ne reste qu’un essai')).toBeVisible();
    await page.getByLabel('Code porteur').fill('4321');
    await expect(page.getByRole('button', { name: 'Ouvrir la session' })).toBeDisabled();
    expect((await card()).triesLeft).toBe(1);
    await look(page, 'dernier-essai');
  });

  test('a locked card is explained, and offers no field to try again', async () => {
    const { page } = post;
    await page.getByText('Je comprends que c’est le dernier essai').click();
    await page.getByRole('button', { name: 'Ouvrir la session' }).click();
    await expect(page.getByText('Cette carte est bloquée : trop de codes faux ont été saisis.')).toBeVisible();
    await expect(page.getByText(/code de secours reçu par courrier/)).toBeVisible();
    await expect(page.getByLabel('Code porteur')).toHaveCount(0);
    expect((await card()).triesLeft).toBe(0);
    await look(page, 'carte-bloquee');
  });

  const session = () => post.page.getByRole('group', { name: 'Session ouverte' });
  const usual = () => post.page.getByRole('group', { name: 'Situation d’exercice' });

  test('a card with two situations asks which one the first time, Enter alone goes on, and the session bears the one chosen', async () => {
    const { page } = post;
    await post.reader.unblock();
    await expect(page.getByText(/^3 essais restants\./)).toBeVisible();
    await expect(usual()).toHaveCount(0);
    await page.getByLabel('Code porteur').fill(PAULE_DURAND.pin);
    await page.keyboard.press('Enter');
    const situations = page.getByRole('radiogroup', { name: 'Situation d’exercice' });
    await expect(situations.getByRole('radio')).toHaveCount(2);
    await expect(situations.getByRole('radio', { name: /Cabinet du Port/ })).toBeChecked();
    await expect(situations.getByRole('radio', { name: /Cabinet du Port/ })).toBeFocused();
    await look(page, 'situations');
    await page.keyboard.press('ArrowDown');
    await expect(situations.getByRole('radio', { name: /CH des Essais/ })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(session()).toContainText('CH des Essais');
  });

  test('Ctrl+L locks; nothing of the session stays on the page but the situation that the next one will bear', async () => {
    const { page } = post;
    await page.keyboard.press('Control+l');
    await expect(page.getByText('Session verrouillée.', { exact: true })).toBeVisible();
    await expect(usual()).toContainText('CH des Essais');
    await expect(page.getByText('CH des Essais')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Verrouiller' })).toHaveCount(0);
    await look(page, 'code-porteur-situation');
  });

  test('the situation is changed before the PIN, with the keyboard alone, and is the usual one from then on', async () => {
    const { page } = post;
    await page.getByRole('button', { name: 'Changer de situation d’exercice' }).press('Enter');
    const situations = page.getByRole('radiogroup', { name: 'Situation d’exercice' });
    await expect(situations.getByRole('radio', { name: /CH des Essais/ })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    // Without a PIN, Enter goes to it.
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    await look(page, 'changer-de-situation');
    await page.keyboard.type(PAULE_DURAND.pin);
    await page.keyboard.press('Enter');
    await expect(session()).toContainText('Cabinet du Port');
    await page.keyboard.press('Control+l');
    await expect(usual()).toContainText('Cabinet du Port');
  });

  test('to unlock is the PIN and Enter: situation and MSSanté are found again, without the phone', async () => {
    const { page, sandbox } = post;
    await login(page);
    await connectMss(page);
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Code porteur')).toBeFocused();
    const counts = await counted(page, 'unlock', async () => {
      await page.keyboard.type(PAULE_DURAND.pin);
      await page.keyboard.press('Enter');
      await expect(session()).toContainText('Cabinet du Port');
    });
    expect(counts).toEqual({ clicks: 0, keys: 1, characters: PAULE_DURAND.pin.length, drops: 0 });
    await expect(page.getByText('MSSanté connectée')).toBeVisible();
    expect(sandbox.psc.journal.filter(({ what }) => what.startsWith('connect'))).toHaveLength(1);
    await focusHeld(page, 'the unlock');
  });

  test('the card pulled out while a patient is open hides everything at once; the draft is there when it comes back', async () => {
    const { page, client } = post;
    const { id } = await createPatient(client, PAT_TROIS, { qualified: true });
    await openPatient(page, id, 'documents');
    await dropFile(page, { name: 'compte-rendu.pdf', bytes: await samplePdf() });
    const title = page.getByRole('textbox', { name: 'Titre' });
    await expect(title).toHaveValue('Compte rendu de consultation');
    await title.fill('Un titre à peine saisi');
    await post.reader.remove();
    await expect(page.getByText('Session verrouillée : la carte a été retirée.')).toBeVisible();
    await expect(page.getByText('Insérez votre carte CPS, puce vers l’avant.')).toBeVisible();
    const left = await page.evaluate(() => `${document.title}\n${location.href}\n${document.documentElement.outerHTML}`);
    for (const trace of ['PAT-TROIS', 'DOMINIQUE', 'Dominique', '51215', 'Un titre', 'Compte rendu']) expect(left).not.toContain(trace);
    await look(page, 'carte-retiree');
    await post.reader.insert();
    await login(page);
    await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Un titre à peine saisi');
    await expect.poll(async () => (await client.call('documents.list', { patientId: id }))[0]?.form.title).toBe('Un titre à peine saisi');
  });

  test('another person’s card never inherits the session: neither what was searched nor what was being typed', async () => {
    const { page } = post;
    await page.getByRole('link', { name: 'Patients' }).click();
    await page.getByRole('searchbox', { name: 'Chercher un patient' }).fill('PAT-TROIS');
    await page.keyboard.press('Control+n');
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('SAISI-PAR-PAULE');
    await post.reader.swap(LUC_AUBERT);
    await expect(page.getByRole('heading', { name: /Luc AUBERT/ })).toBeVisible();
    await page.getByLabel('Code porteur').fill(LUC_AUBERT.pin);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: 'Session ouverte' })).toContainText('Luc AUBERT');
    await expect(page.getByRole('heading', { level: 1, name: 'Patients' })).toBeVisible();
    await expect(page.getByRole('searchbox', { name: 'Chercher un patient' })).toHaveValue('');
    await page.keyboard.press('Control+n');
    await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue('');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});

// Only a virtual card has a driver (POSTE_TEST_CARD): nothing here is a check left out of a pass over the file card.
if (cardProfile !== 'file')
  test.describe('with a driver between the card and the window', () => {
    test('the session ends, the lock screen says that the reader does not answer, and the window still does', async () => {
      const post = await openWorkstation({ changes: { card: { hungMs: 3_000 } } });
      try {
        const { page } = post;
        await login(page);
        await createPatient(post.client, PAT_TROIS, { qualified: false });
        post.reader.virtual?.hang(true);
        await expect(page.getByRole('heading', { name: 'Le lecteur ne répond plus' })).toBeVisible();
        await expect(page.getByText('Session verrouillée : le lecteur ne répond plus.')).toBeVisible();
        await expect(page.getByText('PAT-TROIS')).toHaveCount(0);
        await expect(page.getByLabel('Code porteur')).toHaveCount(0);
        await page.keyboard.press('F1');
        await expect(page.getByRole('dialog', { name: 'Aide de cet écran' })).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog', { name: 'Aide de cet écran' })).toHaveCount(0);
        await look(page, 'lecteur-bloque');
        post.reader.virtual?.hang(false);
        await expect(page.getByLabel('Code porteur')).toBeVisible();
        await expect(page.getByText(/^3 essais restants\./)).toBeVisible();
        await login(page);
        expect(post.complaints).toEqual([]);
      } finally {
        await post.close();
      }
    });

    test('another program that takes the PIN state of the card: the validation locks, says so, and the draft is kept', async () => {
      const post = await openWorkstation();
      try {
        const { page, client } = post;
        await login(page);
        const { id } = await createPatient(client, PAT_TROIS, { qualified: true });
        await openPatient(page, id, 'documents');
        await dropFile(page, { name: 'compte-rendu.pdf', bytes: await samplePdf() });
        await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Compte rendu de consultation');
        post.reader.virtual?.forgetPin();
        await page.getByRole('button', { name: 'Valider et envoyer' }).click();
        await expect(
          page.getByText('Session verrouillée : une autre application a utilisé la carte. Saisissez à nouveau votre code porteur.'),
        ).toBeVisible();
        await look(page, 'code-reinitialise');
        await login(page);
        await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue('Compte rendu de consultation');
        expect(await client.call('documents.list', { patientId: id })).toMatchObject([{ status: 'draft', sends: [] }]);
        expect(post.complaints).toEqual([]);
      } finally {
        await post.close();
      }
    });
  });

test.describe('without a card to read', () => {
  const opensc = needs.file('/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so', '/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so');

  const shows = async (module: string, title: string, action: string): Promise<void> => {
    // A PC/SC socket that leads nowhere: whatever this machine has plugged in, there is no reader.
    const env = { PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd' };
    const post = await openWorkstation({ card: () => Promise.resolve({ kind: 'pkcs11', module, tokenLabel: 'CPS3-TEST', env }) });
    try {
      await expect(post.page.getByRole('heading', { name: title })).toBeVisible();
      await expect(post.page.getByText(action)).toBeVisible();
      await expect(post.page.getByLabel('Code porteur')).toHaveCount(0);
      expect(await axe(post.page)).toEqual([]);
      expect(post.complaints).toEqual([]);
    } finally {
      await post.close();
    }
  };

  test('no reader: says so and what to do', async () => {
    test.skip(opensc === null, 'opensc-pkcs11 is missing');
    await shows(opensc ?? '', 'Aucun lecteur de carte', 'Branchez un lecteur');
  });

  test('no PKCS#11 module: says so and what to do', async () => {
    await shows('/nonexistent/libcps3_pkcs11_lux.so', 'Lecture de carte indisponible', 'Installez la Cryptolib CPS');
  });
});
