import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { fail } from '../../shared/errors.ts';
import { buildChain } from '../card/certificate.ts';

/** Largest file, in bytes: a key and a whole chain weigh some 10 KiB. */
const MAX_BYTES = 1024 * 1024;
/** Most rounds of all derivations together: tools write 1 to 600,000 for each of three, and each million takes seconds. */
const MAX_ROUNDS = 2_000_000;
/** Depth of the parameters of the bags, octet strings opened: far less. */
const MAX_DEPTH = 32;

/** What a PKCS#12 file holds of its owner. */
export interface OpenedP12 {
  readonly key: KeyObject;
  /** DER: the certificate of that key, then what of its chain the file holds. They prove nothing to us. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
}

/** Opens a PKCS#12 file (structure certificate, person's software certificate). @throws PosteError P12_INVALID, PIN_WRONG */
export function openP12(file: Uint8Array, passphrase: string): OpenedP12 {
  const bags = openBags(file, passphrase);
  const of = (type: string | undefined): forge.pkcs12.Bag[] => (type === undefined ? [] : (bags.getBags({ bagType: type })[type] ?? []));
  try {
    const found = [...of(forge.pki.oids['pkcs8ShroudedKeyBag']), ...of(forge.pki.oids['keyBag'])][0]?.key;
    if (found === undefined || found === null) throw new Error('no key');
    const key = createPrivateKey(forge.pki.privateKeyToPem(found));
    const ders = of(forge.pki.oids['certBag']).flatMap(({ cert }) =>
      cert === undefined || cert === null
        ? []
        : [Uint8Array.from(Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(cert)).getBytes(), 'binary'))],
    );
    // Tools write its authorities before it, or after.
    const leaf = ders.find((der) => new X509Certificate(der).checkPrivateKey(key));
    if (leaf === undefined) throw new Error('no certificate of that key');
    return { key, certificates: [leaf, ...buildChain(leaf, ders)] };
  } catch (cause) {
    throw fail('P12_INVALID', { cause });
  }
}

function openBags(file: Uint8Array, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  if (file.byteLength > MAX_BYTES) throw fail('P12_INVALID', { detail: 'size' });
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = fromDer(Buffer.from(file).toString('binary'));
    if (roundsIn(asn1, 0) > MAX_ROUNDS) throw new Error('rounds');
  } catch (cause) {
    throw fail('P12_INVALID', { cause });
  }
  try {
    return decode(asn1, passphrase);
  } catch (cause) {
    const wrong = cause instanceof Error && /mac|password/i.test(cause.message);
    throw wrong
      ? fail('PIN_WRONG', { cause, values: { secret: 'Mot de passe du certificat', what: 'le fichier du mot de passe' } })
      : fail('P12_INVALID', { cause });
  }
}

/**
 * The reader hands the passphrase as it is to PBES2, which wants it in UTF-8 (RFC 8018); its MAC, verified first, wants
 * UTF-16 (RFC 7292, B.1). They differ once there is an accent.
 */
function decode(asn1: forge.asn1.Asn1, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, passphrase);
  } catch (cause) {
    const utf8 = forge.util.encodeUtf8(passphrase);
    if (utf8 === passphrase || !(cause instanceof Error && cause.message.includes('decrypt')) || typeof asn1.value === 'string')
      throw cause;
    const withoutMac = { ...asn1, value: asn1.value.slice(0, 2) };
    return forge.pkcs12.pkcs12FromAsn1(withoutMac, utf8);
  }
}

const fromDer = (bytes: string): forge.asn1.Asn1 => forge.asn1.fromDer(forge.util.createBuffer(bytes));

/**
 * The rounds that follow a salt (RFC 7292, MacData; RFC 8018, PBKDF2-params), all together: a file may hold the processor
 * for hours before its passphrase is known to be right. Bags are octet strings that hold DER, in one piece or in several.
 */
function roundsIn(asn1: forge.asn1.Asn1, depth: number): number {
  if (depth > MAX_DEPTH) throw new Error('depth');
  const inner = asn1.type === forge.asn1.Type.OCTETSTRING ? derIn(octetsOf(asn1)) : null;
  if (inner !== null) return roundsIn(inner, depth + 1);
  const { value } = asn1;
  if (typeof value === 'string') return 0;
  return value.reduce(
    (sum, one, i) => sum + (isSalt(value[i - 1]) && one.type === forge.asn1.Type.INTEGER ? numberOf(one) : 0) + roundsIn(one, depth + 1),
    0,
  );
}

const octetsOf = ({ value }: forge.asn1.Asn1): string =>
  typeof value === 'string' ? value : value.map((piece) => (typeof piece.value === 'string' ? piece.value : '')).join('');

const isSalt = (asn1: forge.asn1.Asn1 | undefined): boolean =>
  asn1?.tagClass === forge.asn1.Class.UNIVERSAL && asn1.type === forge.asn1.Type.OCTETSTRING;

const numberOf = ({ value }: forge.asn1.Asn1): number =>
  typeof value === 'string' ? Number(`0x0${Buffer.from(value, 'binary').toString('hex')}`) : 0;

/** What an octet string holds when it is DER; null otherwise (a salt, what is enciphered). */
function derIn(bytes: string): forge.asn1.Asn1 | null {
  try {
    return fromDer(bytes);
  } catch {
    return null;
  }
}
