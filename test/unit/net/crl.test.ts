import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem, readCertificate } from '../../../electron/card/certificate.ts';
import { readCrl } from '../../../electron/pki/crl.ts';
import { checkCardCertificates, checkCardTerms } from '../../../electron/pki/person.ts';
import { noneRevoked, type Revocations } from '../../../electron/pki/revocations.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki, type Person, type PersonRequest, type Pki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'poste-crl-'));
let pki: Pki;
let authorities: Uint8Array[];
let paule: Person;

const derOf = (pem: string): Uint8Array => new Uint8Array(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
const refused = (bytes: Uint8Array, known = authorities): unknown => {
  try {
    return readCrl(bytes, known);
  } catch (thrown) {
    return thrown;
  }
};

beforeAll(async () => {
  pki = await createPki();
  authorities = certificatesOfPem(pki.trustPem);
  paule = await pki.person({ ...PAULE_DURAND.person, revoked: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a revocation list', () => {
  it('is read in PEM and in DER: its authority, its dates, what it revokes', () => {
    const pem = pki.crlPem('FORT_PERSONNES');
    const list = readCrl(Buffer.from(pem), authorities);
    expect(readCrl(derOf(pem), authorities)).toEqual(list);
    expect(list.issuerName).toContain('CN=TEST AC IGC-SANTE FORT PERSONNES');
    expect(list.nextUpdate - list.thisUpdate).toBe(7 * 86_400_000 + 60_000);
    const serials = [paule.auth, paule.sign].map(({ certPem }) => BigInt(readCertificate(derOf(certPem)).serial).toString(16));
    expect([...list.revoked].toSorted()).toEqual(serials.toSorted());
  });

  it('revokes nobody when it is empty', () => {
    expect(readCrl(Buffer.from(pki.crlPem('ELEMENTAIRE_RACINE')), authorities).revoked.size).toBe(0);
  });

  it.skipIf(needs.tool('openssl') === null)('says what OpenSSL says of the same bytes', () => {
    const pem = pki.crlPem('FORT_PERSONNES');
    const file = join(folder, 'list.pem');
    writeFileSync(file, pem);
    const said = execFileSync('openssl', ['crl', '-in', file, '-noout', '-text'], { encoding: 'utf8' });
    const serials = [...said.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, hex = '']) => hex.toLowerCase());
    expect([...readCrl(Buffer.from(pem), authorities).revoked]).toEqual(serials);
  });

  it('is refused when it is of the same name and of other keys', async () => {
    const forger = await createPki();
    expect(refused(Buffer.from(forger.crlPem('FORT_PERSONNES')))).toMatchObject({
      code: 'CRL_INVALID',
      detail: 'no known authority signed it',
    });
  });

  it('is refused when one bit of it changed', () => {
    const der = derOf(pki.crlPem('FORT_PERSONNES'));
    const broken: string[] = [];
    for (let at = 0; at < der.length; at += 7) {
      const changed = Uint8Array.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x04;
      const answer = refused(changed);
      if (!(answer instanceof Error && 'code' in answer && answer.code === 'CRL_INVALID')) broken.push(`byte ${at}`);
    }
    expect(broken).toEqual([]);
  });

  it('is refused when its authority is not in the trust file', () => {
    expect(refused(Buffer.from(pki.crlPem('FORT_PERSONNES')), certificatesOfPem(pki.organisationsTrustPem))).toMatchObject({
      code: 'CRL_INVALID',
    });
  });

  it.each([
    ['nothing', ''],
    ['a page of a captive portal', '<html><body>Portail captif</body></html>'],
    ['PEM of nothing', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n'],
    ['PEM without an end', '-----BEGIN X509 CRL-----\nMIIB'],
  ])('is not %s', (_, text) => {
    expect(refused(Buffer.from(text))).toMatchObject({ code: 'CRL_INVALID' });
  });

  it('is not a certificate', () => {
    expect(refused(derOf(paule.auth.certPem))).toMatchObject({ code: 'CRL_INVALID' });
  });

  it('is refused whole when it is cut', () => {
    const der = derOf(pki.crlPem('FORT_PERSONNES'));
    expect(refused(der.subarray(0, -1))).toMatchObject({ code: 'CRL_INVALID' });
  });

  it.skipIf(needs.tool('openssl') === null)('of only some reasons, or signed with SHA-1, is refused', async () => {
    const made = opensslAuthority(['onlysomereasons=keyCompromise'], 'sha256');
    expect(refused(made.crl, [made.authority])).toMatchObject({ code: 'CRL_INVALID', detail: 'partial list' });
    const old = opensslAuthority([], 'sha1');
    expect(refused(old.crl, [old.authority])).toMatchObject({ code: 'CRL_INVALID', detail: 'signature algorithm' });
    const good = opensslAuthority(['fullname=URI:http://crl.invalid/a.crl'], 'sha256');
    expect(readCrl(good.crl, [good.authority]).revoked.size).toBe(0);
  });
});

/** An authority and its list made by OpenSSL alone. */
function opensslAuthority(scope: readonly string[], hash: string): { readonly authority: Uint8Array; readonly crl: Uint8Array } {
  const at = (name: string): string => join(folder, name);
  const run = (...words: string[]): string => execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(at('index'), '');
  writeFileSync(at('number'), '01\n');
  writeFileSync(
    at('ca.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${at('index')}\ncrlnumber=${at('number')}\ndefault_crl_days=7\ncrl_extensions=e\n[e]\n${scope.length === 0 ? 'authorityKeyIdentifier=keyid' : 'issuingDistributionPoint=critical,@s'}\n[s]\n${scope.join('\n')}\n`,
  );
  run(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-subj',
    '/CN=TEST AC',
    '-days',
    '3',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  );
  run('ca', '-config', at('ca.cnf'), '-gencrl', '-md', hash, '-keyfile', at('ca.key'), '-cert', at('ca.pem'), '-out', at('ca.crl'));
  const pem = (name: string): string => execFileSync('cat', [at(name)], { encoding: 'utf8' });
  return { authority: derOf(pem('ca.pem')), crl: derOf(pem('ca.crl')) };
}

describe('the certificates of a card', () => {
  const now = new Date();
  const judge = async (
    over: Partial<PersonRequest>,
    by: { readonly pki?: Pki; readonly revocations?: Revocations; readonly authorities?: readonly Uint8Array[] } = {},
  ): Promise<string> => {
    const person = await (by.pki ?? pki).person({ ...PAULE_DURAND.person, ...over });
    const [authentication, signature] = [person.auth, person.sign].map(({ certPem }) => readCertificate(derOf(certPem)));
    if (authentication === undefined || signature === undefined) throw new Error('unreachable');
    try {
      checkCardCertificates(
        { authentication, signature },
        { authorities: by.authorities ?? authorities, revocations: by.revocations ?? listed(), now },
      );
      return 'good';
    } catch (thrown) {
      return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    }
  };
  const listed = (until = now.getTime() + 1000): Revocations => {
    const list = readCrl(Buffer.from(pki.crlPem('FORT_PERSONNES')), authorities);
    return { lists: new Map([[list.issuer, { revoked: new Set(list.revoked), until }]]), required: false };
  };

  it('are good when all is well, expiring or not', async () => {
    expect(await judge({})).toBe('good');
    expect(await judge({ condition: 'expiring' })).toBe('good');
  });

  it('are refused out of their dates', async () => {
    expect(await judge({ condition: 'expired' })).toBe('CERT_EXPIRED');
    expect(await judge({ condition: 'future' })).toBe('CERT_NOT_YET_VALID');
  });

  it('are refused when listed, even by a list that has ended since', async () => {
    const person = await pki.person({ ...PAULE_DURAND.person, revoked: true });
    const [authentication, signature] = [person.auth, person.sign].map(({ certPem }) => readCertificate(derOf(certPem)));
    if (authentication === undefined || signature === undefined) throw new Error('unreachable');
    for (const revocations of [listed(), listed(now.getTime() - 1000)]) {
      expect(() => checkCardCertificates({ authentication, signature }, { authorities, revocations, now })).toThrow(
        expect.objectContaining({ code: 'CERT_REVOKED' }),
      );
    }
  });

  it('are refused under authorities that are not ours, whatever their name', async () => {
    expect(await judge({}, { pki: await createPki() })).toBe('CERT_UNTRUSTED');
    expect(await judge({}, { authorities: certificatesOfPem(pki.organisationsTrustPem) })).toBe('CERT_UNTRUSTED');
  });

  it('are refused without any authority: nobody vouches for them', async () => {
    expect(await judge({}, { authorities: [] })).toBe('CERT_UNTRUSTED');
  });

  it('are judged on their dates and usages alone where the chain is the recipient’s to judge', async () => {
    const terms = async (over: Partial<PersonRequest>, swapped = false): Promise<unknown> => {
      const person = await (await createPki()).person({ ...PAULE_DURAND.person, ...over });
      const [authentication, signature] = [person.auth, person.sign].map(({ certPem }) => readCertificate(derOf(certPem)));
      if (authentication === undefined || signature === undefined) throw new Error('unreachable');
      try {
        return checkCardTerms(swapped ? { authentication: signature, signature: authentication } : { authentication, signature }, now)
          .length;
      } catch (thrown) {
        return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown;
      }
    };
    expect([await terms({}), await terms({ condition: 'expired' }), await terms({ condition: 'future' }), await terms({}, true)]).toEqual([
      2,
      'CERT_EXPIRED',
      'CERT_NOT_YET_VALID',
      'CERT_UNTRUSTED',
    ]);
  });

  it('are refused when each has the key usage of the other', async () => {
    expect(await judge({ swappedUsages: true })).toBe('CERT_UNTRUSTED');
  });

  it('pass uncovered, unless lists are required', async () => {
    expect(await judge({}, { revocations: noneRevoked() })).toBe('good');
    expect(await judge({}, { revocations: { lists: new Map(), required: true } })).toBe('CRL_UNAVAILABLE');
  });
});
