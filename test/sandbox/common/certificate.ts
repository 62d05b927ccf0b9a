import type { X509Certificate } from 'node:crypto';

/** What the simulators check on a certificate and node:crypto does not give: read from its DER. */
export interface CertificateFacts {
  /** Names of RFC 5280 (`digitalSignature`, `nonRepudiation`...). */
  readonly keyUsage: readonly string[];
  /** Every attribute of the subject, in DER order (multi-valued RDNs flattened): OID and text. */
  readonly subject: readonly { readonly oid: string; readonly value: string }[];
  /** Common name, null when there is none. */
  readonly commonName: string | null;
  /** DER inside the extension's OCTET STRING, by OID. */
  readonly extensions: ReadonlyMap<string, Buffer>;
}

const KEY_USAGES = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'];

/** Reads a certificate's DER. */
export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const [tbs] = parts(one(certificate.raw).content);
  if (tbs === undefined) throw new Error('not a certificate');
  const fields = parts(tbs.content);
  // TBSCertificate: [0] version, serial, signature, issuer, validity, subject, key, ... [3] extensions.
  const subjectNode = fields[5];
  const subject = parts(subjectNode?.content ?? Buffer.alloc(0)).flatMap((rdn) =>
    parts(rdn.content).map((attribute) => {
      const [type, value] = parts(attribute.content);
      return { oid: oid(type?.content ?? Buffer.alloc(0)), value: value?.tag === 0x1e ? utf16(value.content) : (value?.content.toString('utf8') ?? '') };
    }),
  );
  const extensions = new Map<string, Buffer>();
  const holder = fields.find((field) => field.tag === 0xa3);
  for (const extension of holder === undefined ? [] : parts(one(holder.content).content)) {
    const inside = parts(extension.content);
    const value = inside.at(-1);
    if (inside[0] !== undefined && value !== undefined) extensions.set(oid(inside[0].content), value.content);
  }
  return { keyUsage: usages(extensions.get('2.5.29.15')), subject, commonName: subject.find((a) => a.oid === '2.5.4.3')?.value ?? null, extensions };
}

/** Value of an INTEGER extension (`02 01 0A` = 10), null when absent. */
export function integerExtension(facts: CertificateFacts, extensionOid: string): number | null {
  const der = facts.extensions.get(extensionOid);
  return der === undefined ? null : one(der).content.readUIntBE(0, one(der).content.length);
}

function usages(der: Buffer | undefined): string[] {
  if (der === undefined) return [];
  const bits = one(der).content.subarray(1);
  return KEY_USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

function one(bytes: Buffer, offset = 0): Der {
  const tag = bytes.readUInt8(offset);
  const first = bytes.readUInt8(offset + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(offset + 2, lengthBytes);
  const start = offset + 2 + lengthBytes;
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

function parts(bytes: Buffer): Der[] {
  const found: Der[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const next = one(bytes, offset);
    found.push(next);
    offset = next.end;
  }
  return found;
}

function oid(bytes: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      numbers.push(value);
      value = 0;
    }
  }
  const [head = 0, ...rest] = numbers;
  const root = Math.min(Math.floor(head / 40), 2);
  return [root, head - root * 40, ...rest].join('.');
}

function utf16(bytes: Buffer): string {
  return Buffer.from(bytes).swap16().toString('utf16le');
}
