import { ASIDE_MIN, type Place } from './aside.ts';

/** How much markup a document may hold; its tree takes up to 500 bytes for each. */
interface MarkupLimits {
  /** Elements, comments, processing instructions and CDATA sections. */
  readonly maxNodes: number;
  /** Attributes, declarations of namespaces included. */
  readonly maxAttributes: number;
}

const LESS = 0x3c;
const MORE = 0x3e;
const EQUALS = 0x3d;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const SLASH = 0x2f;

/**
 * Goes over the markup of a document, before any tree is made of it. Looks at its bytes alone: one that is not well-formed
 * may be counted wrong, and is refused by the parser.
 *
 * @param bytes UTF-8.
 * @returns where its long texts stand, each from the end of a tag to the next one; null when there is more markup than
 *   `limits` allow.
 */
export function weighMarkup(bytes: Uint8Array, limits: MarkupLimits): readonly Place[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let nodes = 0;
  let attributes = 0;
  const long: Place[] = [];
  for (let at = buffer.indexOf(LESS); at !== -1;) {
    const next = buffer[at + 1];
    if (next !== SLASH) nodes += 1;
    if (nodes > limits.maxNodes) return null;
    const closing = next === 0x21 || next === 0x3f ? closingOf(buffer, at) : null;
    let end = at + 1;
    if (closing !== null) {
      end = buffer.indexOf(closing, at + 2);
      if (end === -1) return long;
    } else {
      // Inside a tag: what is between quotes is a value, whatever it looks like.
      for (let quote = 0; end < buffer.length; end++) {
        const byte = buffer[end];
        if (quote !== 0) {
          if (byte === quote) quote = 0;
        } else if (byte === DOUBLE || byte === SINGLE) quote = byte;
        else if (byte === EQUALS) attributes += 1;
        else if (byte === MORE) break;
      }
      if (attributes > limits.maxAttributes) return null;
    }
    at = buffer.indexOf(LESS, end + 1);
    if (closing === null && at - end > ASIDE_MIN) long.push([end + 1, at]);
  }
  return long;
}

function closingOf(buffer: Buffer, at: number): string | null {
  const head = buffer.toString('latin1', at, at + 9);
  if (head.startsWith('<!--')) return '-->';
  if (head.startsWith('<![CDATA[')) return ']]>';
  return head.startsWith('<?') ? '?>' : null;
}
