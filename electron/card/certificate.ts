import { X509Certificate } from 'node:crypto';
import { ATTRIBUTE, CARD_TYPE, EXTENSION, X509 } from './constants.ts';
import { readOid, readTlv, type Der } from './der.ts';
import type { CardCertificate, PublicCard } from './types.ts';

/** A certificate read from its DER, and what the CPS extensions say (card/README 8). */
export interface ReadCertificate extends CardCertificate {
  readonly isCa: boolean;
  readonly clientAuth: boolean;
  /** Every subject attribute by short name; the last one wins when a name comes twice. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Null when the extension is absent: a software certificate. */
  readonly cardType: PublicCard['type'] | null;
  /** G15 code. */
  readonly profession: string | null;
  /** G16 code of the profession that a CPF trains for. */
  readonly training: string | null;
  /** R01 code. */
  readonly skill: string | null;
}

/**
 * Reads a DER certificate. The subject is read from the DER, where the last RDN of a person holds several attributes:
 * tools disagree on its text.
 *
 * @param chain issuing CAs, DER.
 * @throws Error when it is not a certificate.
 */
export function readCertificate(der: Uint8Array, chain: readonly Uint8Array[] = []): ReadCertificate {
  const certificate = new X509Certificate(der);
  const fields = readTlv(inside(readTlv(certificate.raw)[0], 0).content);
  // TBSCertificate (RFC 5280, 4.1): [0] version, serial, signature, issuer, validity, subject, key, ... [3] extensions.
  const subject = readName(fields[5]);
  const issuer = readName(fields[3]);
  const extensions = readExtensions(fields.find((field) => field.tag === 0xa3));
  const cardType = integerOf(extensions.get(EXTENSION.cardType));
  const basic = extensions.get(X509.basicConstraints);
  return {
    der: Uint8Array.from(certificate.raw),
    chain,
    subject: nameText(subject),
    issuer: nameText(issuer),
    serial: BigInt(`0x${certificate.serialNumber}`).toString(),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    keyUsage: keyUsages(extensions.get(X509.keyUsage)),
    isCa: basic !== undefined && readTlv(inside(readTlv(basic)[0]).content)[0]?.tag === 0x01,
    clientAuth: purposes(extensions.get(X509.extendedKeyUsage)).includes(X509.clientAuth),
    attributes: new Map(subject.flat().map(({ type, text }) => [ATTRIBUTE[type] ?? type, text])),
    cardType: cardType === 0 || cardType === 1 || cardType === 2 || cardType === 3 ? CARD_TYPE[cardType] : null,
    profession: integerOf(extensions.get(EXTENSION.profession))?.toString() ?? null,
    training: integerOf(extensions.get(EXTENSION.training))?.toString() ?? null,
    skill: skillOf(extensions.get(EXTENSION.skill)),
  };
}

/** Orders the issuers of `der` up to the root, among `candidates`. Stops where the next one is unknown. */
export function buildChain(der: Uint8Array, candidates: readonly Uint8Array[]): Uint8Array[] {
  const known = candidates.map((one) => new X509Certificate(one));
  const chain: Uint8Array[] = [];
  let current = new X509Certificate(der);
  while (current.subject !== current.issuer && chain.length < 5) {
    const below = current;
    const issuer = known.find((one) => one.ca && below.checkIssued(one) && below.verify(one.publicKey));
    if (issuer === undefined) break;
    chain.push(Uint8Array.from(issuer.raw));
    current = issuer;
  }
  return chain;
}

/** DER certificates of a PEM bundle. */
export function certificatesOfPem(bundle: string): Uint8Array[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((pem) => Uint8Array.from(new X509Certificate(pem).raw));
}

export function certificateToPem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}

interface Attribute {
  readonly type: string;
  readonly text: string;
}

const inside = (value: Der | undefined, index?: number): Der => {
  const found = index === undefined ? value : readTlv(value?.content ?? new Uint8Array())[index];
  if (found === undefined) throw new Error('certificate: field missing');
  return found;
};

function readName(name: Der | undefined): Attribute[][] {
  return readTlv(inside(name).content).map((rdn) =>
    readTlv(rdn.content).map((pair) => ({ type: readOid(inside(pair, 0).content), text: stringOf(inside(pair, 1)) })),
  );
}

function stringOf({ tag, content }: Der): string {
  // BMPString; the others are ASCII or UTF-8.
  return tag === 0x1e ? new TextDecoder('utf-16be').decode(content) : new TextDecoder().decode(content);
}

/** RFC 2253: the last RDN first, the attributes of one RDN likewise, as OpenSSL prints it and as VIHF Issuers show. */
function nameText(name: readonly (readonly Attribute[])[]): string {
  const attribute = ({ type, text }: Attribute): string => `${ATTRIBUTE[type] ?? type}=${escapeValue(text)}`;
  return name
    .toReversed()
    .map((rdn) => rdn.toReversed().map(attribute).join('+'))
    .join(',');
}

/** RFC 2253, 2.4. */
const escapeValue = (text: string): string => text.replaceAll(/[,+"\\<>;]|^[# ]| $/g, String.raw`\$&`);

function readExtensions(holder: Der | undefined): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const extension of holder === undefined ? [] : readTlv(inside(holder, 0).content)) {
    const parts = readTlv(extension.content);
    found.set(readOid(inside(parts[0]).content), inside(parts.at(-1)).content);
  }
  return found;
}

// RFC 5280, 4.2.1.3: bit 0 first.
const USAGES = [
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

function keyUsages(extension: Uint8Array | undefined): string[] {
  if (extension === undefined) return [];
  const bits = inside(readTlv(extension)[0]).content.subarray(1);
  return USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

function purposes(extension: Uint8Array | undefined): string[] {
  return extension === undefined ? [] : readTlv(inside(readTlv(extension)[0]).content).map(({ content }) => readOid(content));
}

function integerOf(extension: Uint8Array | undefined): number | null {
  if (extension === undefined) return null;
  const { tag, content } = inside(readTlv(extension)[0]);
  return tag === 0x02 && content.length <= 4 ? content.reduce((value, byte) => value * 256 + byte, 0) : null;
}

/** SEQUENCE OF UTF8String: the first skill. */
function skillOf(extension: Uint8Array | undefined): string | null {
  if (extension === undefined) return null;
  const first = readTlv(inside(readTlv(extension)[0]).content)[0];
  return first === undefined ? null : stringOf(first);
}
