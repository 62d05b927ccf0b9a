import { constants, inflateSync } from 'node:zlib';

/** Names that only an action or a form of its own gives (ISO 32000-1, 12.6.4 and 12.7.8; all forbidden in PDF/A-1). */
const ACTIVE = /\/(JavaScript|Launch|SubmitForm|ImportData|RichMedia)(?![A-Za-z0-9_-])/;
/** Objects packed in one stream may not unfold beyond this, in bytes. */
const UNPACKED_MAX = 128 * 1024 * 1024;
/** Where the dictionary of a stream is looked for before it. */
const DICTIONARY_MAX = 64 * 1024;

/**
 * The first thing in a PDF that acts by itself or reaches out: a script, a program to launch, a form that sends. Looks
 * at every object, reached from the pages or not, those of object streams included (ISO 32000-1, 7.5.7).
 *
 * @returns its name in the file (`JavaScript`), null when there is none.
 * @throws Error when an object stream cannot be unfolded: nobody can say what it holds.
 */
export function activeContent(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found = ACTIVE.exec(plain(text));
  if (found !== null) return found[1] ?? null;
  for (const { index, 0: word } of text.matchAll(/stream\r?\n/g)) {
    if (text.startsWith('end', index - 3)) continue;
    const before = text.slice(Math.max(0, index - DICTIONARY_MAX), index);
    const dictionary = plain(before.split(/\d\s+\d+\s+obj\b/).at(-1) ?? '');
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(dictionary)) continue;
    const packed = ACTIVE.exec(plain(unfold(bytes.subarray(index + word.length), dictionary)));
    if (packed !== null) return packed[1] ?? null;
  }
  return null;
}

/** A name may write any of its letters as `#xx` (ISO 32000-1, 7.3.5). */
export const plain = (text: string): string => (text.includes('#') ? text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))) : text);

/** The objects of an object stream; `''` when it is not compressed. @throws Error when it cannot be unfolded within the limit */
export function unfold(content: Uint8Array, dictionary: string): string {
  const filter = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1];
  // Not compressed: the look at the whole file has seen it.
  if (filter === undefined && !dictionary.includes('/Filter')) return '';
  if (filter === undefined || !/^\[?\s*\/(FlateDecode|Fl)\s*\]?$/.test(filter) || /\/Predictor\s+(?!1\b)/.test(dictionary)) throw new Error('object stream');
  // What follows the compressed data is the rest of the file.
  return inflateSync(content, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: UNPACKED_MAX }).toString('latin1');
}
