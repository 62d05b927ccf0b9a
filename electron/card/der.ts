/** One DER value. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
}

/**
 * Reads the TLV values that follow each other (X.690; one-byte tags, definite lengths). Bytes of a certificate or of
 * a card: both come from outside.
 *
 * @throws Error when a length goes past the end or a form is not supported.
 */
export function readTlv(bytes: Uint8Array): Der[] {
  const values: Der[] = [];
  const at = (index: number): number => {
    const byte = bytes[index];
    if (byte === undefined) throw new Error('TLV: cut');
    return byte;
  };
  for (let offset = 0; offset < bytes.length;) {
    const tag = at(offset);
    if ((tag & 0x1f) === 0x1f) throw new Error('TLV: tag of several bytes');
    const first = at(offset + 1);
    let start = offset + 2;
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0 || count > 4) throw new Error('TLV: length form');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + at(start + i);
      start += count;
    }
    if (start + length > bytes.length) throw new Error('TLV: cut');
    values.push({ tag, content: bytes.subarray(start, start + length) });
    offset = start + length;
  }
  return values;
}

/** Dotted form of an OBJECT IDENTIFIER's content. */
export function readOid(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      arcs.push(value);
      value = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(head / 40), 2);
  return [root, head - root * 40, ...rest].join('.');
}
