import { createSign } from 'node:crypto';
import type { Signer } from '../card/types.ts';
import { openP12 } from '../pki/p12.ts';

/** A PKCS#12 file (structure certificate, person's software certificate) as a signer. @throws PosteError P12_INVALID, PIN_WRONG */
export function p12Signer(file: Uint8Array, passphrase: string): Signer {
  const { key, certificates } = openP12(file, passphrase);
  return { certificates, sign: (hash, data) => Promise.resolve(createSign(hash).update(data).sign(key)) };
}
