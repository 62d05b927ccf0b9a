import { isAscii, isUtf8 } from 'node:buffer';

/** windows-1252 stands for latin1 too: it only adds letters (Œ, €, ’) where latin1 has control codes. */
export type FileEncoding = 'utf-8' | 'windows-1252' | 'iso-8859-15';

/** Stands for a line whose letters cannot be told; no text holds this noncharacter. */
export const UNREADABLE = '\uFFFF';

/** What bytes above 127 may be in a French file in windows-1252: letters, quotes, dashes, degree, euro, no-break space. */
const FRENCH_1252 = new Set([...'ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïôöùûüÿñÑáíóúãõÁÍÓÚ°«»ß²³µ·§'].map((letter) => letter.codePointAt(0) ?? 0));
for (const byte of [0x80, 0x85, 0x8c, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9c, 0x9f, 0xa0, 0xc6, 0xe6]) FRENCH_1252.add(byte);

/** Longest line kept to be judged as a whole: more than a record may hold, whatever its encoding. */
const MAX_LINE = 256 * 1024;
const LF = 0x0a;

/**
 * Text of a file whose encoding shows as it is read. The first line with a letter outside ASCII tells it: UTF-8 when it is
 * valid UTF-8, else windows-1252 when every such byte is a letter or a sign of French there. Every line is then judged by
 * itself: one that is not of that encoding (two encodings mixed, DOS, Macintosh) becomes {@link UNREADABLE}, for a wrong
 * guess would change names. Holds one piece and one line.
 */
export class LineDecoder {
  #encoding: 'utf-8' | 'windows-1252' | null = null;
  #rest = Buffer.alloc(0);
  /** Inside a line too long to be judged: its record is refused for its length. */
  #long = false;
  #started = false;

  /** Null while every line read was ASCII, or unreadable. */
  get encoding(): 'utf-8' | 'windows-1252' | null {
    return this.#encoding;
  }

  /** The lines that this piece ends. */
  feed(piece: Buffer): string {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
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
      text += this.#rest.toString('latin1');
      [this.#rest, this.#long] = [Buffer.alloc(0), true];
    }
    return this.#withoutBom(text);
  }

  /** What follows the last line end. */
  end(): string {
    const text = this.#lines(this.#rest);
    this.#rest = Buffer.alloc(0);
    return this.#withoutBom(text);
  }

  #withoutBom(text: string): string {
    if (this.#started || text === '') return text;
    this.#started = true;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #lines(bytes: Buffer): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (this.#encoding !== 'windows-1252' && isUtf8(bytes)) {
      this.#encoding = 'utf-8';
      return bytes.toString('utf8');
    }
    let text = '';
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(LF, at) + 1 || bytes.length;
      text += this.#line(bytes.subarray(at, end));
      at = end;
    }
    return text;
  }

  #line(line: Buffer): string {
    if (isAscii(line)) return line.toString('latin1');
    const read = isUtf8(line) ? 'utf-8' : line.every((byte) => byte < 0x80 || FRENCH_1252.has(byte)) ? 'windows-1252' : null;
    this.#encoding ??= read;
    if (read === null || read !== this.#encoding) return line.at(-1) === LF ? `${UNREADABLE}\n` : UNREADABLE;
    return read === 'utf-8' ? line.toString('utf8') : new TextDecoder(read).decode(line);
  }
}

/** The text of a file, its BOM removed, whole lines at a time. */
export async function* decoded(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new LineDecoder();
  for await (const piece of source) yield decoder.feed(piece);
  yield decoder.end();
}
