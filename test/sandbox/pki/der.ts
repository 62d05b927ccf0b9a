/** Writes DER (X.690): only what certificates and CRLs need. */

const tagged = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = unsigned(BigInt(length));
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function unsigned(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => tagged(0x30, ...items);

/** SET OF: DER sorts the encodings, so shorter ones come first. */
export const setOf = (...items: readonly Uint8Array[]): Buffer => tagged(0x31, ...items.toSorted((a, b) => Buffer.compare(a, b)));

/** Non-negative INTEGER. */
export function integer(value: bigint | number): Buffer {
  const bytes = unsigned(BigInt(value));
  return tagged(0x02, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (content: Uint8Array): Buffer => tagged(0x04, content);
export const nothing = (): Buffer => tagged(0x05);
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'));
export const printable = (text: string): Buffer => tagged(0x13, Buffer.from(text, 'ascii'));
export const ia5 = (text: string): Buffer => tagged(0x16, Buffer.from(text, 'ascii'));

/** BIT STRING; `unused` bits at the end. */
export const bits = (content: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), content);

/** BIT STRING of named bits: trailing zero bits are left out (X.690, 11.2.2). */
export function namedBits(set: readonly number[]): Buffer {
  const highest = Math.max(...set);
  const bytes = Buffer.alloc((highest >> 3) + 1);
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return bits(bytes, 7 - (highest & 7));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (value: number): number[] => {
    const septets = [value & 0x7f];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  };
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');

/** Time of a validity: UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). */
export const time = (at: Date): Buffer =>
  at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(stamp(at).slice(2))) : generalizedTime(at);

export const generalizedTime = (at: Date): Buffer => tagged(0x18, Buffer.from(stamp(at)));

/** [n] with the content of `inner` kept whole (EXPLICIT, or IMPLICIT of a constructed type when `items` are its parts). */
export const context = (n: number, ...items: readonly Uint8Array[]): Buffer => tagged(0xa0 | n, ...items);

/** [n] IMPLICIT of a primitive type. */
export const primitive = (n: number, content: Uint8Array): Buffer => tagged(0x80 | n, content);

export function pem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}
