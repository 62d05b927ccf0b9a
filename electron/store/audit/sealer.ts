import { hash, type KeyObject } from 'node:crypto';

/** Bytes that SHA-256 takes at once: what the key of an HMAC fills (RFC 2104, section 2). */
const BLOCK = 64;
const DIGEST = 32;
/** Longest message laid beside the key, in bytes: an entry takes some hundreds. */
const LONGEST = 16 * 1024;

/**
 * HMAC-SHA-256 of many short messages under one key: RFC 2104 over two hashes, each in one go, the key laid out once. An HMAC
 * object for each message takes longer than hashing it.
 *
 * @returns the seal in hexadecimal of the bytes from `start` to `end`; null when they are too many to be laid.
 */
export function sealerOf(key: KeyObject): (bytes: Buffer, start: number, end: number) => string | null {
  const [inner, outer] = [padded(key, 0x36, LONGEST), padded(key, 0x5c, DIGEST)];
  return (bytes, start, end) => {
    if (end - start > LONGEST) return null;
    bytes.copy(inner, BLOCK, start, end);
    outer.write(hash('sha256', inner.subarray(0, BLOCK + end - start), 'binary'), BLOCK, 'binary');
    return hash('sha256', outer, 'hex');
  };
}

/** The key filled with zeros to a block, each byte changed by the pad; then room for a message. */
function padded(key: KeyObject, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const bytes = key.export();
  if (bytes.length > BLOCK) throw new RangeError('a longer key is hashed first');
  bytes.copy(block);
  bytes.fill(0);
  return Buffer.concat([block.map((byte) => byte ^ pad), Buffer.alloc(room)]);
}
