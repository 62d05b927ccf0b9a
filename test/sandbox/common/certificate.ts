import type { X509Certificate } from 'node:crypto';
import { derParts, readDer } from './der.ts';

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

const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** Reads a certificate's DER. */
export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const [tbs] = derParts(readDer(certificate.raw).content);
  if (tbs === undefined) throw new Error('not a certificate');
  const fields = derParts(tbs.content);
  // TBSCertificate: [0] version, serial, signature, issuer, validity, subject, key, ... [3] extensions.
  const subjectNode = fields[5];
  const subject = derParts(subjectNode?.content ?? Buffer.alloc(0)).flatMap((rdn) =>
    derParts(rdn.content).map((attribute) => {
      const [type, value] = derParts(attribute.content);
      return {
        oid: oid(type?.content ?? Buffer.alloc(0)),
        value: value?.tag === 0x1e ? utf16(value.content) : (value?.content.toString('utf8') ?? ''),
      };
    }),
  );
  const extensions = new Map<string, Buffer>();
  const holder = fields.find((field) => field.tag === 0xa3);
  for (const extension of holder === undefined ? [] : derParts(readDer(holder.content).content)) {
    const inside = derParts(extension.content);
    const value = inside.at(-1);
    if (inside[0] !== undefined && value !== undefined) extensions.set(oid(inside[0].content), value.content);
  }
  return {
    keyUsage: usages(extensions.get('2.5.29.15')),
    subject,
    commonName: subject.find((a) => a.oid === '2.5.4.3')?.value ?? null,
    extensions,
  };
}

/** Texts of an extension that is a SEQUENCE OF UTF8String, [] when absent. */
export function textsExtension(facts: CertificateFacts, extensionOid: string): readonly string[] {
  const der = facts.extensions.get(extensionOid);
  return der === undefined ? [] : derParts(readDer(der).content).map(({ content }) => content.toString('utf8'));
}

/** Value of an INTEGER extension (`02 01 0A` = 10), null when absent. */
export function integerExtension(facts: CertificateFacts, extensionOid: string): number | null {
  const der = facts.extensions.get(extensionOid);
  return der === undefined ? null : readDer(der).content.readUIntBE(0, readDer(der).content.length);
}

function usages(der: Buffer | undefined): string[] {
  if (der === undefined) return [];
  const bits = readDer(der).content.subarray(1);
  return KEY_USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
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
