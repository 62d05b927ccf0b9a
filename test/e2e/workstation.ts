import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { rooms, type ScreenId } from '../../renderer/shell/routes.ts';
import { compose, type Application } from '../../electron/compose.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import type { Store } from '../../electron/store/types.ts';
import type { PatientView } from '../../shared/contract/patients.ts';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { PAULE_DURAND, startSandbox, type Holder, type Sandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { sandboxConfig, type CardChoice, type ConfigChanges } from '../setup/sandbox-config.ts';
import { cardPlayable, testReader, type TestReader } from '../setup/test-card.ts';
import { watchFocus } from './focus-watch.ts';

export const ASSETS = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
export const SHOTS = fileURLToPath(new URL('../.out/screens/', import.meta.url));

/** The application in its window, on a sandbox of its own, with a card in the reader. */
export interface Workstation {
  readonly sandbox: Sandbox;
  readonly application: Application;
  readonly page: Page;
  readonly client: Client;
  /** The store beneath: for what no call does. */
  readonly store: Store;
  /** The reader with the holder's card, unless another way to reach one was asked for. */
  readonly reader: TestReader;
  readonly dataFolder: string;
  /** What the page complained of (console errors, CSP, uncaught exceptions). */
  readonly complaints: readonly string[];
  /** Closes the window and the application; the folders stay until {@link close}. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkstationOptions {
  /** Milliseconds before Pro Santé Connect approves by itself; null: nobody does. */
  readonly autoApprove?: number | null;
  readonly holder?: Holder;
  /** Another way to reach a card than the reader with the holder's, which is that of the profile (POSTE_TEST_CARD). */
  readonly card?: (sandbox: Sandbox) => Promise<CardChoice>;
  readonly changes?: ConfigChanges;
  readonly size?: { readonly width: number; readonly height: number };
}

export async function openWorkstation(options: WorkstationOptions = {}): Promise<Workstation> {
  test.skip(!cardPlayable, 'SoftHSM2, its engine or the compiler of the virtual card is missing');
  const { holder = PAULE_DURAND, autoApprove = 0, size = { width: 1440, height: 900 } } = options;
  const dataFolder = await mkdtemp(join(tmpdir(), 'poste-e2e-'));
  const sandbox = await startSandbox({ autoApprove, pscIntervalSeconds: 0.2 });
  const reader = await testReader(sandbox, holder);
  const config = sandboxConfig(sandbox, dataFolder, (await options.card?.(sandbox)) ?? reader.choice, options.changes ?? {});
  const platform = chromiumPlatform({ dataFolder, executable: null, headless: true, size, downloads: join(dataFolder, 'downloads') });
  platform.begin();
  const store = Promise.withResolvers<Store>();
  const application = await compose(config, platform, {
    over: (own) => {
      store.resolve(own);
      return own;
    },
  });
  const window = await application.openWindow(ASSETS, () => undefined);
  const { page } = window as Awaited<ReturnType<typeof platform.openWindow>>;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await watchFocus(page);
  await page.reload();
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= window.close().then(() => application.close());
    return stopped;
  };
  return {
    sandbox,
    application,
    page,
    client: clientOf(application),
    store: await store.promise,
    reader,
    dataFolder,
    complaints,
    stop,
    async close() {
      await stop();
      await sandbox.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 AA on what the page shows now, one line each. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Its usual way opens a second window, which the application refuses.
    .setLegacyMode()
    // What passes is not described, and no rule of these reads the style sheets themselves: half the time.
    .options({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'], preload: false })
    .analyze();
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** Writes what the page shows to `test/.out/screens/`, once nothing is waited for any more. */
export async function shot(page: Page, name: string): Promise<void> {
  // A tooltip under the pointer is not part of the screen.
  await page.mouse.move(2, 2);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(page.locator('[aria-busy=true], .waiting')).toHaveCount(0);
  await mkdir(SHOTS, { recursive: true });
  await writeFile(join(SHOTS, `${name}.png`), await page.screenshot());
}

/** The same, and the screen has no violation of WCAG 2.2 AA. */
export async function look(page: Page, name: string): Promise<void> {
  await shot(page, name);
  expect(await axe(page), name).toEqual([]);
}

/** Opens a room of the rail by its key: its rank there. */
export async function openRoom(page: Page, id: ScreenId): Promise<void> {
  const rank = rooms.findIndex(({ screen }) => screen.id === id);
  if (rank === -1) throw new RangeError(`${id} is no room`);
  await page.keyboard.press(`Alt+${rank + 1}`);
}

/** Types the PIN and opens the session: in the situation of last time, in the first one before there is any. */
export async function login(page: Page, pin = PAULE_DURAND.pin): Promise<void> {
  await page.getByLabel('Code porteur').fill(pin);
  await page.getByLabel('Code porteur').press('Enter');
  const open = page.getByRole('button', { name: 'Verrouiller' });
  const situation = page.getByRole('radiogroup', { name: 'Situation d’exercice' }).getByRole('radio', { checked: true });
  await expect(open.or(situation).first()).toBeVisible();
  if (await situation.isVisible()) await situation.press('Enter');
  await expect(open).toBeVisible();
}

/**
 * Changes the card in the reader as by hand, and waits until the window asks for the PIN of that one: what is typed
 * before is typed for the card that left, and goes with it.
 */
export async function changeCard({ page, reader }: Pick<Workstation, 'page' | 'reader'>, holder: Holder): Promise<void> {
  await reader.remove();
  await expect(page.getByRole('dialog', { name: 'Insérez votre carte' })).toBeVisible();
  await reader.swap(holder);
  const name = holder.person.family ?? holder.situations[0]?.name ?? '';
  await expect(page.getByRole('dialog', { name: new RegExp(`^Carte .*${name}$`) })).toBeVisible();
}

/** The patient of the main job, known of INSi. */
export const PAT_TROIS: StrictTraits = {
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

/** Creates a patient as a journey would, without the window: provisional, or qualified by INSi and informed. */
export async function createPatient(client: Client, traits: StrictTraits, options: { readonly qualified: boolean }): Promise<PatientView> {
  const patient = await client.call('patients.create', { traits, usedName: null, usedFirstName: null });
  if (!options.qualified) return patient;
  const { id } = patient;
  const { proposal } = await client.call('patients.askInsi', { id });
  if (proposal === null) throw new Error('INSi proposed nobody');
  await client.call('patients.acceptInsi', { id, proposal: proposal.id });
  await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
  return await client.call('patients.recordInformation', { id, purpose: 'feeding', state: 'informed' });
}

/** Connects MSSanté from the top bar. */
export async function connectMss(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connecter MSSanté' }).click();
  await expect(page.getByText('MSSanté connectée')).toBeVisible();
}

/** Opens a tab of a patient by its address, as a link of the application does. */
export async function openPatient(page: Page, id: string, tab: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/patient/${id}/${tab}`);
  await expect(page.getByRole('region', { name: 'Patient', exact: true })).toBeVisible();
}

/** Adds a PDF to the open record with the button, and opens it from the arrivals: it is shown by itself only where no other was chosen. */
export async function addPdf(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Ajouter un PDF').setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await openArrived(page, name);
}

/** Opens a document from the line of its file among the arrivals. */
export async function openArrived(page: Page, name: string): Promise<void> {
  const arrivals = page.getByRole('region', { name: 'Arrivées' });
  const folded = arrivals.getByRole('button', { name: 'Déplier les arrivées' });
  const line = arrivals.getByRole('button', { name: `Ouvrir ${name}` });
  await expect(folded.or(line).first()).toBeVisible();
  if (await folded.isVisible()) await folded.click();
  await line.click();
}

/** A file as the system's file manager gives it. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Drops files on the middle of the window, as the system's file manager does. */
export async function dropFile(page: Page, ...files: readonly DroppedFile[]): Promise<void> {
  await dropOn(page.locator('main'), ...files);
}

/** Drops files on a piece of the window. */
export async function dropOn(target: Locator, ...files: readonly DroppedFile[]): Promise<void> {
  const page = target.page();
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given)
        data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: 'application/pdf' }));
      return data;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
  );
  await target.dispatchEvent('dragenter', { dataTransfer: transfer });
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText(/^Déposez les fichiers/)).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText(/^Déposez les fichiers/)).toHaveCount(0);
  await transfer.dispose();
}
