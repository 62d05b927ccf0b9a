import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { CsvEncoding } from '../../shared/domain/csv-columns.ts';
import { fromLatin1, UNDEFINED, type CodePage } from './code-pages.ts';
import { accentedIn, isNaturalUtf8, isTrusted, judgeEncoding, type Reading } from './encoding-judge.ts';
import { fail } from '../../shared/errors.ts';
import { own } from './source.ts';

/** Of HL7 messages. windows-1252 stands for latin1 too: it only adds letters (Œ, €, ’) where latin1 has control codes. */
export type FileEncoding = 'utf-8' | 'windows-1252' | 'iso-8859-15';

/** How a CSV file is written: UTF-16 tells itself, and needs no choice. */
export type TextEncoding = CsvEncoding | 'utf-16le' | 'utf-16be';

/** Stands for a line whose letters cannot be told; no text holds this noncharacter. */
export const UNREADABLE = '\uFFFF';

/** Longest line kept to be judged as a whole: more than a record may hold, whatever its encoding. */
const MAX_LINE = 256 * 1024;
/** What is looked at, from the first line that is neither ASCII nor clear UTF-8, before a letter of it is read. */
const JUDGED = 1024 * 1024;
/** Words whose trust is remembered: names come back. */
const MAX_TRUSTED = 20_000;
/** Bytes that tell UTF-16 or a BOM. */
const BEGINNING = 4;
const LF = 0x0a;

/**
 * Text of a file, whole lines at a time, in a memory that does not depend on its size.
 *
 * A BOM or zero bytes tell UTF-8 and UTF-16. Otherwise lines in ASCII are the same in any encoding, and go. The first
 * other line, when it is clear UTF-8, makes the file UTF-8. When it is not, nothing more is given out until the next
 * MiB, or the rest of the file, was judged together: read in one encoding only, or refused as a whole. What was judged
 * holds to the end: a later line that it cannot read, or that another encoding reads better, becomes {@link UNREADABLE}
 * alone, for a wrong guess would change names.
 */
export class LineDecoder {
  readonly #said: CsvEncoding | null;
  #encoding: CsvEncoding | null;
  #rest = Buffer.alloc(0);
  /** Lines to be judged, from the first one that was in doubt. */
  #held: Buffer[] | null = null;
  #heldLength = 0;
  /** Inside a line too long to be judged: its record is refused for its length. */
  #long = false;
  #begun = false;
  #utf16: Wide | null = null;
  readonly #trusted = new Map<string, boolean>();

  /** @param said by the person: its lines are read so, without judging; null = judged. A BOM, or UTF-16, tells otherwise. */
  constructor(said: CsvEncoding | null = null) {
    this.#said = said;
    this.#encoding = said;
  }

  /** Null while every line given out was ASCII. */
  get encoding(): TextEncoding | null {
    return this.#utf16?.encoding ?? this.#encoding;
  }

  /** The lines that this piece ends. @throws PosteError IMPORT_ENCODING_AMBIGUOUS, IMPORT_ENCODING_UNKNOWN */
  feed(piece: Buffer): string {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    this.#rest = Buffer.alloc(0);
    if (!this.#begun) {
      if (bytes.length < BEGINNING) {
        this.#rest = Buffer.from(bytes);
        return '';
      }
      bytes = this.#begin(bytes);
    }
    if (this.#utf16 !== null) return wideLines(this.#utf16, bytes, true);
    let text = '';
    if (this.#long) {
      const end = bytes.indexOf(LF) + 1;
      if (end === 0) return bytes.toString('latin1');
      text = bytes.toString('latin1', 0, end);
      this.#long = false;
      bytes = bytes.subarray(end);
    }
    const end = bytes.lastIndexOf(LF) + 1;
    text += this.#lines(bytes.subarray(0, end));
    this.#rest = Buffer.from(bytes.subarray(end));
    if (this.#rest.length > MAX_LINE) {
      text += this.settle() + this.#rest.toString('latin1');
      [this.#rest, this.#long] = [Buffer.alloc(0), true];
    }
    return text;
  }

  /** What follows the last line end. @throws PosteError IMPORT_ENCODING_AMBIGUOUS, IMPORT_ENCODING_UNKNOWN */
  end(): string {
    const rest = this.#begun ? this.#rest : this.#begin(this.#rest);
    this.#rest = Buffer.alloc(0);
    if (this.#utf16 !== null) return wideLines(this.#utf16, rest, false);
    return this.#lines(rest) + this.settle();
  }

  /** The lines held so far, judged by themselves. @throws PosteError IMPORT_ENCODING_AMBIGUOUS, IMPORT_ENCODING_UNKNOWN */
  settle(): string {
    if (this.#held === null) return '';
    const bytes = Buffer.concat(this.#held);
    // The same lines whatever the pieces.
    const whole = bytes.length <= JUDGED ? bytes.length : bytes.lastIndexOf(LF, JUDGED - 1) + 1 || bytes.length;
    const { encoding, readings } = judgeEncoding(bytes.toString('latin1', 0, whole));
    if (encoding === null) throw doubt(readings);
    [this.#encoding, this.#held] = [encoding, null];
    return this.#lines(bytes);
  }

  /** What follows the BOM. */
  #begin(bytes: Buffer): Buffer {
    this.#begun = true;
    const [first, second, third] = bytes;
    if (first === 0xef && second === 0xbb && third === 0xbf) {
      this.#encoding = 'utf-8';
      return bytes.subarray(3);
    }
    const bom = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    // A zero byte beside an ASCII letter: no CSV in bytes begins so.
    if (!bom && first !== 0 && second !== 0) return bytes;
    const encoding = first === 0xfe || first === 0 ? 'utf-16be' : 'utf-16le';
    this.#utf16 = { encoding, decoder: new TextDecoder(encoding), rest: '' };
    return bytes;
  }

  #lines(bytes: Buffer): string {
    if (this.#held !== null) {
      if (bytes.length === 0) return '';
      this.#held.push(Buffer.from(bytes));
      this.#heldLength += bytes.length;
      return this.#heldLength < JUDGED ? '' : this.settle();
    }
    if (isAscii(bytes)) return bytes.toString('latin1');
    const encoding = this.#encoding;
    if (encoding === 'utf-8' || encoding === null) {
      const text = isUtf8(bytes) ? bytes.toString('utf8') : null;
      if (text !== null && (encoding === 'utf-8' || isNaturalUtf8(text))) {
        this.#encoding = 'utf-8';
        return text;
      }
      return encoding === null ? this.#untold(bytes) : eachLine(bytes, (line) => (isUtf8(line) ? line.toString('utf8') : null));
    }
    const read = (line: Buffer): string | null => this.#read(line, encoding);
    return read(bytes) ?? eachLine(bytes, read);
  }

  /** Up to the first line that tells the encoding, or has to be held. */
  #untold(bytes: Buffer): string {
    let end = 0;
    let line = bytes;
    for (let at = 0; at < bytes.length; at = end) {
      end = bytes.indexOf(LF, at) + 1 || bytes.length;
      line = bytes.subarray(at, end);
      if (isAscii(line)) continue;
      if (isUtf8(line) && isNaturalUtf8(line.toString('utf8'))) this.#encoding = 'utf-8';
      else [this.#held, this.#heldLength] = [[], 0];
      return bytes.toString('latin1', 0, at) + this.#lines(bytes.subarray(at));
    }
    return bytes.toString('latin1');
  }

  /** Null when a letter has no reading, or, in a file that was judged, not that one for sure. */
  #read(line: Buffer, page: CodePage): string | null {
    const latin1 = line.toString('latin1');
    if (this.#said === null && !accentedIn(latin1).every((word) => this.#trusts(word, page))) return null;
    const text = fromLatin1(latin1, page);
    return text.includes(UNDEFINED) ? null : text;
  }

  #trusts(word: string, page: CodePage): boolean {
    const known = this.#trusted.get(word);
    if (known !== undefined) return known;
    const trusted = isTrusted(word, page);
    if (this.#trusted.size >= MAX_TRUSTED) this.#trusted.clear();
    this.#trusted.set(own(word), trusted);
    return trusted;
  }
}

/** Each line, or {@link UNREADABLE} for one that has no reading. */
function eachLine(bytes: Buffer, read: (line: Buffer) => string | null): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(LF, at) + 1 || bytes.length;
    const line = bytes.subarray(at, end);
    text += (isAscii(line) ? line.toString('latin1') : read(line)) ?? `${UNREADABLE}\n`;
    at = end;
  }
  return text;
}

interface Wide {
  readonly encoding: 'utf-16le' | 'utf-16be';
  readonly decoder: TextDecoder;
  rest: string;
}

/** Whole lines of UTF-16; one with half a letter is unreadable. */
function wideLines(wide: Wide, bytes: Buffer, more: boolean): string {
  const text = wide.rest + wide.decoder.decode(bytes, { stream: more });
  const ended = text.lastIndexOf('\n') + 1;
  const end = more && text.length - ended <= MAX_LINE ? ended : text.length;
  wide.rest = text.slice(end);
  const lines = text.slice(0, end);
  return lines.includes(UNDEFINED) ? lines.replaceAll(/[^\n]*\uFFFD[^\n]*/g, UNREADABLE) : lines;
}

const NAMES: Readonly<Record<CsvEncoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows (windows-1252)',
  cp850: 'DOS (cp850)',
  macintosh: 'Macintosh (MacRoman)',
};

/** « En DOS (cp850), on lirait « CÔME », « GENEVIÈVE » ; en… »; the encodings proposed are in `detail`, separated by commas. */
function doubt(readings: readonly Reading[]): Error {
  if (readings.length === 0) return fail('IMPORT_ENCODING_UNKNOWN');
  const said = readings
    .map(({ encoding, examples }) => `en ${NAMES[encoding]}, on lirait ${examples.map((word) => `« ${word} »`).join(', ')}`)
    .join(' ; ');
  return fail('IMPORT_ENCODING_AMBIGUOUS', { detail: readings.map(({ encoding }) => encoding).join(','), values: { readings: said } });
}

/** The text of a file, its BOM removed, whole lines at a time. @param said as {@link LineDecoder}. */
export async function* decoded(source: AsyncIterable<Buffer>, said: CsvEncoding | null = null): AsyncGenerator<string> {
  const decoder = new LineDecoder(said);
  for await (const piece of source) yield decoder.feed(piece);
  yield decoder.end();
}
