import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Keeps what Node makes of our source (types stripped, code compiled) in the user's own cache, for the next start and
 * for the processes and threads of this one: never beside the data, which a start may refuse to make. A folder that cannot be written costs time alone.
 */
export function keepCompileCache(): void {
  const folder = process.env['NODE_COMPILE_CACHE'] ?? join(cacheFolder(), 'compiled');
  try {
    makeFolder(folder);
  } catch {
    return;
  }
  enableCompileCache(folder);
  process.env['NODE_COMPILE_CACHE'] = folder;
}

function cacheFolder(): string {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Poste Santé');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Poste Santé');
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'poste-sante');
}
