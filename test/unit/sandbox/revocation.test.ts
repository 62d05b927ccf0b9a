import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { isRevoked } from '../../sandbox/common/revocation.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki, type Pki } from '../../sandbox/pki/index.ts';

let pki: Pki;
beforeAll(async () => {
  pki = await createPki();
});
const card = async (from: Pki = pki): Promise<X509Certificate> =>
  new X509Certificate((await from.person(PAULE_DURAND.person)).auth.certPem);

describe('the lists that the PKI publishes', () => {
  it('name what was revoked and nothing else', async () => {
    const [one, other] = [await card(), await card()];
    expect([isRevoked(one, pki), isRevoked(other, pki)]).toEqual([false, false]);
    await pki.revoke(one.toString());
    expect([isRevoked(one, pki), isRevoked(other, pki)]).toEqual([true, false]);
  });

  it('revoke with an authority all it issued', async () => {
    const own = await createPki();
    const one = await card(own);
    await own.revoke(own.personsTrustPem.split(/(?=-----BEGIN)/)[0] ?? '');
    expect(isRevoked(one, own)).toBe(true);
  });

  it('are not believed under another hierarchy’s signature, nor about its certificates', async () => {
    const foreign = await createPki();
    const one = await card();
    expect(isRevoked(one, { trustPem: pki.trustPem, crlsPem: () => foreign.crlsPem() })).toBe(true);
    expect(isRevoked(await card(foreign), pki)).toBe(true);
  });
});
