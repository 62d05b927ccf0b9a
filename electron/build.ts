import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * What Electron runs, in `dist/`: the main process and the processes it starts (ESM), the preload script (CommonJS, as a
 * sandboxed window needs), the window. Development on the Chromium host runs the sources instead.
 */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function buildApplication(): Promise<void> {
  rmSync(here('../dist'), { recursive: true, force: true });
  await build({ configFile: here('vite.config.ts'), logLevel: 'warn' });
  await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    build: {
      target: 'chrome150',
      outDir: here('../dist'),
      emptyOutDir: false,
      minify: false,
      lib: { entry: here('preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rollupOptions: { external: ['electron'] },
    },
  });
  await build({ configFile: here('../renderer/vite.config.ts'), logLevel: 'warn' });
  cpSync(here('../renderer/dist'), here('../dist/renderer'), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApplication();
