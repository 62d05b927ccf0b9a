import { expect, test } from '@playwright/test';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import { HUGO_PETIT, INES_MOREL, LISE_GARNIER, YANN_LEROUX } from '../sandbox/identities.ts';
import { PAULE_DURAND, type Holder } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { addPdf, changeCard, createPatient, login, look, openPatient, PAT_TROIS } from './workstation.ts';

/** One workstation, the card of each profession in turn; the secretary's is in rights.spec.ts and delegation.spec.ts. */
test.describe.configure({ mode: 'serial' });
test.describe('each profession, by its card', () => {
  const post = workstation();
  let pat: string;

  const enter = async (holder: Holder): Promise<void> => {
    await changeCard(post, holder);
    await login(post.page, holder.pin);
  };

  /** The document of this name, in the open record. */
  const added = async (title: string): Promise<DocumentRow> => {
    await openPatient(post.page, pat, 'documents');
    await addPdf(post.page, `${title}.pdf`, await samplePdf({ title }));
    return post.client.until('records.changed', async () => {
      const rows = await post.client.call('documents.list', { patientId: pat });
      return rows.find(({ fileName }) => fileName === `${title}.pdf`) ?? null;
    });
  };

  test.beforeAll(async () => {
    await login(post.page);
    pat = (await createPatient(post.client, PAT_TROIS, { qualified: true })).id;
  });

  for (const [who, holder] of [
    ['a doctor', PAULE_DURAND],
    ['a nurse', YANN_LEROUX],
    ['a midwife', INES_MOREL],
    ['an occupational doctor', LISE_GARNIER],
  ] as const)
    test(`${who} feeds the DMP in their own name`, async () => {
      const { page } = post;
      const title = `Courrier ${holder.person.cardId}`;
      if (holder !== PAULE_DURAND) await enter(holder);
      const { id } = await added(title);
      const panel = page.getByRole('region', { name: 'Valider et envoyer' });
      await expect(panel.getByRole('list', { name: 'Envoi' })).toContainText('prêt');
      await panel.getByRole('button', { name: /^Valider et envoyer/ }).click();
      await post.client.until('records.changed', async () => {
        const [send] = (await post.client.call('documents.list', { patientId: pat })).find((row) => row.id === id)?.sends ?? [];
        return send?.state === 'sent' ? send : null;
      });
      const entry = post.sandbox.dmp.records.flatMap(({ entries }) => entries).findLast(({ signature }) => !signature);
      expect(entry).toMatchObject({
        authorId: holder.person.idNat,
        deposit: {
          td: 'TD2.1',
          signer: holder.person.idNat,
          legalAuthenticator: expect.stringContaining(holder.person.family ?? ''),
          dataEnterer: null,
        },
      });
      await look(page, `role-${holder.person.cardId}`);
    });

  test('a pharmacist whose section nobody told the workstation does not reach the DMP, and is told why', async () => {
    const { page } = post;
    await enter(HUGO_PETIT);
    await added('Bilan de médication');
    const panel = page.getByRole('region', { name: 'Valider et envoyer' });
    await expect(panel.getByRole('list', { name: 'Envoi' })).toContainText(/section/i);
    await expect(page.getByText('DMP : section manquante')).toBeVisible();
    await expect(panel.getByRole('button', { name: /^Valider et envoyer/ })).toBeDisabled();
    await look(page, 'role-pharmacien');
    await openPatient(page, pat, 'droits');
    await expect(page.getByRole('region', { name: 'Équipe', exact: true })).toContainText(
      'Vous n’êtes pas de l’équipe de soins de cet épisode (Cabinet du Port). L’accord de la patiente est recueilli avant chaque ouverture de son DMP, et vaut 2 heures. Pour y enregistrer ses choix, ouvrez un épisode pour votre équipe.',
    );
    await expect(page.getByRole('button', { name: 'Clore le suivi' })).toHaveCount(0);
    await look(page, 'role-hors-equipe');
  });

  test('a profession that nobody knows has identities alone: no document, no history, no journal, by whatever way', async () => {
    const { page, client } = post;
    await enter({
      ...PAULE_DURAND,
      person: { ...PAULE_DURAND.person, idNat: '899900000991', family: 'INCONNUE', profession: '99', skill: null },
    });
    const tabs = page.getByRole('tablist', { name: 'Dossier' }).getByRole('tab');
    for (const tab of ['synthese', 'documents', 'identite']) {
      await openPatient(page, pat, tab);
      await expect(tabs).toHaveText(['Identité']);
      await expect(tabs).toHaveAttribute('aria-selected', 'true');
    }
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).not.toContainText('Alimentation');
    await expect(page.getByRole('navigation').getByRole('link')).toHaveText([/Patients/, /Réglages/, /Aide/]);
    await expect(client.call('documents.list', { patientId: pat })).rejects.toMatchObject({ code: 'RIGHTS_PROFESSION' });
    await look(page, 'role-inconnu');
    expect(post.complaints).toEqual([]);
  });
});
