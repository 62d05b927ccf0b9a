import { randomUUID } from 'node:crypto';

/** A text is put aside from this length, in bytes: the body of a document, a picture. */
export const ASIDE_MIN = 64 * 1024;
/** Stands for a text that was put aside, before its rank. No document can hold it, as it is or by references: it is drawn at each start. */
const MARK = `\uE000${randomUUID()}:`;
const LINE = 0x0a;

/** Bytes of base64 (RFC 4648, 4), spaces and ends of lines: a text made of them is the same before and after any parser. */
const PLAIN = new Uint8Array(256);
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n\t ')) PLAIN[byte] = 1;

/** A document without its long texts in base64, which a parser would hold several times each. */
interface Lightened {
  readonly bytes: Uint8Array;
  /** Puts back what was put aside into the text of an element, as it was parsed. */
  readonly restore: (text: string) => string;
}

/** Where a text stands, in bytes. */
export type Place = readonly [start: number, end: number];

/**
 * Puts the long texts in base64 of a document aside. Each leaves a mark, and its ends of lines: lines keep their numbers.
 *
 * @param bytes UTF-8; must not change before the last text is restored.
 * @param texts each one that is alone between two tags.
 */
export function putAside(bytes: Uint8Array, texts: readonly Place[]): Lightened {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const aside = texts.filter((place) => isPlain(buffer, place)).map((place) => ({ place, lines: linesIn(buffer, place) }));
  if (aside.length === 0) return { bytes, restore: (text) => text };
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const [rank, { place, lines }] of aside.entries()) {
    parts.push(buffer.subarray(from, place[0]), Buffer.from(`${MARK}${rank};${'\n'.repeat(lines)}`));
    from = place[1];
  }
  parts.push(buffer.subarray(from));
  return {
    bytes: Buffer.concat(parts),
    restore: (text) => {
      const [before = '', ...marked] = text.split(MARK);
      return marked.reduce((whole, piece) => {
        const { place, lines } = aside[Number.parseInt(piece, 10)] ?? { place: [0, 0] as const, lines: 0 };
        return whole + buffer.toString('latin1', place[0], place[1]) + piece.slice(piece.indexOf(';') + 1 + lines);
      }, before);
    },
  };
}

function isPlain(buffer: Buffer, [start, end]: Place): boolean {
  for (let at = start; at < end; at++) if (PLAIN[buffer[at] ?? 0] === 0) return false;
  return true;
}

function linesIn(buffer: Buffer, [start, end]: Place): number {
  const text = buffer.subarray(start, end);
  let lines = 0;
  for (let at = text.indexOf(LINE); at !== -1; at = text.indexOf(LINE, at + 1)) lines += 1;
  return lines;
}
