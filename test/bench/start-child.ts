import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { keepCompileCache } from '../../electron/compile-cache.ts';
import { patientRecord } from '../setup/patient.ts';
import { used } from './tree.ts';

/** What one process does; `prepare` fills the folders for the others. */
export type Task = 'prepare' | 'application' | 'rows' | 'shell';

/** One process of the start benchmark: says when its window is ready, then what its whole tree has used. */
const [task = '', folder = '', patients = '0'] = process.argv.slice(2);
const assets = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
const dataFolder = join(folder, 'data');
const cardFolder = join(folder, 'card');
const trustFile = join(folder, 'ca.pem');

async function prepare(): Promise<void> {
  const { createPki } = await import('../sandbox/pki/index.ts');
  const { writeFileCard } = await import('../sandbox/cards/index.ts');
  const { PAULE_DURAND } = await import('../sandbox/identities.ts');
  const pki = await createPki();
  await writeFileCard(cardFolder, await pki.person(PAULE_DURAND.person), { pin: PAULE_DURAND.pin, situations: PAULE_DURAND.situations });
  await writeFile(trustFile, pki.trustPem);
  const application = await composed();
  await application.close();
  const { openOwnStore } = await import('../../electron/wiring/own-store.ts');
  const { fileSecrets } = await import('../../electron/platform/chromium/secrets.ts');
  const store = await openOwnStore({
    folder: dataFolder,
    stateFolder: null,
    secrets: fileSecrets(dataFolder),
    access: 'writing',
    now: () => new Date(),
  });
  const at = new Date().toISOString();
  for (let from = 0; from < Number(patients); from += 1000) {
    await store.commit({
      audit: [],
      changes: Array.from({ length: 1000 }, (_, i) => ({
        kind: 'patient.save' as const,
        patient: patientRecord({
          id: `p${from + i}`,
          ipp: `P${String(from + i).padStart(6, '0')}`,
          birthName: `ESSAI${['A', 'B', 'C', 'D', 'E'][i % 5] ?? ''} ${from + i}`.replaceAll(/\d/g, (d) => 'ABCDEFGHIJ'[Number(d)] ?? ''),
          birthFirstNames: 'CAMILLE',
          firstBirthFirstName: 'CAMILLE',
          sex: i % 2 === 0 ? 'F' : 'M',
          birthDate: `19${String(40 + (i % 50)).padStart(2, '0')}-0${1 + (i % 9)}-1${i % 9}`,
          episode: `e${from + i}`,
          createdAt: at,
          updatedAt: at,
        }),
      })),
    });
  }
  await store.close();
}

async function composed(host: Awaited<ReturnType<typeof platform>> | null = null) {
  const { compose } = await import('../../electron/compose.ts');
  const { defaults } = await import('../../electron/config/defaults.ts');
  const { checkConfig } = await import('../../electron/config/load.ts');
  const config = checkConfig(
    { ...defaults, profile: 'sandbox', dataFolder, trustFile, card: { ...defaults.card, adapter: { kind: 'file', folder: cardFolder } } },
    'bench',
  );
  return compose(config, host ?? (await platform()));
}

async function platform() {
  const { chromiumPlatform } = await import('../../electron/platform/chromium/index.ts');
  return chromiumPlatform({ dataFolder, executable: null, headless: true, size: null });
}

async function application(ready: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  const { chromiumPlatform } = await import('../../electron/platform/chromium/index.ts');
  // In the order of electron/launch.ts.
  const host = await platform();
  host.begin();
  const app = await composed(host);
  const window = (await app.openWindow(assets, () => undefined)) as Awaited<ReturnType<ReturnType<typeof chromiumPlatform>['openWindow']>>;
  await window.page.getByLabel('Code porteur').waitFor();
  await ready(window.page);
  await said();
  await window.close();
  await app.close();
}

/** To the first row of the list: the PIN typed at once, in the situation of last time. */
const rows = (): Promise<void> =>
  application(async (page) => {
    const { PAULE_DURAND } = await import('../sandbox/identities.ts');
    await page.getByLabel('Code porteur').fill(PAULE_DURAND.pin);
    await page.getByLabel('Code porteur').press('Enter');
    const situation = page.getByRole('radiogroup', { name: 'Situation d’exercice' }).getByRole('radio', { checked: true });
    const first = page.getByRole('grid', { name: 'Patients' }).locator('[aria-rowindex="2"]');
    await situation.or(first).first().waitFor();
    if (await situation.isVisible()) await situation.press('Enter');
    await first.waitFor();
  });

async function shell(): Promise<void> {
  const window = await (
    await platform()
  ).openWindow({
    assets: fileURLToPath(new URL('./empty', import.meta.url)),
    invoke: () => Promise.resolve('null'),
    resource: () => null,
    closed: () => undefined,
  });
  await window.page.locator('body').waitFor({ state: 'attached' });
  await said();
  await window.close();
}

/** Tells the parent, then what was used, and lets it take both before anything closes. */
async function said(): Promise<void> {
  await told({});
  await told(used(process.pid));
}

const told = (message: object): Promise<void> => new Promise((resolve) => void process.send?.(message, () => resolve()));

// As `npm start` does.
keepCompileCache();
await { prepare, application: () => application(), rows, shell }[task as Task]();
if (task === 'prepare') await said();
process.exit(0);
