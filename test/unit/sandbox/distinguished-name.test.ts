import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateFacts, type CertificateFacts } from '../../sandbox/common/certificate.ts';
import { isSubject } from '../../sandbox/common/distinguished-name.ts';
import { createPki } from '../../sandbox/pki/index.ts';

let facts: CertificateFacts;
beforeAll(async () => {
  const { certPem } = await (await createPki()).structure({ name: 'Dupont, fils + Cie', idNat: '10B0999997', cn: 'essai', usage: 'SIGN' });
  facts = certificateFacts(new X509Certificate(certPem));
});

describe('a name written as text is the subject of a certificate', () => {
  it.each([
    ['as RFC 2253 writes it', 'CN=essai,OU=10B0999997,O=Dupont\\, fils \\+ Cie,ST=Rhône (69),C=FR'],
    ['in the other order, with spaces', 'C=FR, ST=Rhône (69), O=Dupont\\, fils \\+ Cie, OU=10B0999997, CN=essai'],
    ['with OIDs', 'OID.2.5.4.3=essai,2.5.4.11=10B0999997,O=Dupont\\, fils \\+ Cie,ST=Rhône (69),C=FR'],
    ['with the DER of a value', 'CN=#0c056573736169,OU=10B0999997,O=Dupont\\, fils \\+ Cie,ST=Rhône (69),C=FR'],
  ])('%s', (_how, text) => {
    expect(isSubject(text, facts)).toBe(true);
  });

  it.each([
    ['another value', 'CN=essai,OU=10B0999997,O=Martin,ST=Rhône (69),C=FR'],
    ['one attribute less', 'CN=essai,OU=10B0999997,ST=Rhône (69),C=FR'],
    ['one attribute more', 'CN=essai,OU=10B0999997,OU=2,O=Dupont\\, fils \\+ Cie,ST=Rhône (69),C=FR'],
    ['nothing', ''],
  ])('but not with %s', (_what, text) => {
    expect(isSubject(text, facts)).toBe(false);
  });
});
