import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorFactory } from '../../shared/errors.ts';

const fail = errorFactory({
  FILE_NOT_FOUND: ['Le fichier est introuvable ou illisible.', 'Vérifiez son chemin et vos droits.'],
  FILE_TOO_LARGE: ['Le fichier dépasse la taille acceptée.', 'Choisissez un fichier plus petit.'],
  INPUT_INVALID: ['Le fichier n’est pas un JSON valide.', 'Corrigez-le puis recommencez.'],
  PIN_FILE_OPEN: ['Le fichier du code porteur est lisible par d’autres que vous.', 'Limitez ses droits : chmod 600.'],
});

/** Reads a whole file under a limit in bytes. @throws PosteError FILE_NOT_FOUND, FILE_TOO_LARGE (path = the file's name) */
export function readInput(file: string, maxBytes: number): Uint8Array {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw fail('FILE_NOT_FOUND', { path: basename(file) });
    if (stat.size > maxBytes) throw fail('FILE_TOO_LARGE', { path: basename(file) });
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('E')) {
      throw fail('FILE_NOT_FOUND', { cause, path: basename(file) });
    }
    throw cause;
  }
}

/** @throws PosteError INPUT_INVALID and those of {@link readInput} */
export function readJsonInput(file: string): unknown {
  const bytes = readInput(file, 8 * 1024 * 1024);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw fail('INPUT_INVALID', { cause, path: basename(file) });
  }
}

/** The PIN or passphrase of a 0600 file, without the end of line. @throws PosteError PIN_FILE_OPEN, FILE_NOT_FOUND */
export function readPinFile(file: string): string {
  const text = Buffer.from(readInput(file, 1024)).toString('utf8');
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw fail('PIN_FILE_OPEN', { path: basename(file) });
  return text.replace(/\r?\n$/, '');
}

/** Writes a file whole or not at all. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw fail('FILE_NOT_FOUND', { cause, path: basename(file) });
  }
}
