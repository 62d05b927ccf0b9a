import { createHash, verify, X509Certificate } from 'node:crypto';
import { readCertificate } from '../card/certificate.ts';
import { readOid, readTlv, type Der } from '../card/der.ts';
import type { Authorities } from './authorities.ts';
import { pkiError } from './errors.ts';

/** A certificate revocation list whose signature was verified (RFC 5280, section 5). */
export interface RevocationList {
  /** See {@link issuerKey}. */
  readonly issuer: string;
  /** Name of that authority (RFC 2253). */
  readonly issuerName: string;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serials, see {@link serialKey}. */
  readonly revoked: ReadonlySet<string>;
}

/** Signatures accepted: RSA, as the whole IGC-Santé (card/README 8); SHA-1 is not. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

/** Extensions of a list (RFC 5280, 5.2). Any other critical one makes it unusable. */
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
/** [3] onlySomeReasons, [4] indirectCRL of the distribution point: not a list of everything this authority revoked. */
const PARTIAL: ReadonlySet<number> = new Set([0x83, 0x84]);

const TIME = { utc: 0x17, generalized: 0x18 } as const;

/** Hexadecimal without leading zero: readers of certificates disagree on those. */
export const serialKey = (hex: string): string => hex.toLowerCase().replace(/^0+/, '');

/** Who signs, whichever of its certificates says so: an authority renewed under the same key signs one list for all. */
export function issuerKey({ subject, publicKey }: X509Certificate): string {
  return createHash('sha256')
    .update(subject)
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/**
 * Reads one list, DER or PEM, and verifies it with the authority that issued it.
 *
 * @param authorities those that may sign lists.
 * @throws PosteError CRL_INVALID: not a list, partial, of an unknown authority, or not signed by it. Dates are the
 *   caller's to judge.
 */
export function readCrl(bytes: Uint8Array, authorities: Authorities): RevocationList {
  try {
    return read(derOf(bytes), authorities);
  } catch (cause) {
    throw pkiError('CRL_INVALID', { detail: cause instanceof Error ? cause.message : null, cause });
  }
}

function derOf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart();
  if (!text.startsWith('-----')) return bytes;
  const base64 = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/.exec(Buffer.from(bytes).toString('latin1'))?.[1];
  if (base64 === undefined) throw new Error('not a list');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function read(der: Uint8Array, authorities: Authorities): RevocationList {
  const [outer, after] = readTlv(der);
  if (outer?.tag !== 0x30 || after !== undefined) throw new Error('not a list');
  const [tbs, algorithm, signature] = readTlv(outer.content);
  if (tbs?.tag !== 0x30 || algorithm === undefined || signature?.tag !== 0x03) throw new Error('not a list');

  const fields = readTlv(tbs.content);
  // version (v2) is there in every list with extensions; then signature, issuer, thisUpdate, nextUpdate.
  let at = fields[0]?.tag === 0x02 ? 1 : 0;
  const inner = fields[at++];
  const issuer = fields[at++];
  const thisUpdate = timeOf(fields[at++]);
  const nextUpdate = timeOf(fields[at++]);
  if (inner === undefined || issuer === undefined) throw new Error('not a list');
  const entries = fields[at]?.tag === 0x30 ? readTlv(fields[at]?.content ?? new Uint8Array()) : [];
  checkExtensions(fields.find((field) => field.tag === 0xa0));

  const hash = HASHES.get(algorithmOf(algorithm));
  if (hash === undefined || Buffer.compare(inner.content, algorithm.content) !== 0) throw new Error('signature algorithm');
  // A BIT STRING of whole bytes.
  if (signature.content[0] !== 0) throw new Error('signature');
  const signed = outer.content.subarray(0, tbs.content.byteOffset + tbs.content.length - outer.content.byteOffset);
  const authority = authorities.find((one) => signsAs(one, issuer.content, hash, signed, signature.content.subarray(1)));
  if (authority === undefined) throw new Error('no known authority signed it');

  return {
    issuer: issuerKey(new X509Certificate(authority)),
    issuerName: readCertificate(authority).subject,
    thisUpdate,
    nextUpdate,
    revoked: new Set(entries.map((entry) => serialKey(Buffer.from(readTlv(entry.content)[0]?.content ?? []).toString('hex')))),
  };
}

const algorithmOf = (algorithm: Der): string => readOid(readTlv(algorithm.content)[0]?.content ?? new Uint8Array());

/** RFC 5280, 4.1.2.5: UTCTime (1950 to 2049) or GeneralizedTime, to the second, in UTC. */
function timeOf(value: Der | undefined): number {
  if (value?.tag !== TIME.utc && value?.tag !== TIME.generalized) throw new Error('date missing');
  const text = Buffer.from(value.content).toString('latin1');
  const century = value.tag === TIME.generalized ? '' : Number(text.slice(0, 2)) < 50 ? '20' : '19';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  if (parts === null) throw new Error('date');
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) throw new Error('date');
  return time;
}

function checkExtensions(holder: Der | undefined): void {
  const list = holder === undefined ? [] : readTlv(readTlv(holder.content)[0]?.content ?? new Uint8Array());
  for (const extension of list) {
    const parts = readTlv(extension.content);
    const id = readOid(parts[0]?.content ?? new Uint8Array());
    const critical = parts[1]?.tag === 0x01 && parts[1].content[0] !== 0;
    if (id === ISSUING_DISTRIBUTION_POINT) {
      const scope = readTlv(readTlv(parts.at(-1)?.content ?? new Uint8Array())[0]?.content ?? new Uint8Array());
      if (scope.some(({ tag }) => PARTIAL.has(tag))) throw new Error('partial list');
    } else if (critical) throw new Error(`critical extension ${id}`);
  }
}

function signsAs(authority: Uint8Array, issuer: Uint8Array, hash: string, signed: Uint8Array, signature: Uint8Array): boolean {
  const certificate = new X509Certificate(authority);
  if (Buffer.compare(subjectOf(authority), issuer) !== 0) return false;
  if (!certificate.ca || !readCertificate(authority).keyUsage.includes('cRLSign')) return false;
  return verify(hash, signed, certificate.publicKey, signature);
}

/** DER of the subject of a certificate: [0] version, serial, signature, issuer, validity, subject (RFC 5280, 4.1). */
function subjectOf(certificate: Uint8Array): Uint8Array {
  const tbs = readTlv(readTlv(certificate)[0]?.content ?? new Uint8Array())[0];
  return readTlv(tbs?.content ?? new Uint8Array())[5]?.content ?? new Uint8Array();
}
