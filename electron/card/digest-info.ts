import { createHash } from 'node:crypto';

export type CardHash = 'sha256' | 'sha1';

/** DER of DigestInfo up to the hash itself (RFC 8017, 9.2, note 1). */
const PREFIX: Readonly<Record<CardHash, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha1: '3021300906052b0e03021a05000414',
};

/** What CKM_RSA_PKCS signs: the hash of `data` in its DigestInfo. A bare hash must never be passed (card/README 4). */
export function digestInfo(hash: CardHash, data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(PREFIX[hash], 'hex'), createHash(hash).update(data).digest()]);
}
