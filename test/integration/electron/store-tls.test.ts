import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { maySent } from '../../../electron/net/errors.ts';
import { issuerKey } from '../../../electron/pki/crl.ts';
import type { Revocations } from '../../../electron/pki/revocations.ts';
import { guardClientCertificates } from '../../../electron/platform/electron/client-certificate.ts';
import { storeTls } from '../../../electron/platform/electron/store-tls.ts';
import type { StoreIdentity, StoreTransport } from '../../../electron/platform/types.ts';
import { PosteError } from '../../../shared/errors.ts';
import { LUC_AUBERT, PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { codeLoaded, selectClientCertificate } from '../../setup/electron-double/app.ts';
import { certificateStore, shown, type Token } from '../../setup/electron-double/certificate-store.ts';
import { app } from '../../setup/electron-double/electron.ts';
import { needs } from '../../setup/needs.ts';
import { opensslServer } from '../../setup/openssl-server.ts';
import { echo, post, serve, serveTcp, type TestServer } from '../net/setup.ts';

// The adapter runs unmodified; `electron` is the strict double, over real TLS.
vi.mock('electron', async () => await import('../../setup/electron-double/electron.ts'));

let pki: Pki;
let stranger: Pki;
let localhost: KeyedCertificate;
let paule: Person;
let luc: Person;
const closing: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(closable: T): T => {
  closing.push(closable);
  return closable;
};
/** Hosts that `select-client-certificate` was raised for. */
const raised: string[] = [];

beforeAll(async () => {
  [pki, stranger] = await Promise.all([createPki(), createPki()]);
  [localhost, paule, luc] = await Promise.all([pki.server('localhost'), pki.person(PAULE_DURAND.person), pki.person(LUC_AUBERT.person)]);
  codeLoaded();
  await app.whenReady();
  guardClientCertificates();
  app.on('select-client-certificate', (_event: unknown, _contents: unknown, host: string) => void raised.push(host));
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
  certificateStore.length = 0;
  raised.length = 0;
});

const der = (one: KeyedCertificate): Uint8Array => new X509Certificate(one.certPem).raw;
const cnOf = (one: KeyedCertificate): string | undefined =>
  /CN=(.*)$/m.exec(new X509Certificate(one.certPem).subject.replaceAll(' + ', '\n').replaceAll('+', '\n'))?.[1];
const install = (
  person: Person,
  one: KeyedCertificate = person.auth,
  options: { readonly pss?: boolean; readonly token?: Token } = {},
): void =>
  void certificateStore.push({
    certPem: one.certPem + person.chainPem,
    keyPem: one.keyPem,
    pss: options.pss ?? true,
    token: options.token ?? null,
  });
const transportOf = (person: Person, changes: Partial<StoreIdentity> = {}): StoreTransport =>
  keep(
    storeTls({
      certificate: der(person.auth),
      tokenLabel: 'CPS',
      pin: '73915064',
      pss: true,
      authorities: certificatesOfPem(pki.trustPem),
      ...changes,
    }),
  );

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly digest: string;
}
type DmpLike = TestServer & { readonly seen: Seen[] };
/** A service that wants a certificate of the test PKI, notes what reached it, and answers what it was sent. */
async function service(
  options: {
    readonly keys?: KeyedCertificate;
    readonly asks?: 'required' | 'optional' | 'none';
    readonly maxVersion?: 'TLSv1.2';
    readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
  } = {},
): Promise<DmpLike> {
  const { keys = localhost, asks = 'required', answer = echo, maxVersion } = options;
  const seen: Seen[] = [];
  const tls = { key: keys.keyPem, cert: keys.certPem, ...(maxVersion === undefined ? {} : { maxVersion }) };
  const ask =
    asks === 'required'
      ? { trustPem: pki.personsTrustPem }
      : asks === 'optional'
        ? { ca: pki.personsTrustPem, requestCert: true, rejectUnauthorized: false }
        : {};
  const server = await serve({ ...tls, ...ask }, (request, response) => {
    const hash = createHash('sha256');
    const entry = { method: request.method ?? '', url: request.url ?? '', digest: '' };
    seen.push(entry);
    request.on('data', (chunk: Buffer) => hash.update(chunk));
    request.on('end', () => Object.assign(entry, { digest: hash.digest('hex') }));
    // The bare question is answered at once; the test decides of the rest.
    if (request.method === 'GET') response.writeHead(405).end();
    else answer(request, response);
  });
  return keep({ ...server, seen });
}
const posts = ({ seen }: DmpLike): Seen[] => seen.filter(({ method }) => method === 'POST');

async function failure(work: Promise<unknown>): Promise<{ readonly code: string; readonly sent: boolean; readonly detail: string }> {
  const thrown: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof PosteError)) throw new Error('not refused', { cause: thrown });
  expect([thrown.message, thrown.action].every((sentence) => /^[A-ZÀÉ].+\.$/.test(sentence))).toBe(true);
  return { code: thrown.code, sent: maySent(thrown), detail: thrown.detail ?? '' };
}

describe('the certificate presented', () => {
  it('is that of the card, among several of which it is not the first', async () => {
    install(luc);
    install(paule, paule.sign);
    install(paule);
    const server = await service();
    const transport = transportOf(paule);
    for (const size of [0, 1, 3_000_000]) {
      const body = randomBytes(size);
      const answer = await transport.send(post(server.url, body));
      expect([answer.status, Buffer.compare(answer.body, body)]).toEqual([200, 0]);
    }
    await Promise.all([1, 2, 3].map((n) => transport.send(post(server.url, Buffer.from(`together ${n}`)))));
    expect(new Set(server.connections.map(({ clientCn }) => clientCn))).toEqual(new Set([cnOf(paule.auth)]));
    // The question once, its answer kept by the partition.
    expect([raised, server.seen.filter(({ method }) => method === 'GET').length]).toEqual([[`localhost:${server.port}`], 1]);
  });

  it('is presented to nobody without any authority: no service is even called', async () => {
    install(paule);
    const server = await service();
    expect(await failure(transportOf(paule, { authorities: [] }).send(post(server.url)))).toMatchObject({
      code: 'TRUST_EMPTY',
      sent: false,
    });
    expect([server.connections, server.seen, raised]).toEqual([[], [], []]);
  });

  it('is none when the card’s is not in the store: nothing leaves, and it works once the store has it', async () => {
    install(luc);
    install(paule, paule.sign);
    const server = await service();
    const transport = transportOf(paule);
    expect(await failure(transport.send(post(server.url)))).toEqual({
      code: 'CARD_CERT_NOT_IN_STORE',
      sent: false,
      detail: 'sent=no 2 offered',
    });
    expect([server.seen, raised.length]).toEqual([[], 1]);
    install(paule);
    expect((await transport.send(post(server.url))).status).toBe(200);
    expect(raised).toHaveLength(2);
  });

  it.each(['required', 'optional', 'none'] as const)(
    'from an empty store is none, which Electron does not even say: nothing of a request leaves (certificate %s)',
    async (asks) => {
      const server = await service({ asks });
      expect(await failure(transportOf(paule).send(post(server.url)))).toMatchObject({ code: 'CARD_CERT_NOT_IN_STORE', sent: false });
      expect([posts(server), raised]).toEqual([[], []]);
    },
  );

  it('follows the card: another one inserted, the first is never presented again', async () => {
    install(paule);
    install(luc);
    const server = await service();
    const first = transportOf(paule);
    await first.send(post(server.url));
    first.lock();
    const second = transportOf(luc);
    await second.send(post(server.url));
    expect(server.connections.map(({ clientCn }) => clientCn)).toEqual([cnOf(paule.auth), cnOf(luc.auth)]);
    expect(await failure(first.send(post(server.url)))).toMatchObject({ code: 'NET_LOCKED', sent: false });
    // Locking again what is over takes nothing from the card that is there.
    first.lock();
    const other = await service();
    expect((await second.send(post(other.url))).status).toBe(200);
  });

  it('is never given to a page, nor to a host that nobody is speaking to, nor after the lock', async () => {
    const offered = [shown(paule.auth.certPem)];
    expect(await selectClientCertificate('localhost:1', offered)).toBeNull();
    install(paule);
    const server = await service({ answer: () => undefined });
    const transport = transportOf(paule);
    const waiting = failure(transport.send(post(server.url)));
    await vi.waitFor(() => expect(posts(server)).toHaveLength(1), { timeout: 10_000 });
    const host = `localhost:${server.port}`;
    expect(await selectClientCertificate(host, offered)).toBe(offered[0]);
    expect(await selectClientCertificate(host, offered, {})).toBeNull();
    expect(await selectClientCertificate('elsewhere.invalid:443', offered)).toBeNull();
    transport.lock();
    expect(await selectClientCertificate(host, offered)).toBeNull();
    expect(await waiting).toMatchObject({ code: 'NET_CUT', sent: true });
  });

  it.each([
    [false, 'TLSv1.2'],
    [true, 'TLSv1.3'],
  ] as const)('with RSA-PSS %s is used under %s, set for its own session', async (pss, protocol) => {
    install(paule, paule.auth, { pss });
    const server = await service();
    await transportOf(paule, { pss }).send(post(server.url));
    expect(new Set(server.connections.map((one) => one.protocol))).toEqual(new Set([protocol]));
  });

  it('without RSA-PSS could not be used above TLS 1.2: the limit is what makes it work', async () => {
    install(paule, paule.auth, { pss: false });
    const server = await service();
    expect(await failure(transportOf(paule, { pss: true }).send(post(server.url)))).toMatchObject({
      sent: false,
      code: expect.stringMatching(/^NET_(KEY|TLS)$/) as string,
    });
    expect(posts(server)).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('the PIN, where the system has no dialog', () => {
  const token = (name: string, pin: string): Token => ({ name, pin, tries: [], open: false });

  it('is given to the card’s token once', async () => {
    const card = token('CPS', '73915064');
    install(paule, paule.auth, { token: card });
    const server = await service();
    const transport = transportOf(paule);
    await transport.send(post(server.url));
    await transport.send(post(server.url));
    expect(card.tries).toEqual(['73915064']);
  });

  it('that is wrong costs one try, never two', async () => {
    const card = token('CPS', '11111111');
    install(paule, paule.auth, { token: card });
    const server = await service();
    const transport = transportOf(paule);
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await failure(transport.send(post(server.url)))).toMatchObject({ code: 'NET_KEY', sent: false });
    expect([card.tries, posts(server)]).toEqual([['73915064'], []]);
  });

  it('is not for another token', async () => {
    const other = token('Jeton de la structure', '73915064');
    install(paule, paule.auth, { token: other });
    const server = await service();
    expect(await failure(transportOf(paule).send(post(server.url)))).toMatchObject({ code: 'NET_KEY' });
    expect(other.tries).toEqual([]);
  });
});

describe('the service', () => {
  it.each<readonly [string, string, () => Promise<KeyedCertificate>]>([
    ['of another authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', () => stranger.server('localhost')],
    ['of another name', 'ERR_TLS_CERT_ALTNAME_INVALID', () => pki.server('dmp.sandbox.invalid')],
    ['whose certificate has expired', 'CERT_HAS_EXPIRED', () => pki.server('localhost', { condition: 'expired' })],
  ])('%s is refused: nothing leaves, and no certificate of ours is shown', async (_name, flaw, keys) => {
    install(paule);
    const server = await service({ keys: await keys() });
    expect(await failure(transportOf(paule).send(post(server.url)))).toEqual({ code: 'NET_TLS', sent: false, detail: `sent=no ${flaw}` });
    expect([server.seen, raised]).toEqual([[], []]);
  });

  it('revoked is refused from the moment the lists say so, on new connections', async () => {
    install(paule);
    const server = await service();
    let revocations: Revocations = { lists: new Map(), required: false };
    const transport = transportOf(paule, { revocations: () => revocations });
    await transport.send(post(server.url));
    const [issuer = ''] =
      pki.trustPem
        .match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
        ?.filter((pem) => new X509Certificate(localhost.certPem).checkIssued(new X509Certificate(pem))) ?? [];
    const { serialNumber } = new X509Certificate(localhost.certPem);
    const revoked = new Set([BigInt(`0x${serialNumber}`).toString(16), serialNumber.toLowerCase(), serialNumber]);
    revocations = {
      lists: new Map([[issuerKey(new X509Certificate(issuer)), { revoked, until: Date.now() + 3_600_000 }]]),
      required: false,
    };
    expect(await failure(transport.send(post(server.url)))).toEqual({ code: 'NET_TLS', sent: false, detail: 'sent=no CERT_REVOKED' });
    expect(posts(server)).toHaveLength(1);
  });

  it('that no list covers is refused when lists are required', async () => {
    install(paule);
    const server = await service();
    const revocations: Revocations = { lists: new Map(), required: true };
    expect(await failure(transportOf(paule, { revocations: () => revocations }).send(post(server.url)))).toMatchObject({
      code: 'NET_TLS',
      detail: 'sent=no UNABLE_TO_GET_CRL',
    });
  });

  it.skipIf(needs.tool('openssl') === null)('that refuses our certificate by an alert says so', async () => {
    install(paule);
    const dir = mkdtempSync(join(tmpdir(), 'poste-store-tls-'));
    keep({ close: () => Promise.resolve(rmSync(dir, { recursive: true })) });
    const { port } = keep(
      await opensslServer(dir, { keyPem: localhost.keyPem, certPem: localhost.certPem, clientsPem: stranger.trustPem }),
    );
    expect(await failure(transportOf(paule).send(post(`https://localhost:${port}/`)))).toEqual({
      code: 'NET_CERTIFICATE',
      sent: false,
      detail: 'sent=no ERR_BAD_SSL_CLIENT_AUTH_CERT',
    });
  });

  it('that is not there, has no name or speaks in clear is told apart', async () => {
    install(paule);
    const transport = transportOf(paule);
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failure(transport.send(post(`https://localhost:${port}/`)))).toMatchObject({ code: 'NET_REFUSED', sent: false });
    expect(await failure(transport.send(post('https://service.invalid/')))).toMatchObject({ code: 'NET_DNS', sent: false });
    expect(await failure(transport.send(post('http://localhost/')))).toMatchObject({ code: 'NET_TLS', sent: false });
  });
});

describe('an exchange', () => {
  it('redirected is not followed: the answer is handed over as it is', async () => {
    install(paule);
    const target = await service();
    const server = await service({
      answer: (request, response) => void request.resume().on('end', () => response.writeHead(307, { location: target.url }).end()),
    });
    expect(await transportOf(paule).send(post(server.url))).toMatchObject({ status: 307, headers: { location: target.url } });
    expect([target.seen, target.connections]).toEqual([[], []]);
  });

  it('that the service never answers ends in time; whether it may have been sent is said', async () => {
    install(paule);
    const server = await service({ answer: () => undefined });
    expect(await failure(transportOf(paule).send(post(server.url, Buffer.from('a'), { timeoutMs: 1500 })))).toEqual({
      code: 'NET_TIMEOUT',
      sent: true,
      detail: 'sent=yes 1500 ms',
    });
    const mute = keep(await serveTcp(() => undefined));
    expect(await failure(transportOf(paule).send(post(mute.url, Buffer.from('a'), { timeoutMs: 300 })))).toMatchObject({
      code: 'NET_TIMEOUT',
      sent: false,
    });
  });

  it('aborted by its owner stops; its neighbours go on', async () => {
    install(paule);
    const server = await service({ answer: (request, response) => (request.url === '/slow' ? undefined : echo(request, response)) });
    const transport = transportOf(paule);
    const abort = new AbortController();
    const slow = failure(transport.send(post(`${server.url}slow`, Buffer.from('a'), { signal: abort.signal })));
    await vi.waitFor(() => expect(posts(server)).toHaveLength(1), { timeout: 10_000 });
    abort.abort();
    expect(await slow).toMatchObject({ code: 'NET_ABORTED', sent: true });
    expect(await failure(transport.send(post(server.url, null, { signal: abort.signal })))).toMatchObject({
      code: 'NET_ABORTED',
      sent: false,
    });
    expect((await transport.send(post(server.url))).status).toBe(200);
  });

  it('under way when the card leaves is cut at once, in doubt; one that had not left is not', async () => {
    install(paule);
    const server = await service({ answer: () => undefined });
    const transport = transportOf(paule);
    const waiting = failure(transport.send(post(server.url, Buffer.from('a'), { timeoutMs: 60_000 })));
    await vi.waitFor(() => expect(posts(server)).toHaveLength(1), { timeout: 10_000 });
    transport.lock();
    expect(await waiting).toEqual({ code: 'NET_CUT', sent: true, detail: 'sent=yes locked' });
    const mute = keep(await serveTcp(() => undefined));
    const early = transportOf(paule);
    const unsent = failure(early.send(post(mute.url)));
    early.lock();
    expect(await unsent).toMatchObject({ sent: false });
  });

  it.each<readonly [string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    ['cut before its answer', (request) => void request.resume().on('end', () => request.socket.destroy()), 'NET_CUT'],
    [
      'cut in its answer',
      (request, response) =>
        void request.resume().on('end', () => {
          response.writeHead(200, { 'content-length': '4000' });
          response.write('half', () => request.socket.destroy());
        }),
      'NET_CUT',
    ],
    [
      'whose answer says it is too large',
      (request, response) =>
        void request.resume().on('end', () => response.writeHead(200, { 'content-length': '5000' }).end(Buffer.alloc(5000))),
      'NET_TOO_LARGE',
    ],
    [
      'whose answer grows too large',
      (request, response) =>
        void request.resume().on('end', () => {
          response.write(Buffer.alloc(3000));
          response.end(Buffer.alloc(3000));
        }),
      'NET_TOO_LARGE',
    ],
  ])('%s is in doubt', async (_name, answer, code) => {
    install(paule);
    const server = await service({ answer });
    expect(await failure(transportOf(paule, { maxBytes: 4096 }).send(post(server.url)))).toMatchObject({ code, sent: true });
    expect(posts(server)).toHaveLength(1);
  });
});
