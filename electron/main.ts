import { app, dialog } from 'electron';
import { join } from 'node:path';
import { errorFacts } from '../shared/errors.ts';
import { compose } from './compose.ts';
import { loadConfig, policyFile } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { ensureDataFolder } from './data-folder.ts';
import { failureText } from './failure-text.ts';
import { beforeReady, electronPlatform, singleInstance } from './platform/electron/index.ts';
import { settingsFile } from './settings-file.ts';

/** Electron's entry: no product logic, only the host's life cycle. Built beside `preload.cjs` and `renderer/`. */
beforeReady();

// From the sources (tests only), the window is where its own build puts it and the preload script is not built yet.
const built = !import.meta.filename.endsWith('.ts');
const preload = join(import.meta.dirname, built ? 'preload.cjs' : 'preload.ts');
const assets = join(import.meta.dirname, built ? 'renderer' : '../renderer/dist');

async function run(): Promise<void> {
  await app.whenReady();
  const { config, ...decisions } = loadConfig({ policy: policyFile(), user: settingsFile(process.argv) });
  ensureDataFolder(config.dataFolder);
  const application = await compose(config, electronPlatform(preload), { decisions });
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void application.close().finally(() => app.quit());
  });
  try {
    await application.openWindow(assets, () => app.quit());
  } catch (thrown) {
    // Without a window nobody could close the store and the card service.
    await application.close();
    throw thrown;
  }
}

/**
 * `--cli <words>` (cli/README 1): the same commands as `npx poste`, without window, on the data that the keychain opens. Beside the
 * open application: readers need nothing of it, writers are told PROFILE_LOCKED.
 *
 * @param options what was typed before `--cli`.
 * @returns the exit code.
 */
async function runWords(options: readonly string[], words: readonly string[]): Promise<number> {
  await app.whenReady();
  const [{ commands }, { runCommand }] = await Promise.all([import('./cli/commands.ts'), import('./cli/run.ts')]);
  const platform = electronPlatform(preload);
  let loaded: Config | null = null;
  const config = (): Config => (loaded ??= loadConfig({ policy: policyFile(), user: settingsFile(options) }).config);
  const code = await runCommand(commands, words, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    dataFolder: () => config().dataFolder,
    opener: { configOf: config, secretsOf: () => platform.secrets },
    startService: (entry, env, name) => platform.startService(entry, env, name),
  });
  // Leaving at once would cut what a pipe has not taken yet.
  for (const stream of [process.stdout, process.stderr]) await new Promise((written) => stream.write('', written));
  return code;
}

const cli = process.argv.indexOf('--cli');
if (cli !== -1) {
  runWords(process.argv.slice(0, cli), process.argv.slice(cli + 1)).then(
    (code) => app.exit(code),
    () => app.exit(5),
  );
} else if (singleInstance()) {
  run().catch((thrown: unknown) => {
    dialog.showErrorBox('Poste Santé', failureText(errorFacts(thrown)).join('\n'));
    app.exit(1);
  });
} else {
  app.quit();
}
