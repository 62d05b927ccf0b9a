import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { issuerKey, serialKey } from '../../../electron/pki/crl.ts';
import { noneRevoked, type Revocations } from '../../../electron/pki/revocations.ts';
import { serviceFlaw } from '../../../electron/pki/service.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { extension, issue, newSerial, type Extension, type Name } from '../../sandbox/pki/certificate.ts';
import { createPki, type Pki } from '../../sandbox/pki/index.ts';

let pki: Pki;
let der: Uint8Array;
let authorities: readonly Uint8Array[];
beforeAll(async () => {
  pki = await createPki();
  der = new X509Certificate((await pki.server('dmp.sandbox.invalid')).certPem).raw;
  authorities = certificatesOfPem(pki.trustPem);
});

const flaw = (
  changes: {
    readonly der?: Uint8Array;
    readonly host?: string;
    readonly authorities?: readonly Uint8Array[];
    readonly revocations?: Revocations;
    readonly now?: Date;
  } = {},
): string | null =>
  serviceFlaw(changes.der ?? der, changes.host ?? 'dmp.sandbox.invalid', {
    authorities,
    revocations: noneRevoked(),
    now: new Date(),
    ...changes,
  });

/** The authorities above the service's certificate, its issuer first. */
const above = (): X509Certificate[] => {
  const found: X509Certificate[] = [];
  for (let below = new X509Certificate(der); ;) {
    const issuer = authorities.map((one) => new X509Certificate(one)).find((one) => below.checkIssued(one) && below.verify(one.publicKey));
    if (issuer === undefined || issuer.fingerprint256 === below.fingerprint256) return found;
    found.push(issuer);
    below = issuer;
  }
};

describe('the certificate of a service', () => {
  it('is accepted up to a root of the trust file, by its very name', () => {
    expect(flaw()).toBeNull();
    expect([flaw({ host: 'sandbox.invalid' }), flaw({ host: 'a.dmp.sandbox.invalid' }), flaw({ host: '127.0.0.1' })]).toEqual(
      Array(3).fill('ERR_TLS_CERT_ALTNAME_INVALID'),
    );
  });

  it('is refused out of its dates', () => {
    const { validFromDate, validToDate } = new X509Certificate(der);
    expect(flaw({ now: new Date(validToDate.getTime() + 1000) })).toBe('CERT_HAS_EXPIRED');
    expect(flaw({ now: new Date(validFromDate.getTime() - 1000) })).toBe('CERT_NOT_YET_VALID');
  });

  it('is refused without its root, without its issuing authority, and under another trust', async () => {
    const [issuer, root] = above();
    const without = (one: X509Certificate | undefined): readonly Uint8Array[] =>
      authorities.filter((der) => new X509Certificate(der).fingerprint256 !== one?.fingerprint256);
    expect(issuer?.fingerprint256).not.toBe(root?.fingerprint256);
    for (const some of [[], without(root), without(issuer), certificatesOfPem((await createPki()).trustPem)])
      expect(flaw({ authorities: some })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is refused under a root that did not sign itself', () => {
    const [, root] = above();
    const other = Uint8Array.from(root?.raw ?? []);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    expect(
      flaw({ authorities: authorities.map((one) => (new X509Certificate(one).fingerprint256 === root?.fingerprint256 ? other : one)) }),
    ).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is accepted under an authority renewed with its key, whichever stands first, and revoked by what either signed', () => {
    const root = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const name: Name = [{ C: 'FR' }, { CN: 'TEST AC RENOUVELEE' }];
    const made = (
      subject: Name,
      publicKey: typeof root.publicKey,
      days: readonly [number, number],
      extensions: readonly Extension[],
    ): X509Certificate => {
      const [notBefore = new Date(), notAfter = new Date()] = days.map((one) => new Date(Date.now() + one * 86_400_000));
      return new X509Certificate(
        issue({ serial: newSerial(), subject, publicKey, issuer: name, issuerKey: root.privateKey, notBefore, notAfter, extensions }),
      );
    };
    const ca = [extension.basicConstraints({ pathLength: null }), extension.keyUsage('keyCertSign', 'cRLSign')];
    const leaf = made(
      [{ CN: 'localhost' }],
      new X509Certificate(der).publicKey,
      [-1, 1],
      [
        extension.basicConstraints(null),
        extension.keyUsage('digitalSignature'),
        extension.extendedKeyUsage('serverAuth'),
        extension.subjectAlternativeName({ dns: ['localhost'], ip: [] }),
      ],
    );
    const [former, present, next] = [
      made(name, root.publicKey, [-20, -10], ca),
      made(name, root.publicKey, [-11, 10], ca),
      made(name, root.publicKey, [5, 20], ca),
    ];
    const judged = (given: readonly X509Certificate[], revocations = noneRevoked()) =>
      flaw({ der: leaf.raw, host: 'localhost', authorities: given.map(({ raw }) => raw), revocations });
    expect([judged([former, present, next]), judged([next, present, former]), judged([present])]).toEqual([null, null, null]);
    expect([judged([former]), judged([next])]).toEqual(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
    for (const one of [former, present, next]) {
      const lists = new Map([[issuerKey(one), { revoked: new Set([serialKey(leaf.serialNumber)]), until: Date.now() + 1000 }]]);
      expect(judged([former, present, next], { lists, required: false })).toBe('CERT_REVOKED');
    }
  });

  it('is not a person’s, nor an authority’s', async () => {
    const person = await pki.person(PAULE_DURAND.person);
    expect(flaw({ der: new X509Certificate(person.auth.certPem).raw })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(flaw({ der: authorities[0] ?? der })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is refused when it, or an authority above it, is revoked; or when no list covers a link and lists are required', () => {
    const chain = [new X509Certificate(der), ...above()];
    const until = Date.now() + 3_600_000;
    const empty = new Map(above().map((one) => [issuerKey(one), { revoked: new Set<string>(), until }]));
    expect(flaw({ revocations: { lists: empty, required: true } })).toBeNull();
    for (const [i, issuer] of above().entries()) {
      if (i + 1 === chain.length) break;
      const lists = new Map(empty).set(issuerKey(issuer), { revoked: new Set([serialKey(chain[i]?.serialNumber ?? '')]), until });
      expect(flaw({ revocations: { lists, required: false } })).toBe('CERT_REVOKED');
    }
    const [, root] = above();
    if (root !== undefined) empty.delete(issuerKey(root));
    expect(flaw({ revocations: { lists: empty, required: true } })).toBe('UNABLE_TO_GET_CRL');
    expect(flaw({ revocations: { lists: empty, required: false } })).toBeNull();
  });
});
