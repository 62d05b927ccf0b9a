import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { fail, type PosteError } from '../../../shared/errors.ts';
import { dataFiles } from '../../data-folder.ts';
import { writeDurably } from '../../durable-file.ts';
import { makeFolder } from '../../make-folder.ts';
import type { Secrets } from '../types.ts';

/** Whether the data of this folder are protected so; false too when there are none. */
export const hasFileKey = (folder: string): boolean => existsSync(dataFiles(folder).fileKey);

/**
 * Without the system's keychain: a 32-byte key in a file readable by its owner alone (electron/README 9), made in a
 * folder that holds nothing sealed yet.
 *
 * @throws PosteError SECRETS_MISSING, SECRETS_UNAVAILABLE
 */
export function fileSecrets(folder: string): Secrets {
  const { fileKey: file, storeKey, newStoreKey } = dataFiles(folder);
  if (!existsSync(file)) {
    if (existsSync(storeKey) || existsSync(newStoreKey)) throw fail('SECRETS_MISSING', { values: { folder } });
    makeFolder(folder);
    writeDurably(file, randomBytes(32));
  }
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const key = readFileSync(file);
  if (key.length !== 32) throw unreadable();
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
        throw unreadable(cause);
      }
    },
  };
}

const unreadable = (cause?: unknown): PosteError =>
  fail('SECRETS_UNAVAILABLE', {
    cause,
    values: { why: 'son fichier est illisible', how: 'Restaurez le fichier de clé du dossier de données' },
  });
