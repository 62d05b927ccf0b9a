/** One value of DER (X.690), as the simulators read it. */
interface Der {
  readonly tag: number;
  readonly content: Buffer;
  /** Tag, length and content. */
  readonly raw: Buffer;
}

/** The value at `offset`. */
export function readDer(bytes: Buffer, offset = 0): Der {
  const tag = bytes.readUInt8(offset);
  const first = bytes.readUInt8(offset + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(offset + 2, lengthBytes);
  const start = offset + 2 + lengthBytes;
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(offset, start + length) };
}

/** The values that follow each other in `bytes`. */
export function derParts(bytes: Buffer): Der[] {
  const found: Der[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const next = readDer(bytes, offset);
    found.push(next);
    offset += next.raw.length;
  }
  return found;
}
