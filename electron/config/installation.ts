import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const installationSchema = z.strictObject({ id: z.uuid() });

/**
 * Identity of this installation (INSi `Instance`, VIHF `LPS_ID`), made once and kept in the data folder.
 * One installation = one workstation for now.
 */
export function installationId(dataFolder: string): string {
  const file = join(dataFolder, 'installation.json');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ id: randomUUID() }), { mode: 0o600, flag: 'wx' });
  }
  return installationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).id;
}
