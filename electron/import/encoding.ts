import { isAscii } from 'node:buffer';
import { fail } from './errors.ts';
import { pieces } from './source.ts';
import type { ImportSource } from './types.ts';

/** windows-1252 stands for latin1 too: it only adds letters (Œ, €, ’) where latin1 has control codes. */
export type FileEncoding = 'utf-8' | 'windows-1252' | 'iso-8859-15';

/** What bytes above 127 may be in a French file in windows-1252: letters, quotes, dashes, degree, euro, no-break space. */
const FRENCH_1252 = new Set([...'ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïôöùûüÿñÑáíóúãõÁÍÓÚ°«»ß²³µ·§'].map((letter) => letter.codePointAt(0) ?? 0));
for (const byte of [0x80, 0x85, 0x8c, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9c, 0x9f, 0xa0, 0xc6, 0xe6]) FRENCH_1252.add(byte);

/**
 * The encoding of a whole file: UTF-8 when it is valid UTF-8 (with a BOM or not), windows-1252 when every other byte is a
 * letter or a sign of French there. A file that is neither (UTF-16, DOS, Macintosh, several encodings mixed) is refused:
 * a wrong guess would change names.
 *
 * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING_UTF16, IMPORT_ENCODING_AMBIGUOUS
 */
export async function detectEncoding(source: ImportSource, signal?: AbortSignal): Promise<FileEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [utf8, first, multibyte] = [true, true, false];
  const seen = new Uint8Array(256);
  for await (const piece of pieces(source(), { signal })) {
    if (piece.length === 0) continue;
    if (first && ((piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff))) throw fail('IMPORT_ENCODING_UTF16');
    first = false;
    if (isAscii(piece) && !multibyte) continue;
    multibyte = true;
    if (utf8) utf8 = decodes(decoder, piece);
    for (const byte of piece) seen[byte] = 1;
  }
  if (first) throw fail('IMPORT_EMPTY');
  if (utf8 && decodes(decoder, null)) return 'utf-8';
  for (let byte = 0x80; byte < 256; byte += 1) if (seen[byte] === 1 && !FRENCH_1252.has(byte)) throw fail('IMPORT_ENCODING_AMBIGUOUS');
  return 'windows-1252';
}

function decodes(decoder: InstanceType<typeof TextDecoder>, piece: Uint8Array | null): boolean {
  try {
    if (piece === null) decoder.decode();
    else decoder.decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, its BOM removed. @throws PosteError IMPORT_ENCODING when a byte is not of the encoding */
export async function* decoded(source: AsyncIterable<Buffer>, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const text = (piece: Buffer | null): string => {
    try {
      return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw fail('IMPORT_ENCODING', { values: { encoding: encoding.toUpperCase() } });
    }
  };
  for await (const piece of source) yield text(piece);
  yield text(null);
}
