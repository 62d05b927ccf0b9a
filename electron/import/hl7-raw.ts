import type { Decode } from './hl7-charset.ts';
import { own } from './source.ts';
import type { RawLine } from './types.ts';

/** Messages of a batch are held together. */
const MAX_RAW = 16 * 1024;
/** Hexadecimal escapes of letters: bytes of the charset of the message, not of the text that is kept. */
const ESCAPED_LETTERS = /\\X((?:[89A-F][0-9A-F])+)\\/gi;

/**
 * A message to be shown, corrected and given again: its segments ended by CR, in letters. Where the letters cannot be
 * told, each of their bytes is the hexadecimal escape of HL7 (`\XC9\`, v2.5 2.7.1) instead: nothing is guessed, and the
 * same bytes are read again once MSH-18 says the truth.
 *
 * @param segments one character a byte. @returns null beyond 16 KiB.
 */
export function rawMessage(segments: readonly string[], decode: Decode): RawLine {
  const bytes = segments.map((segment) => `${segment}\r`).join('');
  if (bytes.length > MAX_RAW) return null;
  const mark = bytes.slice(6, 7);
  const letters = bytes.replaceAll(ESCAPED_LETTERS, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));
  const text =
    decode(letters) ??
    bytes.replaceAll(/[\u0080-\u00FF]+/g, (part) => `${mark}X${Buffer.from(part, 'latin1').toString('hex').toUpperCase()}${mark}`);
  return Buffer.byteLength(text) > MAX_RAW ? null : own(text);
}

const DECLARED = 'UNICODE UTF-8';

/**
 * The file of refused messages, to be corrected in a text editor and imported again; write it in UTF-8. One encoding for
 * the whole, for an editor knows but one: a message that holds letters declares UTF-8 (MSH-18), whatever it declared
 * before, for its letters were read by then. One of plain ASCII keeps its declaration, which its escapes depend on.
 *
 * @param raws of the lines refused, {@link rawMessage}.
 */
export function hl7Refused(raws: readonly string[]): string {
  return raws.map((raw) => (/[\u0080-\uFFFF]/.test(raw) ? declaredUtf8(raw) : raw)).join('');
}

function declaredUtf8(raw: string): string {
  const [header = '', ...others] = raw.split('\r');
  const separator = header.slice(3, 4);
  const fields = header.split(separator);
  while (fields.length < 18) fields.push('');
  fields[17] = DECLARED;
  return [fields.join(separator), ...others].join('\r');
}
