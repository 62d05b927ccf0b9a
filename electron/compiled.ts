import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { defaultDataFolder } from './config/defaults.ts';

/**
 * Keeps what Node makes of our source (types stripped, code compiled) in the user's own folder, for the next start and
 * for the processes and threads of this one. A folder that cannot be written costs time alone.
 */
export function keepCompiled(): void {
  const folder = process.env['NODE_COMPILE_CACHE'] ?? join(defaultDataFolder(), 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  enableCompileCache(folder);
  process.env['NODE_COMPILE_CACHE'] = folder;
}
