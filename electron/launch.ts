import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compose } from './compose.ts';
import { loadConfig, policyFile } from './config/load.ts';
import { ALREADY_OPEN, requireDisplay } from './display.ts';
import { ensureDataFolder } from './data-folder.ts';
import { downloadsFolder } from './platform/chromium/downloads.ts';
import { chromiumPlatform } from './platform/chromium/index.ts';
import type { AppWindow } from './platform/types.ts';
import { broughtForward, listenForSecond } from './only-one.ts';
import { settingsFile } from './settings-file.ts';
import { refuseFileKey } from './wiring/own-store.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const assets = fileURLToPath(new URL('../renderer/dist', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The application alone on the user's own configuration. In Electron when its binary is there, else in the system's
 * Chromium; it says which.
 *
 * @throws PosteError CONFIG_*, SECRETS_PRODUCTION, DATA_FOLDER_DENIED, CHROMIUM_MISSING, DISPLAY_MISSING, STORE_*, PROFILE_LOCKED
 */
export async function launch(arguments_: readonly string[]): Promise<void> {
  const user = settingsFile(arguments_);
  const { config, ...decisions } = loadConfig({ policy: policyFile(), user });
  for (const pointer of decisions.notTaken) say(`Réglage non pris, il est fixé pour ce poste : ${pointer}`);
  const electron = electronBinary();
  if (electron === null && (await broughtForward(config.dataFolder))) {
    say(ALREADY_OPEN);
    return;
  }
  if (electron === null && !config.window.headless) requireDisplay();
  // Before anything is written: a refusal leaves nothing behind.
  if (electron === null) refuseFileKey(config.profile, { protection: 'file' });
  ensureDataFolder(config.dataFolder);
  await buildWindow();
  if (electron !== null) {
    say(`Hôte : Electron (${electron})`);
    const { buildApplication } = await import('./build.ts');
    await buildApplication();
    const child = spawn(electron, [`${root}dist/main.js`, ...(user === null ? [] : ['--config', user])], { stdio: 'inherit' });
    child.on('exit', (code) => process.exit(code ?? 0));
    return;
  }
  say('Hôte : Chromium du système (le binaire d’Electron n’est pas installé)');
  const platform = chromiumPlatform({
    dataFolder: config.dataFolder,
    executable: config.window.chromium,
    headless: config.window.headless,
    size: null,
    downloads: downloadsFolder(),
  });
  say('Ouverture des données et de la fenêtre…');
  platform.begin();
  const app = await compose(config, platform, { decisions }).catch(async (refused: unknown) => {
    await platform.forgo();
    throw refused;
  });
  let window: AppWindow | null = null;
  let stopping = false;
  let forgetSecond = (): void => undefined;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    forgetSecond();
    // The window first: its profile goes with it.
    void Promise.resolve(window?.close())
      .then(() => app.close())
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const opened = await app.openWindow(assets, stop);
  window = opened;
  forgetSecond = await listenForSecond(config.dataFolder, () => opened.front());
  say('La fenêtre est ouverte.');
}

/** Built once, then again only when asked (`npm run build`). */
async function buildWindow(): Promise<void> {
  if (existsSync(`${assets}/index.html`)) return;
  say('Construction de la fenêtre (une fois, quelques secondes)…');
  const { build } = await import('vite');
  await build({ configFile: `${root}renderer/vite.config.ts`, logLevel: 'warn' });
}

function electronBinary(): string | null {
  const folder = `${root}node_modules/electron/dist/`;
  const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];
  return names.map((name) => folder + name).find((path) => existsSync(path)) ?? null;
}
