import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, constants, fsyncSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { storeError } from '../errors.ts';

/**
 * A backup is one file: the encrypted store as it stood at one moment, then its trailer (JSON), the trailer's length on 4
 * bytes, and {@link MAGIC}. The trailer seals what the store holds and its journal's key under the store's key, and, when a
 * passphrase was given, both keys under it.
 */
const MAGIC = Buffer.from('PSBACKUP');
const MAX_TRAILER = 64 * 1024;
const PIECE = 1024 * 1024;
const KEY_BYTES = 32;
/** Cost of a passphrase: about a third of a second and 128 MiB (RFC 7914; OWASP « Password Storage »). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const base64 = z.base64().max(4096);
const trailerSchema = z.strictObject({
  format: z.literal(1),
  /** Tells the store's key, without a way to find it. */
  keyMark: z.string().regex(/^[0-9a-f]{64}$/),
  /** {@link Manifest}, under the store's key. */
  manifest: base64,
  passphrase: z.strictObject({ salt: base64, keys: base64 }).nullable(),
});
type Trailer = z.infer<typeof trailerSchema>;

const manifestSchema = z.strictObject({
  patients: z.int(),
  documents: z.int(),
  entries: z.int(),
  head: z.string(),
  sha256: z.string(),
  at: z.iso.datetime(),
  journalKey: base64,
});
type Manifest = z.infer<typeof manifestSchema>;

export interface BothKeys {
  readonly file: Uint8Array;
  readonly journal: Uint8Array;
}

/** What is sealed of a store, beside its bytes. */
type Sealed = Omit<Manifest, 'sha256' | 'journalKey'>;

/** Makes a backup of a copy of a store: its trailer is added at its end, on disk. @param passphrase null = the store's key alone opens it. */
export function sealBackup(file: string, keys: BothKeys, held: Sealed, passphrase: string | null): void {
  const manifest: Manifest = {
    ...held,
    sha256: hashOf(file, statSync(file).size),
    journalKey: Buffer.from(keys.journal).toString('base64'),
  };
  const salt = randomBytes(16);
  append(file, {
    format: 1,
    keyMark: markOf(keys.file),
    manifest: seal(manifestKey(keys.file), Buffer.from(JSON.stringify(manifest))).toString('base64'),
    passphrase:
      passphrase === null
        ? null
        : {
            salt: salt.toString('base64'),
            keys: seal(passphraseKey(passphrase, salt), Buffer.concat([keys.file, keys.journal])).toString('base64'),
          },
  });
}

/** A backup being looked at: its trailer is read, nothing of the store yet. */
export interface Backup {
  readonly file: string;
  /** Length of the store in it. */
  readonly storeBytes: number;
  readonly bytes: number;
  readonly trailer: Trailer;
}

/** @throws PosteError BACKUP_INVALID, BACKUP_NOT_FOUND */
export function readBackup(file: string): Backup {
  let handle: number;
  try {
    // A pipe would wait for its writer.
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw storeError('BACKUP_NOT_FOUND', { cause });
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw storeError('BACKUP_INVALID');
    const { size } = stat;
    const end = MAGIC.length + 4;
    const tail = readAt(handle, Math.max(0, size - end), Math.min(size, end));
    const length = tail.length === end && tail.subarray(4).equals(MAGIC) ? tail.readUInt32BE(0) : 0;
    if (length === 0 || length > MAX_TRAILER || length + end >= size) throw storeError('BACKUP_INVALID');
    const storeBytes = size - end - length;
    const trailer = trailerSchema.parse(JSON.parse(readAt(handle, storeBytes, length).toString('utf8')));
    return { file, storeBytes, bytes: size, trailer };
  } catch (cause) {
    throw storeError('BACKUP_INVALID', { cause });
  } finally {
    closeSync(handle);
  }
}

/** Whether this key is the one of the store that was copied. */
export const opensWith = ({ trailer }: Backup, key: Uint8Array): boolean => markOf(key) === trailer.keyMark;

/** The keys by the passphrase. @throws PosteError BACKUP_NO_PASSPHRASE, BACKUP_PASSPHRASE */
export function keysByPassphrase({ trailer }: Backup, passphrase: string): BothKeys {
  if (trailer.passphrase === null) throw storeError('BACKUP_NO_PASSPHRASE');
  const salt = Buffer.from(trailer.passphrase.salt, 'base64');
  const both = unseal(passphraseKey(passphrase, salt), Buffer.from(trailer.passphrase.keys, 'base64'));
  if (both?.length !== 2 * KEY_BYTES) throw storeError('BACKUP_PASSPHRASE');
  return { file: both.subarray(0, KEY_BYTES), journal: both.subarray(KEY_BYTES) };
}

/**
 * Takes the store out of a backup, to a file of its own.
 *
 * @param fileKey of the store, known to open it.
 * @returns what was sealed of it, and its journal's key.
 * @throws PosteError BACKUP_DAMAGED (what was written is the caller's to remove)
 */
export function takeStore(backup: Backup, fileKey: Uint8Array, to: string): Manifest {
  const sealed = unseal(manifestKey(fileKey), Buffer.from(backup.trailer.manifest, 'base64'));
  const parsed = sealed === null ? null : manifestSchema.safeParse(JSON.parse(sealed.toString('utf8')));
  if (parsed?.success !== true || copyPart(backup.file, backup.storeBytes, to) !== parsed.data.sha256) throw storeError('BACKUP_DAMAGED');
  return parsed.data;
}

/** @returns SHA-256 of what was copied, hex. */
function copyPart(from: string, length: number, to: string): string {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w', 0o600)];
  try {
    const hash = createHash('sha256');
    for (let at = 0; at < length; at += PIECE) {
      const piece = readAt(source, at, Math.min(PIECE, length - at));
      hash.update(piece);
      for (let written = 0; written < piece.length;) written += writeSync(target, piece, written);
    }
    fsyncSync(target);
    return hash.digest('hex');
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

function hashOf(file: string, length: number): string {
  const handle = openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    for (let at = 0; at < length; at += PIECE) hash.update(readAt(handle, at, Math.min(PIECE, length - at)));
    return hash.digest('hex');
  } finally {
    closeSync(handle);
  }
}

function append(file: string, trailer: Trailer): void {
  const text = Buffer.from(JSON.stringify(trailer));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const bytes = Buffer.concat([text, length, MAGIC]);
  const handle = openSync(file, 'a');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const got = readSync(handle, bytes, read, length - read, position + read);
    if (got === 0) break;
    read += got;
  }
  return bytes.subarray(0, read);
}

const markOf = (key: Uint8Array): string => createHmac('sha256', key).update('poste-sante backup').digest('hex');
const manifestKey = (key: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), 'poste-sante backup manifest', KEY_BYTES));
const passphraseKey = (passphrase: string, salt: Uint8Array): Uint8Array =>
  scryptSync(passphrase.normalize('NFC'), salt, KEY_BYTES, SCRYPT);

/** AES-256-GCM: nonce, tag, text. */
function seal(key: Uint8Array, clear: Uint8Array): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Null when it was sealed under another key, or changed since. */
function unseal(key: Uint8Array, sealed: Uint8Array): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch {
    return null;
  }
}
