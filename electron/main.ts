import { app, dialog } from 'electron';
import { join } from 'node:path';
import { errorFacts } from '../shared/errors.ts';
import { compose } from './compose.ts';
import { loadConfig, policyFile } from './config/load.ts';
import { declareScheme, electronPlatform, singleInstance } from './platform/electron/index.ts';

/** Electron's entry: no product logic, only the host's life cycle. Built beside `preload.cjs` and `renderer/`. */
declareScheme();

// From the sources (tests only), the window is where its own build puts it and the preload script is not built yet.
const built = !import.meta.filename.endsWith('.ts');
const preload = join(import.meta.dirname, built ? 'preload.cjs' : 'preload.ts');
const assets = join(import.meta.dirname, built ? 'renderer' : '../renderer/dist');

async function run(): Promise<void> {
  await app.whenReady();
  const at = process.argv.indexOf('--config');
  const config = loadConfig({ policy: policyFile(), user: at === -1 ? null : (process.argv[at + 1] ?? null) });
  const application = await compose(config, electronPlatform(preload));
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

if (singleInstance()) {
  run().catch((thrown: unknown) => {
    const { code, message, action } = errorFacts(thrown);
    dialog.showErrorBox('Poste Santé', `${message}\n${action}\n[${code}]`);
    app.exit(1);
  });
} else {
  app.quit();
}
