import { createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';
import { pfxTransport } from '../../../electron/net/pfx.ts';
import { issuerKey, serialKey } from '../../../electron/pki/crl.ts';
import type { Revocations } from '../../../electron/pki/revocations.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { extension, issue, newSerial, type Name } from '../../sandbox/pki/certificate.ts';
import { createPki, type KeyedCertificate, type Pki } from '../../sandbox/pki/index.ts';
import { packPfx } from '../../sandbox/pki/pfx.ts';
import { splitPem } from '../../sandbox/common/https.ts';
import { echo, post, serve, type TestServer } from './setup.ts';

const ORGANISATIONS: Name = [
  { C: 'FR' },
  { O: 'ASIP-SANTE' },
  { OU: '0002 187512751' },
  { OU: 'IGC-SANTE TEST' },
  { CN: 'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS' },
];
const PASSPHRASE = 'essai de chaîne';

let pki: Pki;
let service: KeyedCertificate;
let leaf: string;
let issuing: string;
let root: string;
const closing: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(closable: T): T => {
  closing.push(closable);
  return closable;
};

beforeAll(async () => {
  pki = await createPki();
  service = await pki.server('localhost');
  [leaf = '', issuing = ''] = splitPem(service.certPem);
  [, root = ''] = splitPem(pki.organisationsTrustPem);
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

/** The names, keys and identifiers of a certificate, under a signature of nobody. */
function decoyOf(pem: string): string {
  const der = Buffer.from(new X509Certificate(pem).raw);
  der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
  return new X509Certificate(der).toString();
}

const showing = (...chain: readonly string[]): Promise<TestServer> =>
  serve({ key: service.keyPem, cert: chain.join('\n') }, echo).then(keep);
const outcome = async (transport: ReturnType<typeof oneWayTransport>, url: string): Promise<string> => {
  try {
    return `HTTP ${(await keep(transport).send(post(url))).status}`;
  } catch (thrown) {
    return errorFacts(thrown).detail ?? '';
  }
};

describe('a service that its authority’s list revokes', () => {
  const revocations = (required: boolean, revoked: readonly string[]): Revocations => {
    const until = Date.now() + 3_600_000;
    const list = (serials: readonly string[]) => ({ revoked: new Set(serials.map(serialKey)), until });
    return {
      lists: new Map([
        [issuerKey(new X509Certificate(issuing)), list(revoked)],
        [issuerKey(new X509Certificate(root)), list([])],
      ]),
      required,
    };
  };

  it.each([[false], [true]])('is refused whatever it shows beside its certificate, lists required or not (%s)', async (required) => {
    const listed = revocations(required, [new X509Certificate(leaf).serialNumber]);
    const authorities = certificatesOfPem(pki.organisationsTrustPem);
    const decoy = decoyOf(issuing);
    for (const chain of [[leaf], [leaf, issuing], [leaf, decoy], [leaf, decoy, issuing], [leaf, issuing, decoy]]) {
      const { url } = await showing(...chain);
      expect(await outcome(oneWayTransport({ authorities, revocations: () => listed }), url)).toMatch(/sent=no CERT_REVOKED/);
      expect(await outcome(oneWayTransport({ authorities, revocations: () => revocations(required, []) }), url)).toBe('HTTP 200');
    }
  });
});

describe('the authorities of the trust file', () => {
  it('are the only ones above a service: an issuing one that the service shows is not asked', async () => {
    const { url } = await showing(leaf, issuing);
    expect(await outcome(oneWayTransport({ authorities: certificatesOfPem(root) }), url)).toMatch(
      /sent=no UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    );
    expect(await outcome(oneWayTransport({ authorities: certificatesOfPem(root + issuing) }), url)).toBe('HTTP 200');
  });

  it('are not those of the client’s own PKCS#12, even under the name and the identifier of one of them', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const genuine = new X509Certificate(issuing).publicKey;
    const rogue = { key: privateKey, named: genuine };
    const authority = issueBy(rogue, ORGANISATIONS, publicKey, [
      extension.basicConstraints({ pathLength: 0 }),
      extension.keyUsage('keyCertSign', 'cRLSign'),
      extension.subjectKeyIdentifier(genuine),
    ]);
    const forged = issueBy(rogue, [{ C: 'FR' }, { CN: 'localhost' }], createPublicKey(service.keyPem), [
      extension.basicConstraints(null),
      extension.keyUsage('digitalSignature'),
      extension.extendedKeyUsage('serverAuth'),
      extension.subjectAlternativeName({ dns: ['localhost'], ip: [] }),
    ]);
    const client = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-AUTO', usage: 'AUTH_CLI' });
    const pfx = await packPfx({ keyPem: client.keyPem, certPem: client.certPem, chainPem: authority, passphrase: PASSPHRASE });
    for (const chain of [[forged], [forged, issuing], [forged, authority]]) {
      const server = await showing(...chain);
      for (const trust of [root, root + issuing]) {
        expect(
          await outcome(pfxTransport({ authorities: certificatesOfPem(trust), pfx, passphrase: PASSPHRASE, pss: true }), server.url),
        ).toMatch(/sent=no/);
      }
      expect(server.connections).toEqual([]);
    }
    expect(
      await outcome(
        pfxTransport({ authorities: certificatesOfPem(root + issuing), pfx, passphrase: PASSPHRASE, pss: true }),
        (await showing(leaf)).url,
      ),
    ).toBe('HTTP 200');
  });
});

/** @param issuer `named`: the key that the certificate says signed it. */
function issueBy(
  issuer: { readonly key: KeyObject; readonly named: KeyObject },
  subject: Name,
  publicKey: KeyObject,
  extensions: Parameters<typeof issue>[0]['extensions'],
): string {
  const notBefore = new Date(Date.now() - 86_400_000);
  const notAfter = new Date(Date.now() + 86_400_000);
  return issue({
    serial: newSerial(),
    subject,
    publicKey,
    issuer: ORGANISATIONS,
    issuerKey: issuer.key,
    notBefore,
    notAfter,
    extensions: [...extensions, extension.authorityKeyIdentifier(issuer.named)],
  });
}
