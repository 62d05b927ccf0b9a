import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { maySent } from '../../../electron/net/errors.ts';
import { oneWayTransport, pemTransport } from '../../../electron/net/https.ts';
import { pfxTransport } from '../../../electron/net/pfx.ts';
import type { Transport } from '../../../electron/net/types.ts';
import { PosteError } from '../../../shared/errors.ts';
import { writeFileCard } from '../../sandbox/cards/index.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { packPfx } from '../../sandbox/pki/pfx.ts';
import { needs } from '../../setup/needs.ts';
import { opensslServer } from '../../setup/openssl-server.ts';
import { Bench, DURAND, PIN } from '../card/setup.ts';
import { echo, post, serve, serveTcp } from './setup.ts';

let pki: Pki;
let stranger: Pki;
let localhost: KeyedCertificate;
let durand: Person;
const bench = new Bench();
const closing: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(closable: T): T => {
  closing.push(closable);
  return closable;
};

beforeAll(async () => {
  [pki, stranger] = await Promise.all([createPki(), createPki()]);
  [localhost, durand] = await Promise.all([pki.server('localhost'), pki.person(DURAND)]);
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});
afterAll(() => bench.close());

const serverKeys = (): { key: string; cert: string } => ({ key: localhost.keyPem, cert: localhost.certPem });
const oneWay = (): Transport => keep(oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) }));

async function failure(work: Promise<unknown>): Promise<{ code: string; sent: boolean; detail: string }> {
  try {
    await work;
  } catch (thrown) {
    if (!(thrown instanceof PosteError)) throw thrown;
    expect(thrown.message).toMatch(/\.$/);
    return { code: thrown.code, sent: maySent(thrown), detail: thrown.detail ?? '' };
  }
  throw new Error('nothing thrown');
}

describe('one-way TLS', () => {
  it('carries binary bodies intact both ways, over one connection', async () => {
    const server = keep(await serve(serverKeys(), echo));
    const transport = oneWay();
    for (const size of [0, 1, 3_000_000]) {
      const body = randomBytes(size);
      const answer = await transport.send(post(server.url, body));
      expect([answer.status, answer.headers['x-method'], Buffer.compare(answer.body, body)]).toEqual([200, 'POST', 0]);
    }
    expect((await transport.send({ ...post(server.url, null), method: 'GET' })).headers['x-method']).toBe('GET');
    expect(server.connections).toHaveLength(1);
  });

  it('trusts only the CAs it was given, and sends nothing to the others', async () => {
    let requests = 0;
    const fake = await stranger.server('localhost');
    const server = keep(
      await serve({ key: fake.keyPem, cert: fake.certPem }, (request, response) => {
        requests += 1;
        echo(request, response);
      }),
    );
    expect(await failure(oneWay().send(post(server.url)))).toMatchObject({ code: 'NET_TLS', sent: false });
    expect(requests).toBe(0);
  });

  it('refuses a certificate of another name, and an expired one', async () => {
    const other = await pki.server('dmp.sandbox.invalid');
    const wrongName = keep(await serve({ key: other.keyPem, cert: other.certPem }, echo));
    expect(await failure(oneWay().send(post(wrongName.url)))).toMatchObject({
      code: 'NET_TLS',
      sent: false,
      detail: 'sent=no ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const old = await pki.server('localhost', { condition: 'expired' });
    const expired = keep(await serve({ key: old.keyPem, cert: old.certPem }, echo));
    expect(await failure(oneWay().send(post(expired.url)))).toMatchObject({
      code: 'NET_TLS',
      sent: false,
      detail: 'sent=no CERT_HAS_EXPIRED',
    });
  });

  it('tells an unknown address, a closed port and plain http from each other', async () => {
    expect(await failure(oneWay().send(post('https://service.invalid/')))).toMatchObject({ code: 'NET_DNS', sent: false });
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failure(oneWay().send(post(`https://127.0.0.1:${port}/`)))).toMatchObject({ code: 'NET_REFUSED', sent: false });
    expect(await failure(oneWay().send(post('http://localhost/')))).toMatchObject({ code: 'NET_TLS', sent: false });
  });

  it('waits no longer than asked, whether the service is silent before or after the request left', async () => {
    const mute = keep(await serveTcp(() => undefined));
    expect(await failure(oneWay().send(post(mute.url, null, { timeoutMs: 150 })))).toMatchObject({ code: 'NET_TIMEOUT', sent: false });
    const silent = keep(await serve(serverKeys(), () => undefined));
    expect(await failure(oneWay().send(post(silent.url, Buffer.from('x'), { timeoutMs: 2000 })))).toMatchObject({
      code: 'NET_TIMEOUT',
      sent: true,
    });
  });

  it('does not time out while bytes keep coming', async () => {
    const slow = keep(
      await serve(serverKeys(), (_request, response) => {
        let left = 8;
        const drip = setInterval(() => {
          response.write('.');
          if (--left > 0) return;
          clearInterval(drip);
          response.end();
        }, 300);
      }),
    );
    // Shorter than the whole answer, far longer than the wait for its next byte.
    expect((await oneWay().send(post(slow.url, null, { timeoutMs: 2000 }))).body).toHaveLength(8);
  });

  it('never takes half an answer for an answer', async () => {
    const half = keep(
      await serve(serverKeys(), (request, response) => {
        request.resume();
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half');
        setTimeout(() => request.socket.destroy(), 50);
      }),
    );
    expect(await failure(oneWay().send(post(half.url)))).toMatchObject({ code: 'NET_CUT', sent: true });
    const chunked = keep(
      await serve(serverKeys(), (request, response) => {
        request.resume();
        response.write('half');
        setTimeout(() => request.socket.destroy(), 50);
      }),
    );
    expect(await failure(oneWay().send(post(chunked.url)))).toMatchObject({ code: 'NET_CUT', sent: true });
    const none = keep(await serve(serverKeys(), (request) => request.socket.destroy()));
    expect(await failure(oneWay().send(post(none.url)))).toMatchObject({ code: 'NET_CUT', sent: true });
    const before = keep(await serveTcp((socket) => socket.destroy()));
    expect(await failure(oneWay().send(post(before.url)))).toMatchObject({ code: 'NET_CUT', sent: false });
  });

  it('refuses an answer larger than allowed, announced or not', async () => {
    const server = keep(
      await serve(serverKeys(), (request, response) => {
        request.resume();
        if (request.url === '/announced') response.writeHead(200, { 'content-length': '2000' });
        response.end(Buffer.alloc(2000));
      }),
    );
    const transport = keep(oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem), maxBytes: 1000 }));
    expect(await failure(transport.send(post(`${server.url}announced`)))).toMatchObject({ code: 'NET_TOO_LARGE', sent: true });
    expect(await failure(transport.send(post(`${server.url}streamed`)))).toMatchObject({ code: 'NET_TOO_LARGE', sent: true });
  });

  it('stops when asked to, before and during the exchange', async () => {
    const controller = new AbortController();
    const silent = keep(await serve(serverKeys(), () => controller.abort()));
    expect(await failure(oneWay().send(post(silent.url, Buffer.from('x'), { signal: controller.signal })))).toMatchObject({
      code: 'NET_ABORTED',
      sent: true,
    });
    expect(await failure(oneWay().send(post(silent.url, null, { signal: controller.signal })))).toMatchObject({
      code: 'NET_ABORTED',
      sent: false,
    });
    expect(silent.connections).toHaveLength(1);
  });
});

describe('without any authority', () => {
  it('no connection is made, in any way of doing TLS: an empty set is not Node’s own list', async () => {
    const server = keep(await serve(serverKeys(), echo));
    const structure = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-AUTO', usage: 'AUTH_CLI' });
    const ways = [
      oneWayTransport({ authorities: [] }),
      pemTransport({
        authorities: [],
        certPem: durand.auth.certPem + durand.chainPem,
        keyPem: durand.auth.keyPem,
        passphrase: null,
        pss: true,
      }),
      pfxTransport({ authorities: [], pfx: structure.pfx, passphrase: structure.passphrase, pss: true }),
    ];
    for (const way of ways) {
      expect(await failure(keep(way).send(post(server.url)))).toMatchObject({ code: 'TRUST_EMPTY', sent: false });
      expect(await failure(way.send(post(server.url, null, { fresh: true })))).toMatchObject({ code: 'TRUST_EMPTY', sent: false });
    }
    expect(server.connections).toEqual([]);
  });

  it('what the client’s own file brings vouches for nobody', async () => {
    const server = keep(await serve(serverKeys(), echo));
    const authorities = certificatesOfPem(stranger.organisationsTrustPem);
    const { auth } = durand;
    const whole = pki.organisationsTrustPem;
    const pfx = await packPfx({ keyPem: auth.keyPem, certPem: auth.certPem, chainPem: whole, passphrase: PIN });
    for (const way of [
      pemTransport({ authorities, certPem: auth.certPem + whole, keyPem: auth.keyPem, passphrase: null, pss: true }),
      pfxTransport({ authorities, pfx, passphrase: PIN, pss: true }),
    ]) {
      expect(await failure(keep(way).send(post(server.url)))).toMatchObject({ code: 'NET_TLS', sent: false });
    }
    expect(server.connections).toEqual([]);
  });
});

describe('mutual TLS with a key file', () => {
  const mutual = () => serve({ ...serverKeys(), trustPem: pki.trustPem }, echo);

  it('shows the structure’s certificate from its PKCS#12', async () => {
    const server = keep(await mutual());
    const structure = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-AUTO', usage: 'AUTH_CLI' });
    const transport = keep(
      pfxTransport({
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        pfx: structure.pfx,
        passphrase: structure.passphrase,
        pss: true,
      }),
    );
    expect((await transport.send(post(server.url))).status).toBe(200);
    await transport.send(post(server.url));
    expect(server.connections).toMatchObject([{ protocol: 'TLSv1.3', clientCn: 'INSI-AUTO' }]);
    const limited = keep(
      pfxTransport({
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        pfx: structure.pfx,
        passphrase: structure.passphrase,
        pss: true,
        tls12Only: true,
      }),
    );
    await limited.send(post(server.url));
    expect(server.connections[1]).toMatchObject({ protocol: 'TLSv1.2' });
  });

  it('says NET_KEY for a wrong passphrase, without it', async () => {
    const server = keep(await mutual());
    const structure = await pki.structure({ name: 'TEST CABINET DU PORT', idNat: '1699999999', cn: 'INSI-MANU', usage: 'AUTH_CLI' });
    const transport = keep(
      pfxTransport({
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        pfx: structure.pfx,
        passphrase: 'not this one',
        pss: true,
      }),
    );
    const refused = await failure(transport.send(post(server.url)));
    expect(refused).toMatchObject({ code: 'NET_KEY', sent: false });
    expect(refused.detail).not.toContain('not this one');
  });

  it('uses a file card’s key with the PIN as passphrase, in TLS 1.2 without RSA-PSS as a CPS3 must', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: [] });
    const server = keep(await mutual());
    const transport = keep(
      pemTransport({
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        certPem: readFileSync(`${dir}/auth.pem`, 'utf8') + readFileSync(`${dir}/chain.pem`, 'utf8'),
        keyPem: readFileSync(`${dir}/auth.key`, 'utf8'),
        passphrase: PIN,
        pss: false,
      }),
    );
    expect((await transport.send(post(server.url))).status).toBe(200);
    expect(server.connections).toEqual([{ protocol: 'TLSv1.2', algorithms: ['RSA+SHA256'], clientCn: '899900000017' }]);
  });

  it('says NET_CERTIFICATE when the service asks for a certificate and has none, and NET_CUT when it closes on a revoked one', async () => {
    const server = keep(await mutual());
    expect(await failure(oneWay().send(post(server.url)))).toMatchObject({ code: 'NET_CERTIFICATE', sent: false });
    const revoked = await pki.person({ ...DURAND, revoked: true });
    const checking = keep(
      await serve({ ...serverKeys(), trustPem: pki.trustPem, crl: [pki.crlPem('FORT_PERSONNES'), pki.crlPem('FORT_RACINE')] }, echo),
    );
    const of = (person: Person): Transport =>
      keep(
        pemTransport({
          authorities: certificatesOfPem(pki.organisationsTrustPem),
          certPem: person.auth.certPem + person.chainPem,
          keyPem: person.auth.keyPem,
          passphrase: null,
          pss: false,
        }),
      );
    expect((await of(durand).send(post(checking.url))).status).toBe(200);
    // Node's server says nothing of its reason: it closes after the handshake.
    expect(await failure(of(revoked).send(post(checking.url)))).toMatchObject({ code: 'NET_CUT' });
  });

  it.skipIf(needs.tool('openssl') === null).each([
    ['TLS 1.2', false],
    ['TLS 1.3', true],
  ])('says NET_CERTIFICATE when the service refuses ours by an alert (%s)', async (_version, pss) => {
    const dir = bench.folder();
    mkdirSync(dir);
    const { port } = keep(
      await opensslServer(dir, { keyPem: localhost.keyPem, certPem: localhost.certPem, clientsPem: stranger.trustPem }),
    );
    const transport = keep(
      pemTransport({
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        certPem: durand.auth.certPem + durand.chainPem,
        keyPem: durand.auth.keyPem,
        passphrase: null,
        pss,
      }),
    );
    expect(await failure(transport.send(post(`https://localhost:${port}/`)))).toEqual({
      code: 'NET_CERTIFICATE',
      sent: false,
      detail: 'sent=no ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    });
  });
});
