import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail } from '../../shared/errors.ts';
import { dataFiles } from '../data-folder.ts';
import { writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';

const installationSchema = z.strictObject({ id: z.uuid() });

/**
 * Identity of this installation (INSi `Instance`, VIHF `LPS_ID`), made once and kept in the data folder.
 * One installation = one workstation for now.
 *
 * @throws PosteError CONFIG_INSTALLATION
 */
export function installationId(dataFolder: string): string {
  const { installation: file } = dataFiles(dataFolder);
  if (!existsSync(file)) {
    makeFolder(dataFolder);
    writeDurably(file, Buffer.from(JSON.stringify({ id: randomUUID() })));
  }
  try {
    return installationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).id;
  } catch (cause) {
    throw fail('CONFIG_INSTALLATION', { values: { file }, cause });
  }
}
