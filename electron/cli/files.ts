import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail } from '../../shared/errors.ts';
import { writeDurably } from '../durable-file.ts';

/** Reads a whole file under a limit in bytes. @throws PosteError FILE_NOT_FOUND, FILE_TOO_LARGE (path = the file's name) */
export function readInput(file: string, maxBytes: number): Uint8Array {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw fail('FILE_NOT_FOUND', { path: basename(file) });
    if (stat.size > maxBytes) throw fail('FILE_TOO_LARGE', { path: basename(file) });
    return readFileSync(file);
  } catch (cause) {
    throw ofSystem(cause, file);
  }
}

/** An error of the file system as ours; any other as it is. */
function ofSystem(cause: unknown, file: string): unknown {
  const system = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('E');
  return system ? fail('FILE_NOT_FOUND', { cause, path: basename(file) }) : cause;
}

/** A file read piece by piece: never whole. */
export interface InputFile {
  /** Without its folder. */
  readonly name: string;
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Its first bytes, fewer when it is shorter. */
  head(bytes: number): Promise<Uint8Array>;
  /** From its beginning to its end, as it is then. @param bytes most of one piece. */
  pieces(bytes: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** @throws PosteError FILE_NOT_FOUND (path = the file's name) */
export async function openInput(file: string): Promise<InputFile> {
  const name = basename(file);
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) throw fail('FILE_NOT_FOUND', { path: name });
    const opened = handle;
    const at = async (position: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await opened.read(new Uint8Array(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    return {
      name,
      size: stat.size,
      head: (bytes) => at(0, bytes),
      async *pieces(bytes) {
        for (let position = 0; ;) {
          const piece = await at(position, bytes);
          if (piece.byteLength === 0) return;
          yield piece;
          position += piece.byteLength;
        }
      },
      close: () => opened.close(),
    };
  } catch (cause) {
    await handle?.close();
    throw ofSystem(cause, file);
  }
}

/** Before long work: its result can be written there. @throws PosteError FILE_NOT_FOUND */
export function assertWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw ofSystem(cause, file);
  }
}

/** @throws PosteError INPUT_INVALID and those of {@link readInput} */
export function readJsonInput(file: string): unknown {
  const bytes = readInput(file, 8 * 1024 * 1024);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw fail('INPUT_INVALID', { cause, path: basename(file), values: { what: 'Le fichier', why: 'ce n’est pas un JSON valide' } });
  }
}

/** The PIN or passphrase of a 0600 file, without the end of line. @throws PosteError PIN_FILE_OPEN, FILE_NOT_FOUND */
export const readPinFile = (file: string): string => readSecret(file, 'PIN_FILE_OPEN');

/** A passphrase, first line of a file that its owner alone reads. @throws PosteError FILE_NOT_FOUND, PASSPHRASE_FILE_OPEN, PASSPHRASE_SHORT */
export function readPassphraseFile(file: string): string {
  const passphrase = readSecret(file, 'PASSPHRASE_FILE_OPEN');
  if (Array.from(passphrase).length < SHORTEST_PASSPHRASE) throw fail('PASSPHRASE_SHORT', { values: { characters: SHORTEST_PASSPHRASE } });
  return passphrase;
}

const SHORTEST_PASSPHRASE = 12;

function readSecret(file: string, open: 'PIN_FILE_OPEN' | 'PASSPHRASE_FILE_OPEN'): string {
  const text = Buffer.from(readInput(file, 1024)).toString('utf8');
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw fail(open, { path: basename(file) });
  return text.replace(/\r?\n$/, '');
}

/** Writes a file whole or not at all. @throws PosteError FILE_NOT_FOUND */
export function writeWhole(file: string, bytes: Uint8Array): void {
  try {
    writeDurably(file, bytes);
  } catch (cause) {
    throw fail('FILE_NOT_FOUND', { cause, path: basename(file) });
  }
}
