import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem, certificateToPem } from '../../../electron/card/certificate.ts';
import { forkService } from '../../../electron/card/fork.ts';
import { DEBIAN_ENGINE, engineTransport, type EnginePorts, type EngineTransport } from '../../../electron/net/engine.ts';
import { readCrl } from '../../../electron/pki/crl.ts';
import { noneRevoked } from '../../../electron/pki/revocations.ts';
import { createSoftHsmCard, SOFTHSM_MODULE, type Generation, type SoftHsmCard } from '../../sandbox/cards/index.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';
import { Bench, codeOf, DURAND, PIN, WRONG } from '../card/setup.ts';
import { echo, post, serve, type TestServer } from './setup.ts';

const SPY = '/usr/lib/x86_64-linux-gnu/pkcs11-spy.so';
const hasEngine = needs.file(SOFTHSM_MODULE) !== null && needs.file(DEBIAN_ENGINE) !== null;
const hasSpy = needs.file(SPY) !== null;

describe.skipIf(!hasEngine)('mutual TLS with the card’s key (OpenSSL engine on SoftHSM2)', () => {
  let pki: Pki;
  let durand: Person;
  let localhost: KeyedCertificate;
  let server: TestServer;
  const bench = new Bench();
  const transports: EngineTransport[] = [];

  beforeAll(async () => {
    pki = await createPki();
    [durand, localhost] = await Promise.all([pki.person(DURAND), pki.server('localhost')]);
    server = await serve({ key: localhost.keyPem, cert: localhost.certPem, trustPem: pki.trustPem }, echo);
  });
  afterAll(async () => {
    await Promise.all(transports.map((transport) => transport.close()));
    await server.close();
    await bench.close();
  });

  const card = (generation: Generation = 'CPS3'): Promise<SoftHsmCard> =>
    createSoftHsmCard(bench.folder(), durand, { pin: PIN, situations: [], generation });
  const transportOn = (made: SoftHsmCard, options: Partial<EnginePorts> = {}): EngineTransport => {
    const transport = engineTransport({
      engine: DEBIAN_ENGINE,
      module: made.module,
      pkcs11Env: made.env,
      tokenLabel: made.tokenLabel,
      keyId: made.authenticationId,
      certPem: durand.auth.certPem + durand.chainPem,
      authorities: certificatesOfPem(pki.organisationsTrustPem),
      pss: false,
      ...options,
    });
    transports.push(transport);
    return transport;
  };

  it('shows a CPS3’s certificate in TLS 1.2 and PKCS#1 only, and keeps the connection', async () => {
    const transport = transportOn(await card());
    expect(await codeOf(transport.send(post(server.url)))).toBe('NET_LOCKED');
    await transport.unlock(PIN);
    const before = server.connections.length;
    const body = randomBytes(3_000_000);
    const answer = await transport.send(post(server.url, body));
    expect([answer.status, Buffer.compare(answer.body, body)]).toEqual([200, 0]);
    await transport.send(post(server.url));
    expect(server.connections.slice(before)).toEqual([{ protocol: 'TLSv1.2', algorithms: ['RSA+SHA256'], clientCn: '899900000017' }]);
  });

  it('lets a CPS4 use TLS 1.3', async () => {
    const transport = transportOn(await card('CPS4'), { pss: true });
    await transport.unlock(PIN);
    await transport.send(post(server.url));
    expect(server.connections.at(-1)).toMatchObject({ protocol: 'TLSv1.3', clientCn: '899900000017' });
  });

  it('is not unlocked without any authority, and the card is not asked', async () => {
    const transport = transportOn(await card(), { authorities: [], engine: '/none' });
    await expect(transport.unlock(PIN)).rejects.toMatchObject({ code: 'TRUST_EMPTY' });
    expect(await codeOf(transport.send(post(server.url)))).toBe('NET_LOCKED');
  });

  it('refuses a server that a new list revokes, without asking for the PIN again', async () => {
    const certificate = await pki.server('localhost');
    const own = await serve({ key: certificate.keyPem, cert: certificate.certPem, trustPem: pki.trustPem }, echo);
    try {
      let revocations = noneRevoked();
      const transport = transportOn(await card(), { revocations: () => revocations });
      await transport.unlock(PIN);
      expect((await transport.send(post(own.url))).status).toBe(200);
      await pki.revoke(certificate.certPem);
      const list = readCrl(Buffer.from(pki.crlPem('ELEMENTAIRE_ORGANISATIONS')), certificatesOfPem(pki.trustPem));
      revocations = { lists: new Map([[list.issuer, { revoked: new Set(list.revoked), until: list.nextUpdate }]]), required: false };
      await expect(transport.send(post(own.url))).rejects.toMatchObject({ code: 'NET_TLS', detail: 'sent=no CERT_REVOKED' });
      // Another service of the same authority still answers; one that no list covers does not when lists are required.
      expect((await transport.send(post(server.url))).status).toBe(200);
      revocations = { ...revocations, required: true };
      await expect(transport.send(post(server.url))).rejects.toMatchObject({ code: 'NET_TLS', detail: 'sent=no UNABLE_TO_GET_CRL' });
    } finally {
      await own.close();
    }
  });

  it.skipIf(!hasSpy)('logs in once for any number of exchanges, and once for a wrong PIN', async () => {
    const made = await card();
    const log = `${made.env.SOFTHSM2_CONF}.spy`;
    const spied = { ...made, module: SPY, env: { ...made.env, PKCS11SPY: made.module, PKCS11SPY_OUTPUT: log } };
    const logins = (): number => readFileSync(log, 'utf8').match(/: C_Login\n/g)?.length ?? 0;
    const transport = transportOn(spied);
    await transport.unlock(PIN);
    for (let i = 0; i < 3; i++) await transport.send(post(server.url));
    await Promise.all([transport.send(post(server.url)), transport.send(post(server.url))]);
    expect(logins()).toBe(1);
    const refused = await transport.unlock(WRONG).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ code: 'NET_KEY' });
    expect(JSON.stringify(refused)).not.toContain(WRONG);
    expect(logins()).toBe(2);
    expect(await codeOf(transport.send(post(server.url)))).toBe('NET_LOCKED');
  });

  it('passes on the failures of the network, and what the caller stops', async () => {
    const transport = transportOn(await card());
    await transport.unlock(PIN);
    await expect(transport.send(post('https://service.invalid/'))).rejects.toMatchObject({ code: 'NET_DNS', detail: 'sent=no ENOTFOUND' });
    const stranger = await createPki();
    const fake = await stranger.server('localhost');
    const impostor = await serve({ key: fake.keyPem, cert: fake.certPem }, echo);
    expect(await codeOf(transport.send(post(impostor.url)))).toBe('NET_TLS');
    await impostor.close();
    const silent = await serve({ key: localhost.keyPem, cert: localhost.certPem }, () => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    expect(await codeOf(transport.send(post(silent.url, null, { signal: controller.signal })))).toBe('NET_ABORTED');
    expect(await codeOf(transport.send(post(silent.url, null, { timeoutMs: 200 })))).toBe('NET_TIMEOUT');
    await silent.close();
    const small = transportOn(await card(), { maxBytes: 1000 });
    await small.unlock(PIN);
    expect(await codeOf(small.send(post(server.url, randomBytes(2000))))).toBe('NET_TOO_LARGE');
  });

  it('gives the key back at once when locked, and can be unlocked again', async () => {
    const transport = transportOn(await card());
    await transport.unlock(PIN);
    const silent = await serve({ key: localhost.keyPem, cert: localhost.certPem }, () => transport.lock());
    await expect(transport.send(post(silent.url))).rejects.toMatchObject({ code: 'NET_CUT', detail: 'sent=yes locked' });
    await silent.close();
    expect(await codeOf(transport.send(post(server.url)))).toBe('NET_LOCKED');
    await transport.unlock(PIN);
    expect((await transport.send(post(server.url))).status).toBe(200);
  });

  it('never shows the PIN on a command line or in an environment', async () => {
    const made = await createSoftHsmCard(bench.folder(), durand, { pin: '86420975', situations: [] });
    const seen: string[] = [];
    const transport = transportOn(made, {
      start: (entry, env) => {
        seen.push(entry, JSON.stringify(env));
        return forkService(entry, env);
      },
    });
    await transport.unlock('86420975');
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter((pid) => pid !== '');
    expect(children.length).toBeGreaterThan(0);
    for (const pid of children) seen.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8'));
    expect(seen.some((text) => text.includes('engine-child'))).toBe(true);
    expect(seen.filter((text) => text.includes('86420975'))).toEqual([]);
  });

  it('shows the certificate the card service read from the card', async () => {
    const made = await card();
    const service = await bench.start(
      { kind: 'pkcs11', module: made.module, tokenLabel: made.tokenLabel },
      { env: made.env, issuersPem: pki.trustPem },
    );
    const presence = service.presence();
    if (presence.kind !== 'present') throw new Error(presence.kind);
    const { authentication, pkcs11, pss } = presence.card;
    if (pkcs11 === null) throw new Error('a PKCS#11 card says where its key is');
    await service.login(PIN, { lastTry: false });
    const transport = transportOn(made, {
      tokenLabel: pkcs11.tokenLabel,
      keyId: pkcs11.authenticationId,
      certPem: [authentication.der, ...authentication.chain].map(certificateToPem).join(''),
      pss,
    });
    await transport.unlock(PIN);
    // Two processes on one card: the service still signs after the other one logged in.
    await transport.send(post(server.url));
    expect(server.connections.at(-1)).toMatchObject({ clientCn: '899900000017', protocol: 'TLSv1.2' });
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
  });
});
