import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  boolean,
  bits,
  context,
  generalizedTime,
  ia5,
  integer,
  namedBits,
  nothing,
  octets,
  oid,
  pem,
  primitive,
  printable,
  sequence,
  setOf,
  time,
  utf8,
} from './der.ts';

/** Attributes of a distinguished name (X.520). */
const ATTRIBUTE = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  GN: '2.5.4.42',
  title: '2.5.4.12',
  pseudonym: '2.5.4.65',
} as const;

type AttributeName = keyof typeof ATTRIBUTE;

/** One RDN: one attribute, or several in a SET. */
type Rdn = Readonly<Partial<Record<AttributeName, string>>>;

/** A name in DER order. */
export type Name = readonly Rdn[];

/** DER of a name: C is a PrintableString, the rest UTF8String (card/README 8). */
function encodeName(name: Name): Buffer {
  return sequence(
    ...name.map((rdn) =>
      setOf(
        ...Object.entries(rdn).map(([key, value]) =>
          // Object.entries widens the keys of an Rdn to string.
          sequence(oid(ATTRIBUTE[key as AttributeName]), key === 'C' ? printable(value) : utf8(value)),
        ),
      ),
    ),
  );
}

export interface Extension {
  readonly oid: string;
  readonly critical?: boolean;
  /** DER inside the OCTET STRING. */
  readonly value: Buffer;
}

const USAGE = { digitalSignature: 0, nonRepudiation: 1, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const;
const PURPOSE = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  smartcardLogon: '1.3.6.1.4.1.311.20.2.2',
} as const;

/** Standard extensions (RFC 5280, 4.2). */
export const extension = {
  basicConstraints: (ca: { readonly pathLength: number | null } | null): Extension => ({
    oid: '2.5.29.19',
    critical: ca !== null,
    // CA FALSE is the default, so that a leaf's value is the empty sequence `3000` of the real certificates.
    value: ca === null ? sequence() : sequence(boolean(true), ...(ca.pathLength === null ? [] : [integer(ca.pathLength)])),
  }),
  keyUsage: (...usages: readonly (keyof typeof USAGE)[]): Extension => ({
    oid: '2.5.29.15',
    critical: true,
    value: namedBits(usages.map((usage) => USAGE[usage])),
  }),
  extendedKeyUsage: (...purposes: readonly (keyof typeof PURPOSE)[]): Extension => ({
    oid: '2.5.29.37',
    value: sequence(...purposes.map((purpose) => oid(PURPOSE[purpose]))),
  }),
  subjectKeyIdentifier: (key: KeyObject): Extension => ({ oid: '2.5.29.14', value: octets(keyIdentifier(key)) }),
  authorityKeyIdentifier: (key: KeyObject): Extension => ({ oid: '2.5.29.35', value: sequence(primitive(0, keyIdentifier(key))) }),
  policy: (policy: string, statement: string): Extension => ({
    oid: '2.5.29.32',
    value: sequence(sequence(oid(policy), sequence(sequence(oid('1.3.6.1.5.5.7.2.1'), ia5(statement))))),
  }),
  crlDistribution: (...uris: readonly string[]): Extension => ({
    oid: '2.5.29.31',
    value: sequence(...uris.map((uri) => sequence(context(0, context(0, primitive(6, Buffer.from(uri))))))),
  }),
  authorityInformation: (ocsp: string, issuer: string): Extension => ({
    oid: '1.3.6.1.5.5.7.1.1',
    value: sequence(
      sequence(oid('1.3.6.1.5.5.7.48.1'), primitive(6, Buffer.from(ocsp))),
      sequence(oid('1.3.6.1.5.5.7.48.2'), primitive(6, Buffer.from(issuer))),
    ),
  }),
  privateKeyUsagePeriod: ({ notBefore, notAfter }: Validity): Extension => ({
    oid: '2.5.29.16',
    // GeneralizedTime, IMPLICIT [0] and [1]: the content after its own tag and length byte.
    value: sequence(primitive(0, generalizedTime(notBefore).subarray(2)), primitive(1, generalizedTime(notAfter).subarray(2))),
  }),
  subjectAlternativeName: (names: { readonly dns: readonly string[]; readonly ip: readonly Buffer[] }): Extension => ({
    oid: '2.5.29.17',
    value: sequence(...names.dns.map((dns) => primitive(2, Buffer.from(dns))), ...names.ip.map((ip) => primitive(7, ip))),
  }),
};

/** Extensions of the CPS world: `1.2.250.1.71.…` (card/README 8). */
export const santeExtension = {
  /** Category of the support, G01: 0x80 real card in TEST, 0x83 software certificate in TEST. */
  category: (code: number): Extension => ({ oid: '1.2.250.1.71.1.2.5', value: octets(Buffer.from([code])) }),
  /** Card type, G02. */
  cardType: (code: number): Extension => ({ oid: '1.2.250.1.71.1.2.2', value: integer(code) }),
  /** `8025000001/<10 digits>`. */
  cardId: (id: string): Extension => ({ oid: '1.2.250.1.71.1.2.3', value: printable(`8025000001/${id}`) }),
  /** Profession, G15. */
  profession: (code: number): Extension => ({ oid: '1.2.250.1.71.1.2.7', value: integer(code) }),
  /** Profession that somebody is trained for, G16; the OID is that of the list, no public text gives the extension's. */
  training: (code: number): Extension => ({ oid: '1.2.250.1.71.1.2.8', value: integer(code) }),
  /** Skill, R01. */
  skill: (code: string): Extension => ({ oid: '1.2.250.1.71.4.2.5', value: sequence(utf8(code)) }),
};

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), nothing());

/** 16 random bytes, positive. */
export const newSerial = (): bigint => BigInt(`0x${Buffer.concat([Buffer.from([0x40]), randomBytes(15)]).toString('hex')}`);

interface CertificateRequest extends Validity {
  readonly serial: bigint;
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly issuer: Name;
  readonly issuerKey: KeyObject;
  readonly extensions: readonly Extension[];
}

/** Signs an X.509 v3 certificate, sha256WithRSA. @returns PEM */
export function issue(request: CertificateRequest): string {
  const tbs = sequence(
    context(0, integer(2)),
    integer(request.serial),
    SHA256_WITH_RSA,
    encodeName(request.issuer),
    sequence(time(request.notBefore), time(request.notAfter)),
    encodeName(request.subject),
    spki(request.publicKey),
    context(3, sequence(...request.extensions.map(encodeExtension))),
  );
  return pem('CERTIFICATE', signed(tbs, request.issuerKey));
}

/** Signs a version 2 CRL. @returns PEM */
export function issueCrl(request: {
  readonly issuer: Name;
  readonly issuerKey: KeyObject;
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly { readonly serial: bigint; readonly at: Date }[];
}): string {
  const entries = request.revoked.map(({ serial, at }) => sequence(integer(serial), time(at)));
  const tbs = sequence(
    integer(1),
    SHA256_WITH_RSA,
    encodeName(request.issuer),
    time(request.thisUpdate),
    time(request.nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    context(
      0,
      sequence(
        encodeExtension(extension.authorityKeyIdentifier(createPublicKey(request.issuerKey))),
        encodeExtension({ oid: '2.5.29.20', value: integer(request.number) }),
      ),
    ),
  );
  return pem('X509 CRL', signed(tbs, request.issuerKey));
}

const signed = (tbs: Buffer, key: KeyObject): Buffer => sequence(tbs, SHA256_WITH_RSA, bits(sign('sha256', tbs, key)));

const encodeExtension = ({ oid: id, critical = false, value }: Extension): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** SHA-1 of the public key's bits (RFC 5280, 4.2.1.2, method 1). */
const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'pkcs1', format: 'der' }))
    .digest();
