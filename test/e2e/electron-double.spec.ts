import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { LUC_AUBERT, PAULE_DURAND, startSandbox, type Sandbox } from '../sandbox/index.ts';
import { launch, type Launched, type LaunchOptions } from '../setup/electron-double/launch.ts';
import { preloadScript } from '../setup/electron-double/preload-script.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { ASSETS, connectMss, dropFile, login, look } from './workstation.ts';

/** The main job through Electron's entry, preload and platform, unmodified, on the double of the electron API. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

interface Post {
  readonly sandbox: Sandbox;
  readonly application: Launched;
  /** How it was. */
  readonly launched: LaunchOptions;
  readonly page: Page;
  close(): Promise<void>;
}

async function openPost(main?: string): Promise<Post> {
  const folder = mkdtempSync(join(tmpdir(), 'poste-electron-'));
  const sandbox = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.2 });
  const config = sandboxConfig(sandbox, join(folder, 'data'), { kind: 'file', folder: await sandbox.fileCard(PAULE_DURAND) });
  const file = join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify(config));
  const launched: LaunchOptions = { config: file, folder: join(folder, 'system'), ...(main === undefined ? {} : { main }) };
  const application = await launch(launched);
  return {
    sandbox,
    application,
    launched,
    page: await application.page(),
    async close() {
      await application.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test.describe.configure({ mode: 'serial' });
test.describe('the main job on electron/main.ts', () => {
  let post: Post;
  test.beforeAll(async () => {
    post = await openPost();
  });
  test.afterAll(async () => {
    await post.close();
  });

  test('the card is read by its utility process, the session opens, MSSanté too', async () => {
    const { page, application } = post;
    await expect(page.getByText(/3 essais restants/)).toBeVisible();
    await look(page, 'electron-1-code-porteur');
    await login(page);
    await connectMss(page);
    await expect(page.getByRole('button', { name: 'DMP : disponible' })).toBeVisible();
    expect(
      application
        .of('utility')
        .map((one) => one.serviceName)
        .toSorted(),
    ).toEqual(['carte', 'fichiers']);
  });

  test('a patient is created, qualified by INSi and informed', async () => {
    const { page } = post;
    await page.getByRole('button', { name: 'Nouveau patient' }).first().click();
    await page.getByRole('textbox', { name: 'Nom de naissance' }).fill('Pat-Trois');
    await page.getByRole('textbox', { name: 'Prénoms de naissance' }).fill('Dominique Marie-Louise');
    await page.getByRole('radio', { name: 'Féminin' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Date de naissance' }).fill('28/03/1979');
    await page.getByRole('combobox', { name: 'Lieu de naissance' }).fill('51215');
    await page.getByRole('option').filter({ hasText: '51215' }).click();
    await page.getByRole('button', { name: 'Créer le patient' }).click();
    await page.getByRole('button', { name: 'Accepter les traits INSi' }).click();
    await page.getByRole('button', { name: 'Carte nationale d’identité' }).click();
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('Identité qualifiée');
    const feeding = page.getByRole('region', { name: 'Patient', exact: true }).getByRole('radiogroup', { name: 'Alimentation' });
    await feeding.getByText('Informée, non opposée').click();
    await expect(feeding.getByRole('radio', { name: 'Informée, non opposée' })).toBeChecked();
  });

  test('a PDF is drawn from the private scheme, then leaves by the DMP and by MSSanté', async () => {
    const { page, sandbox } = post;
    await dropFile(page, { name: 'compte-rendu-de-consultation.pdf', bytes: await samplePdf() });
    const preview = page.getByRole('region', { name: /^Aperçu de/ });
    await expect(preview).toHaveAttribute('aria-busy', 'false');
    await expect(preview).toContainText('Je reçois ce jour votre patiente');
    const address = page.getByRole('textbox', { name: 'Adresse MSSanté du médecin traitant' });
    await address.fill(LUC_AUBERT.mailbox);
    await address.press('Enter');
    const channels = page.getByRole('list', { name: 'Envoi' });
    await expect(channels.getByRole('listitem').filter({ hasText: LUC_AUBERT.mailbox })).toContainText('prêt');
    // What is typed is written half a second later: its row says so.
    await page.getByRole('textbox', { name: 'Titre' }).fill('Toux sèche, consultation');
    await expect(page.getByRole('row').filter({ hasText: 'Toux sèche, consultation' })).toBeVisible();
    await page.getByRole('button', { name: 'Valider et envoyer' }).click();
    await expect(channels.getByText('Envoyé', { exact: true })).toHaveCount(2);
    await look(page, 'electron-2-envoye');
    expect(
      sandbox.mss
        .deliveries(LUC_AUBERT.mailbox)
        .at(-1)
        ?.attachments.map((one) => one.name),
    ).toContain('IHE_XDM.zip');
    expect(sandbox.dmp.journal.map((entry) => entry.action?.split(':').at(-1))).toContain('ProvideAndRegisterDocumentSet-b');
  });

  test('the page asked nothing of anybody else, complained of nothing, and quits leaving nothing', async () => {
    const { application } = post;
    for (const fact of ['foreign', 'complaint', 'navigation', 'popup', 'error-box', 'fault'] as const)
      expect(application.of(fact), fact).toEqual([]);
    expect(await application.close()).toBe(0);
    expect(application.output()).toBe('');
  });
});

test('the built application, laid out as in a package, opens on its card', async () => {
  // Under the project, where the modules that stay outside the bundle are found.
  const folder = here('../.out/electron-built');
  const dist = join(folder, 'dist');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  cpSync(here('../../package.json'), join(folder, 'package.json'));
  await build({ configFile: here('../../electron/vite.config.ts'), logLevel: 'error', build: { outDir: dist } });
  writeFileSync(join(dist, 'preload.cjs'), await preloadScript(here('../../electron/preload.ts')));
  cpSync(ASSETS, join(dist, 'renderer'), { recursive: true });
  const post = await openPost(join(dist, 'main.js'));
  try {
    await login(post.page);
    expect(post.application.of('utility')).toMatchObject([
      { entry: join(dist, 'card/service.js') },
      { entry: join(dist, 'doors/service.js') },
    ]);
    expect(post.application.of('complaint')).toEqual([]);
    const beside = await launch({ ...post.launched, words: ['--cli', 'audit', 'verify', '--json'] });
    expect([await beside.exited, JSON.parse(beside.stdout())]).toMatchObject([0, { valid: true }]);
  } finally {
    await post.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
