import { expect, test } from '@playwright/test';
import { HOLDERS, LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { addPdf, connectMss, createPatient, login, look, openPatient, PAT_TROIS } from './workstation.ts';

const MISTYPED = 'luc.aubret@medecin.sandbox.mssante.fr';
const INES = 'ines.morel@sage-femme.sandbox.mssante.fr';

test.describe.configure({ mode: 'serial' });
test.describe('to whom a document goes', () => {
  const post = workstation();
  let patient: string;

  test.beforeAll(async () => {
    await login(post.page);
    await connectMss(post.page);
    patient = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
  });

  const channel = (who: string) => post.page.getByRole('list', { name: 'Envoi' }).getByRole('listitem').filter({ hasText: who });
  const add = async (title: string): Promise<void> => {
    await openPatient(post.page, patient, 'documents');
    const buffer = await samplePdf({ title });
    await addPdf(post.page, 'document.pdf', buffer);
    await expect(post.page.getByRole('textbox', { name: 'Titre' })).toHaveValue(title);
  };
  /** Name and digest of each file of the last message of a mailbox. */
  const files = (address: string) =>
    post.sandbox.mss
      .deliveries(address)
      .at(-1)
      ?.attachments.map(({ name, sha1 }) => `${name} ${sha1}`);

  test('an address out of MSSanté is refused while it is typed, and nothing leaves with it', async () => {
    const { page } = post;
    await add('Lettre de liaison');
    const field = page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' });
    await field.fill('luc.aubert@gmail.com');
    await expect(page.getByText('« gmail.com » n’est pas un domaine de MSSanté')).toBeInViewport({ ratio: 0.9 });
    await look(page, 'adresse-hors-mssante');
    await field.press('Enter');
    await expect(field).toHaveValue('luc.aubert@gmail.com');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeVisible();
    const [draft] = await post.client.call('documents.list', { patientId: patient });
    expect([draft?.status, draft?.form.recipients]).toEqual(['draft', []]);
    expect((await post.client.call('patients.get', { id: patient })).medecinTraitant).toBeNull();
    await field.fill('');
  });

  test('nor is it kept as the médecin traitant’s', async () => {
    const { page } = post;
    await openPatient(page, patient, 'synthese');
    await page.getByRole('button', { name: 'Saisir son nom et son adresse' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Nom et prénom' }).fill('Dr Luc AUBERT');
    await dialog.getByRole('textbox', { name: 'Adresse MSSanté' }).fill('luc.aubert@gmail.com');
    await expect(dialog.getByText('« gmail.com » n’est pas un domaine de MSSanté'), 'while it is typed').toBeVisible();
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(dialog.getByText('« gmail.com » n’est pas un domaine de MSSanté')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Adresse MSSanté' }).fill(MISTYPED);
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(dialog).toHaveCount(0);
  });

  test('nothing is ready as long as the form is not whole; who receives it is named, the address under the name', async () => {
    const { page } = post;
    await post.client.call('patients.edit', {
      id: patient,
      complementary: {
        usedName: null,
        usedFirstName: null,
        phone: null,
        billingNss: null,
        protection: 'none',
        representatives: [],
        correspondents: [{ name: 'Inès MOREL', address: INES }],
      },
    });
    await add('Sans genre connu');
    await page.getByRole('textbox', { name: 'Titre' }).fill('');
    await expect(channel('Dr Luc AUBERT')).toContainText('à compléter');
    await expect(page.getByRole('list', { name: 'Envoi' })).not.toContainText('prêt');
    await page.getByRole('button', { name: 'Correspondant' }).click();
    const field = page.getByRole('textbox', { name: 'Adresse MSSanté du correspondant' });
    await field.fill(INES);
    await expect(page.getByText('Inès MOREL, correspondant')).toBeVisible();
    await field.press('Enter');
    await expect(channel('Inès MOREL')).toContainText(INES);
    await look(page, 'destinataires');
    await channel('Inès MOREL').getByRole('button').click();
    // As many as one document leaves for: one more is refused where it is typed, and nothing else of the form is lost with it.
    const last = (await post.client.call('documents.list', { patientId: patient })).find(({ status }) => status === 'draft');
    if (last === undefined) throw new Error('the draft is gone');
    const many = Array.from({ length: 20 }, (_, i) => `docteur${i}@medecin.sandbox.mssante.fr`);
    await post.client.call('documents.save', { id: last.id, form: { ...last.form, title: 'Vingt', recipients: many } });
    await page.reload();
    await page.getByRole('row', { name: 'Vingt' }).click();
    await expect(channel('docteur19')).toBeVisible();
    await page.getByRole('button', { name: 'Correspondant' }).click();
    await field.fill(INES);
    await expect(page.getByText('20 destinataires au plus : retirez-en un d’abord.')).toBeVisible();
    await field.press('Enter');
    await page.getByRole('textbox', { name: 'Titre' }).fill('Vingt destinataires');
    await expect
      .poll(async () => (await post.client.call('documents.list', { patientId: patient })).map(({ form }) => form.title))
      .toContain('Vingt destinataires');
    await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  });

  test('a refused address is changed, and the very same files leave; then they leave to somebody more', async () => {
    const { page } = post;
    await page.getByRole('row', { name: 'Lettre de liaison' }).click();
    await page.getByRole('button', { name: 'Correspondant' }).click();
    await page.getByRole('textbox', { name: 'Adresse MSSanté du correspondant' }).fill(MISTYPED);
    await page.getByRole('textbox', { name: 'Adresse MSSanté du correspondant' }).press('Enter');
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    const refused = channel(MISTYPED);
    await expect(refused).toContainText('Échec');
    await refused.getByRole('button', { name: 'Changer l’adresse et renvoyer' }).click();
    const field = refused.getByRole('textbox', { name: 'Adresse MSSanté' });
    await expect(field).toBeFocused();
    await field.fill('luc@gmail.com');
    await expect(refused.getByText('« gmail.com » n’est pas un domaine de MSSanté')).toBeVisible();
    await field.press('Enter');
    expect(post.sandbox.mss.deliveries(LUC_AUBERT.mailbox)).toHaveLength(0);
    await field.press('Escape');
    await expect(refused.getByRole('button', { name: 'Changer l’adresse et renvoyer' })).toBeFocused();
    await page.keyboard.press('Enter');
    await field.fill(LUC_AUBERT.mailbox);
    await look(page, 'changer-adresse');
    // Twice: it leaves once.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(channel(LUC_AUBERT.mailbox)).toContainText('Envoyé');
    await expect(channel(MISTYPED)).toContainText('Annulé');
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    await page.getByRole('button', { name: 'Envoyer aussi à…' }).click();
    await page.getByRole('textbox', { name: 'Adresse MSSanté' }).fill(INES);
    await page.getByRole('textbox', { name: 'Adresse MSSanté' }).press('Enter');
    await expect(channel('Inès MOREL')).toContainText('Envoyé');
    await expect(page.getByRole('button', { name: 'Envoyer aussi à…' })).toBeFocused();
    expect(post.sandbox.mss.deliveries(LUC_AUBERT.mailbox)).toHaveLength(1);
    expect(files(LUC_AUBERT.mailbox)).toHaveLength(2);
    expect(files(INES)).toEqual(files(LUC_AUBERT.mailbox));
    await look(page, 'envoyer-aussi');
  });

  test('where it already is it does not go again; what was added may be called back before it leaves', async () => {
    const { page, sandbox } = post;
    await page.getByRole('button', { name: 'Envoyer aussi à…' }).click();
    const field = page.getByRole('textbox', { name: 'Adresse MSSanté' });
    await field.fill(INES.toUpperCase());
    await field.press('Enter');
    await expect(page.getByText('Ce document est déjà envoyé à cette adresse.')).toBeVisible();
    await post.client.call('settings.save', { undoSeconds: 30 });
    const { mailbox } = HOLDERS.find(({ mailbox: one }) => one.startsWith('hugo.petit')) ?? LUC_AUBERT;
    await field.fill(mailbox);
    await field.press('Enter');
    await expect(channel(mailbox)).toContainText('Programmé');
    await channel(mailbox).getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(channel(mailbox)).toContainText('Annulé');
    expect(sandbox.mss.deliveries(mailbox)).toHaveLength(0);
    const { entries } = await post.client.call('audit.list', { before: null, limit: 20 });
    expect(entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['outbox.redirected', 'outbox.added', 'outbox.cancelled']));
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
