import { isUtf8 } from 'node:buffer';
import type { FileEncoding } from './encoding.ts';
import { fail } from '../../shared/errors.ts';

/** What is known of the letters of a message besides what it declares. */
export interface Hl7Flow {
  /** Encoding of messages that do not tell theirs (MSH-18); null = plain ASCII is the only one accepted then. */
  readonly charset: FileEncoding | null;
  /** The file holds a byte order mark of UTF-8. */
  readonly utf8: boolean;
}

/** The text of bytes (one character a byte); null when they are not of that charset. */
export type Decode = (bytes: string) => string | null;

/** Encodings of MSH-18 (HL7 table 0211). */
const CHARSETS: Readonly<Record<string, FileEncoding | 'ascii'>> = {
  'UNICODE UTF-8': 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  '8859/1': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
  'ISO IR100': 'windows-1252',
  '8859/15': 'iso-8859-15',
  'ISO-8859-15': 'iso-8859-15',
  ASCII: 'ascii',
  'ISO IR6': 'ascii',
};

const LETTERS = /[\u0080-\u00FF]/;

/** Reads ASCII alone: letters of an unknown charset are not guessed. */
export const asciiOnly: Decode = (bytes) => (LETTERS.test(bytes) ? null : bytes);

/**
 * How the letters of a message are read: as MSH-18 declares (it governs: HL7 v2.5 2.15.9.18), else in UTF-8 when the
 * file has its byte order mark, else in the encoding of the flow. A declared single-byte charset is refused when the
 * letters form valid UTF-8 sequences: every byte is a letter there, and names would change in silence.
 *
 * @param declared MSH-18, first repetition. @param bytes the whole message.
 * @throws PosteError HL7_CHARSET
 */
export function decoderOf(declared: string, bytes: string, flow: Hl7Flow): Decode {
  const code = declared.trim().toUpperCase();
  const name = code !== '' ? CHARSETS[code] : flow.utf8 ? 'utf-8' : (flow.charset ?? 'ascii');
  const single = name === 'windows-1252' || name === 'iso-8859-15';
  if (name === undefined || (single && (flow.utf8 || isUtf8Letters(bytes)))) throw fail('HL7_CHARSET', { path: '/MSH/18' });
  if (name === 'ascii') return asciiOnly;
  const decoder = new TextDecoder(name, { fatal: true });
  return (text) => {
    if (!LETTERS.test(text)) return text;
    // One value in UTF-8 within a message that is not.
    if (single && isUtf8Letters(text)) return null;
    try {
      return decoder.decode(Buffer.from(text, 'latin1'));
    } catch {
      return null;
    }
  };
}

const isUtf8Letters = (bytes: string): boolean => LETTERS.test(bytes) && isUtf8(Buffer.from(bytes, 'latin1'));
