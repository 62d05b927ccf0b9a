import { createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { p12Signer } from '../../../electron/cli/p12.ts';
import { openP12 } from '../../../electron/pki/p12.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import { packPfx } from '../../sandbox/pki/pfx.ts';
import { needs } from '../../setup/needs.ts';
import { olderPkcs12, PASSPHRASE, pkcs12 } from '../../fuzz/certificates.ts';

const code = (file: Uint8Array, passphrase = PASSPHRASE): string => {
  try {
    openP12(file, passphrase);
    return 'read';
  } catch (thrown) {
    return (thrown as { readonly code: string }).code;
  }
};

/** The same file with another number of rounds wherever a salt is followed by one; `inPieces`: its content cut in two. */
function withRounds(file: Uint8Array, rounds: number, inPieces = false): Buffer {
  const { asn1 } = forge;
  const parse = (bytes: string): forge.asn1.Asn1 => asn1.fromDer(forge.util.createBuffer(bytes));
  const whole = (value: string, node: forge.asn1.Asn1): forge.asn1.Asn1 => {
    if (!inPieces) return { ...node, value };
    const piece = (part: string): forge.asn1.Asn1 => asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OCTETSTRING, false, part);
    return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.OCTETSTRING, true, [piece(value.slice(0, 7)), piece(value.slice(7))]);
  };
  const change = (node: forge.asn1.Asn1): forge.asn1.Asn1 => {
    if (typeof node.value === 'string') {
      if (node.type !== asn1.Type.OCTETSTRING) return node;
      try {
        return whole(asn1.toDer(change(parse(node.value))).getBytes(), node);
      } catch {
        return node;
      }
    }
    const list = node.value;
    return {
      ...node,
      value: list.map((one, i) =>
        one.type === asn1.Type.INTEGER && list[i - 1]?.type === asn1.Type.OCTETSTRING
          ? asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(rounds).getBytes())
          : change(one),
      ),
    };
  };
  return Buffer.from(asn1.toDer(change(parse(Buffer.from(file).toString('binary')))).getBytes(), 'binary');
}

describe('a PKCS#12 file', () => {
  it.each([
    ['as OpenSSL 3 writes it', pkcs12],
    ['as older tools write it', olderPkcs12],
  ])('%s signs, with the certificate first and its authority after', async (_, file) => {
    const { certificates, sign } = p12Signer(file, PASSPHRASE);
    const [leaf, authority] = certificates.map((der) => new X509Certificate(der));
    expect([
      leaf?.subject.includes('CN=899900000017'),
      authority?.subject.includes('CN=AC DES ESSAIS'),
      leaf?.issuer === authority?.subject,
    ]).toEqual([true, true, true]);
    const data = Buffer.from('essai');
    expect(
      verify('sha256', data, createPublicKey(leaf?.publicKey.export({ type: 'spki', format: 'pem' }) ?? ''), await sign('sha256', data)),
    ).toBe(true);
  });

  it.skipIf(needs.tool('openssl') === null)(
    'opens with an accent in its passphrase, and gives the certificate of its key first wherever it stands',
    async () => {
      const pki = await createPki();
      const { keyPem, certPem, chainPem } = await pki.structure({
        name: 'TEST CABINET DU PORT',
        idNat: '1699999999',
        cn: 'INSI-AUTO',
        usage: 'AUTH_CLI',
      });
      const passphrase = 'chaîne à l’essai';
      const file = await packPfx({ keyPem, certPem: chainPem, chainPem: certPem, passphrase });
      const { key, certificates } = openP12(file, passphrase);
      expect(certificates.map((der) => new X509Certificate(der).checkPrivateKey(key))).toEqual([true, false, false]);
      expect(code(file, 'chaine à l’essai')).toBe('PIN_WRONG');
    },
  );

  it('with another passphrase says so', () => {
    expect(code(pkcs12, 'autre')).toBe('PIN_WRONG');
  });

  it.each<readonly [string, Uint8Array]>([
    ['empty', Buffer.alloc(0)],
    ['cut', pkcs12.subarray(0, 900)],
    ['text', Buffer.from('-----BEGIN CERTIFICATE-----')],
    ['noise', randomBytes(4096)],
    ['larger than any', Buffer.concat([pkcs12, Buffer.alloc(1024 * 1024)])],
    ['arrays in arrays', Buffer.from(Array.from({ length: 200 }, () => [0x30, 0x80]).flat())],
  ])('%s is refused', (_, file) => {
    expect(code(file)).toBe('P12_INVALID');
  });

  it('that asks for more rounds than any tool is refused before any is made', () => {
    const start = performance.now();
    expect([code(withRounds(pkcs12, 2_000_000_000)), code(withRounds(olderPkcs12, 1_000_001))]).toEqual(['P12_INVALID', 'P12_INVALID']);
    expect(performance.now() - start).toBeLessThan(2000);
    // In pieces, as BER may write an octet string, which the reader puts together.
    expect(code(withRounds(pkcs12, 2_000_000_000, true))).toBe('P12_INVALID');
    // A few more than it was made with: another key, that is all.
    expect(code(withRounds(pkcs12, 2))).toBe('PIN_WRONG');
  });
});
