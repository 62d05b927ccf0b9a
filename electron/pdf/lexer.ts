/** What a token is. A string is announced by its opening alone: whoever reads decides whether there is one there. */
export type TokenKind = 'int' | 'number' | 'name' | 'keyword' | '(' | '<' | '<<' | '>>' | '[' | ']' | 'other' | 'end';

const SPACE = 1;
const DELIMITER = 2;
/** Class of each byte (ISO 32000-1, 7.2.2); 0 for a regular character. */
const CLASSES = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) CLASSES[byte] = SPACE;
for (const byte of Buffer.from('()<>[]{}/%')) CLASSES[byte] = DELIMITER;

const PERCENT = 0x25;
const OPEN = 0x28;
const CLOSE = 0x29;
const SLASH = 0x2f;
const LESS = 0x3c;
const MORE = 0x3e;
const BACKSLASH = 0x5c;
const HASH = 0x23;
/** More digits than any number that counts objects or bytes (7.5.4: ten). */
const DIGITS_MAX = 10;
/** Bytes of a name that are read; the longest allowed is 127 (annex C). */
const NAME_MAX = 384;

const isSpace = (byte: number): boolean => CLASSES[byte] === SPACE;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/**
 * The tokens of a PDF (ISO 32000-1, 7.2), one after the other, in a time that grows with the bytes and nothing else.
 * The last token stands in the fields: none is allocated.
 */
export class Lexer {
  readonly bytes: Buffer;
  /** First byte of the last token. */
  start = 0;
  /** Where the next token is looked for. */
  at: number;
  /** Of the last `int`. */
  value = 0;
  readonly #end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.byteLength) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.#end = end;
  }

  next(): TokenKind {
    const { bytes } = this;
    this.#skipSpace();
    this.start = this.at;
    if (this.at >= this.#end) return 'end';
    const byte = bytes[this.at] ?? 0;
    if (CLASSES[byte] !== DELIMITER) return this.#regular(byte);
    this.at += 1;
    switch (byte) {
      case SLASH:
        this.#skipRegular();
        return 'name';
      case OPEN:
        return '(';
      case LESS:
        if (bytes[this.at] !== LESS) return '<';
        this.at += 1;
        return '<<';
      case MORE:
        if (bytes[this.at] !== MORE) return 'other';
        this.at += 1;
        return '>>';
      case 0x5b:
        return '[';
      case 0x5d:
        return ']';
      default:
        return 'other';
    }
  }

  /** Gives the last token back. */
  back(): void {
    this.at = this.start;
  }

  /** Is the last token this keyword? */
  is(word: string): boolean {
    return this.at - this.start === word.length && this.bytes.toString('latin1', this.start, this.at) === word;
  }

  /** The last token, a name, without its solidus; `#xx` read (7.3.5). */
  name(): string {
    const raw = this.bytes.toString('latin1', this.start + 1, Math.min(this.at, this.start + NAME_MAX));
    return raw.includes('#') ? decoded(raw) : raw;
  }

  /** Passes a literal string whose opening was the last token (7.3.4.2); to the end when it never closes. */
  skipString(): void {
    const { bytes } = this;
    let depth = 1;
    for (let at = this.at; at < this.#end; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) at += 1;
      else if (byte === OPEN) depth += 1;
      else if (byte === CLOSE && (depth -= 1) === 0) {
        this.at = at + 1;
        return;
      }
    }
    this.at = this.#end;
  }

  /** Passes a hexadecimal string whose opening was the last token (7.3.4.3), as far as it is one. */
  skipHex(): void {
    const { bytes } = this;
    let { at } = this;
    while (at < this.#end && isHexOrSpace(bytes[at] ?? 0)) at++;
    this.at = at < this.#end && bytes[at] === MORE ? at + 1 : at;
  }

  #skipSpace(): void {
    const { bytes } = this;
    let { at } = this;
    for (; at < this.#end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === PERCENT) {
        while (at < this.#end && bytes[at] !== 10 && bytes[at] !== 13) at++;
      } else if (!isSpace(byte)) break;
    }
    this.at = Math.min(at, this.#end);
  }

  #skipRegular(): void {
    const { bytes } = this;
    let { at } = this;
    while (at < this.#end && CLASSES[bytes[at] ?? 0] === 0) at++;
    this.at = at;
  }

  #regular(first: number): TokenKind {
    const { bytes } = this;
    let value = 0;
    let { at } = this;
    for (; at < this.#end; at++) {
      const byte = bytes[at] ?? 0;
      if (!isDigit(byte)) break;
      if (at - this.start < DIGITS_MAX) value = value * 10 + byte - 0x30;
    }
    const digits = at - this.start;
    this.at = at;
    this.#skipRegular();
    if (digits > 0 && this.at === at) {
      this.value = value;
      return digits <= DIGITS_MAX ? 'int' : 'number';
    }
    return digits > 0 || first === 0x2b || first === 0x2d || first === 0x2e ? 'number' : 'keyword';
  }
}

const isHexOrSpace = (byte: number): boolean =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66) || isSpace(byte);

function decoded(raw: string): string {
  let text = '';
  for (let at = 0; at < raw.length; at++) {
    const hex = raw.codePointAt(at) === HASH ? /^[0-9A-Fa-f]{2}/.exec(raw.slice(at + 1, at + 3))?.[0] : undefined;
    text += hex === undefined ? (raw[at] ?? '') : String.fromCodePoint(Number.parseInt(hex, 16));
    if (hex !== undefined) at += 2;
  }
  return text;
}

/**
 * Where an object begins whose `obj` is at `at`: two numbers before it, of ten digits at most, apart by white space.
 *
 * @returns its number and first byte; null when no object begins there.
 */
export function headBefore(bytes: Uint8Array, at: number): { readonly number: number; readonly start: number } | null {
  let here = at;
  const back = (test: (byte: number) => boolean, most: number): number => {
    const from = here;
    while (here > 0 && from - here < most && test(bytes[here - 1] ?? 0)) here -= 1;
    return from - here;
  };
  // White space between the words is short in any file that means well; a longer one is no head here.
  if (back(isSpace, 32) === 0 || back(isDigit, DIGITS_MAX) === 0 || back(isSpace, 32) === 0) return null;
  const end = here;
  if (back(isDigit, DIGITS_MAX) === 0 || (here > 0 && isDigit(bytes[here - 1] ?? 0))) return null;
  return { number: Number(Buffer.from(bytes.buffer, bytes.byteOffset + here, end - here).toString('latin1')), start: here };
}
