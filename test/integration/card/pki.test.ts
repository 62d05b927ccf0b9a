import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxCard } from '../../cli/sandbox-card.ts';
import { ACCUEIL_DU_PORT, ALIX_SIMON, THEO_BLANC } from '../../sandbox/identities.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { splitPem } from '../../sandbox/common/https.ts';
import { needs } from '../../setup/needs.ts';
import { Bench, codeOf, DURAND } from './setup.ts';

const dir = mkdtempSync(join(tmpdir(), 'poste-pki-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};

describe.skipIf(needs.tool('openssl') === null)('test PKI, as OpenSSL sees it', () => {
  let pki: Pki;
  let durand: Person;
  let trust: string;
  beforeAll(async () => {
    pki = await createPki();
    durand = await pki.person(DURAND);
    trust = file('trust.pem', pki.trustPem);
  });

  const verify = (pem: string, ...args: readonly string[]): string => {
    const { stdout, stderr } = spawnSync('openssl', ['verify', '-x509_strict', '-CAfile', trust, ...args, file('leaf.pem', pem)], {
      encoding: 'utf8',
    });
    return stdout.includes(': OK') ? 'OK' : (/error \d+ at \d+ depth lookup: (.*)/.exec(stderr)?.[1] ?? stderr);
  };
  const extension = (pem: string, oid: string): string => {
    const lines = execFileSync('openssl', ['asn1parse'], { input: pem, encoding: 'utf8' }).split('\n');
    const at = lines.findIndex((line) => line.endsWith(`:${oid}`));
    return at === -1 ? 'absent' : (/\[HEX DUMP\]:(\w+)/.exec(lines.slice(at, at + 3).join('\n'))?.[1] ?? '');
  };

  it('chains strictly to one root per family', async () => {
    const structure = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-AUTO', usage: 'AUTH_CLI' });
    const seal = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'Cachet', usage: 'SIGN' });
    const server = await pki.server('localhost');
    expect(verify(durand.auth.certPem, '-purpose', 'sslclient')).toBe('OK');
    expect(verify(durand.sign.certPem, '-purpose', 'smimesign')).toBe('OK');
    expect(verify(structure.certPem, '-purpose', 'sslclient')).toBe('OK');
    expect(verify(seal.certPem, '-purpose', 'smimesign')).toBe('OK');
    expect(verify(splitPem(server.certPem)[0] ?? '', '-purpose', 'sslserver', '-verify_hostname', 'localhost')).toBe('OK');
    // The wrong purpose is refused: the keys of a card are not interchangeable.
    expect(verify(durand.sign.certPem, '-purpose', 'sslclient')).not.toBe('OK');
    trust = file('persons.pem', pki.personsTrustPem);
    expect(verify(structure.certPem)).not.toBe('OK');
    trust = file('trust.pem', pki.trustPem);
  });

  it('carries the extensions of the decoded TEST cards, byte for byte', async () => {
    const nurse = await pki.person({ ...DURAND, profession: '60', skill: null, cardId: '2800636234' });
    const software = await pki.person({ ...DURAND, type: 'LOGICIEL' });
    const read = (pem: string): string[] => ['5', '2', '3', '7'].map((last) => extension(pem, `1.2.250.1.71.1.2.${last}`));
    expect(read(durand.sign.certPem)).toEqual([
      '040180',
      '020100',
      `1315${Buffer.from('8025000001/9900000017').toString('hex').toUpperCase()}`,
      '02010A',
    ]);
    expect(extension(durand.sign.certPem, '1.2.250.1.71.4.2.5')).toBe('30060C04534D3236');
    expect(read(nurse.auth.certPem)).toEqual([
      '040180',
      '020100',
      `1315${Buffer.from('8025000001/2800636234').toString('hex').toUpperCase()}`,
      '02013C',
    ]);
    expect(extension(nurse.auth.certPem, '1.2.250.1.71.4.2.5')).toBe('absent');
    expect(read(software.sign.certPem)).toEqual(['040183', 'absent', 'absent', '02010A']);
    expect(extension(durand.sign.certPem, 'X509v3 Basic Constraints')).toBe('3000');
  });

  it('issues staff cards by the authority of theirs, and a card of training with the profession to come', async () => {
    const [staff, nobody, intern] = await Promise.all([ALIX_SIMON, ACCUEIL_DU_PORT, THEO_BLANC].map(({ person }) => pki.person(person)));
    const issuers = [staff, nobody, intern].map((one) => /CN=(.*)/.exec(new X509Certificate(one?.sign.certPem ?? '').issuer)?.[1]);
    expect(issuers).toEqual([
      'TEST AC IGC-SANTE STANDARD PERSONNES',
      'TEST AC IGC-SANTE STANDARD PERSONNES',
      'TEST AC IGC-SANTE FORT PERSONNES',
    ]);
    for (const one of [staff, nobody, intern]) expect(verify(one?.auth.certPem ?? '', '-purpose', 'sslclient')).toBe('OK');
    expect(extension(intern?.sign.certPem ?? '', '1.2.250.1.71.1.2.8')).toBe('02010A');
    expect(extension(intern?.sign.certPem ?? '', '1.2.250.1.71.1.2.7')).toBe('absent');
    expect(extension(staff?.sign.certPem ?? '', '1.2.250.1.71.1.2.2')).toBe('020102');
    expect(new X509Certificate(nobody?.sign.certPem ?? '').subject.split('\n').map((part) => part.split('=')[0])).toEqual([
      'C',
      'ST',
      'O',
      'OU',
      'title',
      'pseudonym',
      'CN',
    ]);
  });

  it('has the subject of a real card: one RDN of three attributes', () => {
    const subject = execFileSync('openssl', ['x509', '-noout', '-subject', '-nameopt', 'RFC2253,utf8,-esc_msb'], {
      input: durand.sign.certPem,
      encoding: 'utf8',
    });
    expect(subject.trim()).toBe('subject=CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR');
    expect(new X509Certificate(durand.auth.certPem).serialNumber).toHaveLength(32);
  });

  it('knows expired, expiring and revoked persons', async () => {
    const [expired, expiring, revoked] = await Promise.all([
      pki.person({ ...DURAND, condition: 'expired' }),
      pki.person({ ...DURAND, condition: 'expiring' }),
      pki.person({ ...DURAND, revoked: true }),
    ]);
    expect(verify(expired.auth.certPem)).toBe('certificate has expired');
    expect(verify(expiring.auth.certPem)).toBe('OK');
    expect(new X509Certificate(expiring.auth.certPem).validToDate.getTime() - Date.now()).toBeLessThan(11 * 24 * 3600_000);
    const crls = (): string => file('crl.pem', pki.crlPem('FORT_PERSONNES') + pki.crlPem('FORT_RACINE'));
    expect(verify(durand.auth.certPem, '-crl_check_all', '-CRLfile', crls())).toBe('OK');
    expect(verify(revoked.sign.certPem, '-crl_check_all', '-CRLfile', crls())).toBe('certificate revoked');
    await pki.revoke(expiring.auth.certPem);
    expect(verify(expiring.auth.certPem, '-crl_check_all', '-CRLfile', crls())).toBe('certificate revoked');
  });

  it('gives the structure a PKCS#12 that opens with its passphrase alone', async () => {
    const structure = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-MANU', usage: 'AUTH_CLI' });
    const path = join(dir, 'structure.p12');
    writeFileSync(path, structure.pfx);
    const open = (passphrase: string): string | null =>
      spawnSync('openssl', ['pkcs12', '-in', path, '-passin', 'stdin', '-nodes'], { input: passphrase, encoding: 'utf8' }).stdout;
    expect(splitPem(open(structure.passphrase) ?? '')).toHaveLength(3);
    expect(splitPem(open('other') ?? '')).toHaveLength(0);
  });

  it('stays the same PKI in its folder, revocations included', async () => {
    const home = join(dir, 'kept');
    const first = await createPki({ dir: home });
    const person = await first.person({ ...DURAND, revoked: true });
    const second = await createPki({ dir: home });
    expect(second.trustPem).toBe(first.trustPem);
    trust = file('trust.pem', second.trustPem);
    expect(verify(person.auth.certPem)).toBe('OK');
    expect(verify(person.auth.certPem, '-crl_check_all', '-CRLfile', file('crl.pem', second.crlPem() + second.crlPem('FORT_RACINE')))).toBe(
      'certificate revoked',
    );
    for (const name of readdirSync(home).filter((entry) => entry.endsWith('.key.pem')))
      expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
  });
});

describe('sandbox card', () => {
  it('makes a folder that is a card, its CAs and its PIN, and opens', async () => {
    const out = join(dir, 'made', 'card');
    const made = await sandboxCard({ out });
    expect(made).toMatchObject({
      card: `file:${out}`,
      generation: 'CPS3',
      idNat: '899900000017',
      ca: join(out, 'ca.pem'),
      pin: join(out, 'pin'),
    });
    expect(statSync(made.pin).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dir, 'made'))).toEqual(['card']);
    const bench = new Bench();
    const service = await bench.start({ kind: 'file', dir: out });
    await service.login(readFileSync(made.pin, 'utf8').trim(), { lastTry: false });
    expect(await service.situations()).toHaveLength(2);
    await bench.close();
  });

  it('is the card of whom one asks for', async () => {
    const out = join(dir, 'nobody');
    expect(await sandboxCard({ out, holder: ACCUEIL_DU_PORT })).toMatchObject({
      idNat: '699900000017001/000000011',
      family: null,
      given: null,
    });
    expect(readFileSync(join(out, 'pin'), 'utf8')).toBe('1160\n');
  });

  it('writes nothing over something', async () => {
    const out = join(dir, 'full');
    mkdirSync(out);
    writeFileSync(join(out, 'mine'), '');
    expect(await codeOf(sandboxCard({ out }))).toBe('OUT_EXISTS');
    expect(readdirSync(out)).toEqual(['mine']);
    const empty = join(dir, 'empty');
    mkdirSync(empty);
    await sandboxCard({ out: empty, generation: 'CPS4' });
    expect(existsSync(join(empty, 'card.json'))).toBe(true);
  });
});
