import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterReady } from './app.ts';
import { required } from './control.ts';
import { strict } from './strict.ts';

const PREFIX = Buffer.from('v11');

/** The key that the system's keychain would hold. */
function key(): Buffer {
  const { folder } = required();
  const file = join(folder, 'keychain.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

/** More lenient than Electron on purpose: it would encrypt under `basic_text` too, so that only the application refuses it. */
function isEncryptionAvailable(): boolean {
  afterReady('safeStorage');
  return required().keychain !== 'none';
}

function usable(): void {
  if (!isEncryptionAvailable()) throw new Error('Encryption is not available.');
}

export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable,
  getSelectedStorageBackend() {
    afterReady('safeStorage');
    const { keychain } = required();
    return keychain === 'none' ? 'unknown' : keychain;
  },
  encryptString(clear) {
    usable();
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
    return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), body]);
  },
  decryptString(sealed) {
    usable();
    if (!sealed.subarray(0, 3).equals(PREFIX))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(3, 15));
    decipher.setAuthTag(sealed.subarray(15, 31));
    return Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8');
  },
} satisfies Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'>);
