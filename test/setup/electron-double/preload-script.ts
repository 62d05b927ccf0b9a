import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { build } from 'vite';

/** @throws Error when Electron would run the window without its preload. */
export function checkPreload(path: unknown): string {
  if (typeof path !== 'string') throw new Error('webPreferences.preload is missing');
  if (!isAbsolute(path)) throw new Error(`webPreferences.preload must be absolute: ${path}`);
  if (!existsSync(path)) throw new Error(`webPreferences.preload does not exist: ${path}`);
  return path;
}

/** The CommonJS of a preload script: the built one as it is, or a source bundled as electron/build.ts does. */
export async function preloadScript(path: string): Promise<string> {
  if (!path.endsWith('.ts')) return readFileSync(path, 'utf8');
  const built = await build({
    configFile: false,
    root: dirname(path),
    logLevel: 'error',
    build: {
      target: 'chrome150',
      write: false,
      minify: false,
      lib: { entry: path, formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  });
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, ...others] = chunks;
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('a sandboxed preload is one file');
  return chunk.code;
}
