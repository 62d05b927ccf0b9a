import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { serialKey } from '../../../electron/pki/crl.ts';
import { noneRevoked, type Revocations } from '../../../electron/pki/revocations.ts';
import { serviceFlaw } from '../../../electron/pki/service.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki, type Pki } from '../../sandbox/pki/index.ts';

let pki: Pki;
let der: Uint8Array;
let authorities: readonly Uint8Array[];
beforeAll(async () => {
  pki = await createPki();
  der = new X509Certificate((await pki.server('dmp.sandbox.invalid')).certPem).raw;
  authorities = certificatesOfPem(pki.trustPem);
});

const flaw = (changes: { readonly der?: Uint8Array; readonly host?: string; readonly authorities?: readonly Uint8Array[]; readonly revocations?: Revocations; readonly now?: Date } = {}): string | null =>
  serviceFlaw(changes.der ?? der, changes.host ?? 'dmp.sandbox.invalid', { authorities, revocations: noneRevoked(), now: new Date(), ...changes });

/** The authorities above the service's certificate, its issuer first. */
const above = (): X509Certificate[] => {
  const found: X509Certificate[] = [];
  for (let below = new X509Certificate(der); ; ) {
    const issuer = authorities.map((one) => new X509Certificate(one)).find((one) => below.checkIssued(one) && below.verify(one.publicKey));
    if (issuer === undefined || issuer.fingerprint256 === below.fingerprint256) return found;
    found.push(issuer);
    below = issuer;
  }
};

describe('the certificate of a service', () => {
  it('is accepted up to a root of the trust file, by its very name', () => {
    expect(flaw()).toBeNull();
    expect([flaw({ host: 'sandbox.invalid' }), flaw({ host: 'a.dmp.sandbox.invalid' }), flaw({ host: '127.0.0.1' })]).toEqual(Array(3).fill('ERR_TLS_CERT_ALTNAME_INVALID'));
  });

  it('is refused out of its dates', () => {
    const { validFromDate, validToDate } = new X509Certificate(der);
    expect(flaw({ now: new Date(validToDate.getTime() + 1000) })).toBe('CERT_HAS_EXPIRED');
    expect(flaw({ now: new Date(validFromDate.getTime() - 1000) })).toBe('CERT_NOT_YET_VALID');
  });

  it('is refused without its root, without its issuing authority, and under another trust', async () => {
    const [issuer, root] = above();
    const without = (one: X509Certificate | undefined): readonly Uint8Array[] => authorities.filter((der) => new X509Certificate(der).fingerprint256 !== one?.fingerprint256);
    expect(issuer?.fingerprint256).not.toBe(root?.fingerprint256);
    for (const some of [[], without(root), without(issuer), certificatesOfPem((await createPki()).trustPem)]) expect(flaw({ authorities: some })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is not a person’s, nor an authority’s', async () => {
    const person = await pki.person(PAULE_DURAND.person);
    expect(flaw({ der: new X509Certificate(person.auth.certPem).raw })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(flaw({ der: authorities[0] ?? der })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is refused when it, or an authority above it, is revoked; or when no list covers a link and lists are required', () => {
    const chain = [new X509Certificate(der), ...above()];
    const until = Date.now() + 3_600_000;
    const empty = new Map(above().map((one) => [one.fingerprint256, { revoked: new Set<string>(), until }]));
    expect(flaw({ revocations: { lists: empty, required: true } })).toBeNull();
    for (const [i, issuer] of above().entries()) {
      if (i + 1 === chain.length) break;
      const lists = new Map(empty).set(issuer.fingerprint256, { revoked: new Set([serialKey(chain[i]?.serialNumber ?? '')]), until });
      expect(flaw({ revocations: { lists, required: false } })).toBe('CERT_REVOKED');
    }
    const [, root] = above();
    empty.delete(root?.fingerprint256 ?? '');
    expect(flaw({ revocations: { lists: empty, required: true } })).toBe('UNABLE_TO_GET_CRL');
    expect(flaw({ revocations: { lists: empty, required: false } })).toBeNull();
  });
});
