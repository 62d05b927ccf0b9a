import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorFactory } from '../../../shared/errors.ts';
import type { Secrets } from '../types.ts';

const fail = errorFactory({
  SECRETS_UNAVAILABLE: [
    'La clé de protection des données est illisible.',
    'Restaurez le fichier de clé du dossier de données, ou transmettez le détail au support.',
  ],
});

const keyFile = (folder: string): string => join(folder, 'poste.key');

/** Whether the data of this folder are protected so; false too when there are none. */
export const hasFileKey = (folder: string): boolean => existsSync(keyFile(folder));

/** Without the system's keychain: a 32-byte key in a file readable by its owner alone (architecture, decision 8). */
export function fileSecrets(folder: string): Secrets {
  const file = keyFile(folder);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  }
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const key = readFileSync(file);
  if (key.length !== 32) throw fail('SECRETS_UNAVAILABLE');
  return {
    protection: 'file',
    protect(clear) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(clear), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    unprotect(sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
        decipher.setAuthTag(sealed.subarray(12, 28));
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
      } catch (cause) {
        throw fail('SECRETS_UNAVAILABLE', { cause });
      }
    },
  };
}
