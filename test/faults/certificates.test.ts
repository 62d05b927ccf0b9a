import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectTcp, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compose, type Application } from '../../electron/compose.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';
import { LUC_AUBERT, PAULE_DURAND, startSandbox, type Sandbox } from '../sandbox/index.ts';
import { createPki, type PersonRequest, type Pki } from '../sandbox/pki/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { sandboxConfig, type ConfigChanges } from '../setup/sandbox-config.ts';
import { cardPlayable, testReader, type TestReader } from '../setup/test-card.ts';
import { windowless } from '../setup/windowless.ts';

/** Certificates that are over, revoked, of somebody else or of another use, on the composed application. */

const DAY = 86_400_000;
let folder: string;
let sandbox: Sandbox;
const running: Application[] = [];
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poste-certificates-'));
  sandbox = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.1 });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
  sandbox.lists.mode = 'good';
  sandbox.lists.until = null;
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const newFolder = (name: string): string => join(folder, `${name}-${(made += 1)}`);

/** A card of Dr Durand whose certificates are as said. */
const cardOf = async (over: Partial<PersonRequest> = {}, by: Pki = sandbox.pki): Promise<TestReader> =>
  testReader(sandbox, PAULE_DURAND, { person: await by.person({ ...PAULE_DURAND.person, ...over }) });

interface Post {
  readonly client: Client;
  readonly data: string;
  state(): Promise<SessionState>;
  /** Types the right PIN: null when the session opens, else why not. */
  open(pin?: string): Promise<ErrorFacts | null>;
  /** Waits until the lists are in that state (the code of the warning, null when all is well). */
  warned(code: string | null): Promise<ErrorFacts | null>;
}

async function post(
  card: TestReader,
  options: { readonly data?: string; readonly now?: () => Date; readonly changes?: ConfigChanges; readonly on?: Sandbox } = {},
): Promise<Post> {
  const data = options.data ?? newFolder('data');
  const on = options.on ?? sandbox;
  const config = sandboxConfig(on, data, card.choice, { ...options.changes, card: { pollMs: 50 } });
  const application = await compose(config, windowless(data), options.now === undefined ? {} : { now: options.now });
  running.push(application);
  const client = clientOf(application);
  const state = (): Promise<SessionState> => client.call('session.state', null);
  return {
    client,
    data,
    state,
    open: (pin = PAULE_DURAND.pin) => failure(client.call('session.open', { pin, lastTry: false, situation: 1 })),
    warned: async (code) => {
      const found = await client.until('session.changed', async () => {
        const { revocation } = await state();
        return (revocation?.code ?? null) === code ? { revocation } : null;
      });
      return found.revocation;
    },
  };
}

async function failure(call: Promise<unknown>): Promise<ErrorFacts | null> {
  try {
    await call;
    return null;
  } catch (thrown) {
    return errorFacts(thrown);
  }
}

const listsFetched = (data: string): boolean =>
  existsSync(join(data, 'crl')) && readdirSync(join(data, 'crl')).filter((name) => name.endsWith('.crl')).length === sandbox.crlUrls.length;

describe.skipIf(!cardPlayable)('a card is judged before its PIN', () => {
  test.each<[string, string, Partial<PersonRequest>]>([
    ['revoked', 'CERT_REVOKED', { revoked: true }],
    ['expired', 'CERT_EXPIRED', { condition: 'expired' }],
    ['not valid yet', 'CERT_NOT_YET_VALID', { condition: 'future' }],
    ['whose certificates have each the usage of the other', 'CERT_UNTRUSTED', { swappedUsages: true }],
  ])('%s: %s, in French, and no try is spent', async (_, code, over) => {
    const card = await cardOf(over);
    const { open, state } = await post(card);
    const error = await open('9999');
    expect(error).toMatchObject({ code, message: expect.stringMatching(/[Cc]ette carte/), action: expect.stringMatching(/\w/) });
    expect([card.triesLeft(), (await state()).session]).toEqual([3, null]);
  });

  test('of another authority with the very same names: CERT_UNTRUSTED, no try spent', async () => {
    const card = await cardOf({}, await createPki());
    expect(await (await post(card)).open('9999')).toMatchObject({ code: 'CERT_UNTRUSTED' });
    expect(card.triesLeft()).toBe(3);
  });

  test('without any authority configured: CERT_UNTRUSTED, no try spent', async () => {
    const card = await cardOf();
    expect(await (await post(card, { changes: { trustFile: null } })).open('9999')).toMatchObject({
      code: 'CERT_UNTRUSTED',
      detail: 'no authority configured',
    });
    expect(card.triesLeft()).toBe(3);
  });

  test('near its end: it opens, and its last day is said from 60 days before', async () => {
    const card = await cardOf({ condition: 'expiring' });
    const { open, state } = await post(card);
    const { expiresSoon } = (await state()).card;
    const left = new Date(expiresSoon?.at ?? 0).getTime() - Date.now();
    expect([left > 9.9 * DAY, left < 10 * DAY]).toEqual([true, true]);
    expect(await open()).toBeNull();
    expect((await state()).card.expiresSoon).toEqual(expiresSoon);
  });

  test('far from its end: nothing is said, until the setting says it is near', async () => {
    const card = await cardOf();
    expect((await (await post(card)).state()).card.expiresSoon).toBeNull();
    const later = await post(card, { now: () => new Date(Date.now() + (3 * 365 - 1 - 59) * DAY) });
    expect((await later.state()).card.expiresSoon).not.toBeNull();
    const over = await post(card, { now: () => new Date(Date.now() + 3 * 365 * DAY) });
    expect((await over.state()).card.expiresSoon).toBeNull();
  });
});

describe.skipIf(!cardPlayable)('the revocation lists', () => {
  test('are fetched, kept in the data folder, and all is well', async () => {
    const { warned, data } = await post(await cardOf());
    await expect.poll(() => listsFetched(data)).toBe(true);
    expect(await warned(null)).toBeNull();
  });

  test('unreachable: the last ones serve until their end, and that is said; then it is a warning that does not block', async () => {
    const revoked = await cardOf({ revoked: true, cardId: '9900000099' });
    const good = await cardOf();
    const before = await post(good);
    await expect.poll(() => listsFetched(before.data)).toBe(true);
    await running.pop()?.close();

    sandbox.lists.mode = 'down';
    let ahead = 0;
    const now = (): Date => new Date(Date.now() + ahead);
    const cut = await post(revoked, { data: before.data, now });
    expect(await cut.warned('CRL_UNREACHABLE')).toMatchObject({ detail: expect.stringContaining(sandbox.crlUrls[0] ?? '') });
    expect(await cut.open()).toMatchObject({ code: 'CERT_REVOKED' });

    ahead = 8 * DAY;
    expect(await cut.warned('CRL_UNAVAILABLE')).toMatchObject({ message: expect.stringContaining('révocation') });
    // Being cut from the network brings no revoked card back.
    expect(await cut.open()).toMatchObject({ code: 'CERT_REVOKED' });
    await running.pop()?.close();
    const honest = await post(good, { data: before.data, now });
    expect(await honest.open()).toBeNull();
    expect((await honest.state()).revocation).toMatchObject({ code: 'CRL_UNAVAILABLE' });
    await running.pop()?.close();

    const strict = await post(good, { data: before.data, now, changes: { crl: { required: true } } });
    expect(await strict.open('9999')).toMatchObject({ code: 'CRL_UNAVAILABLE' });
    expect(good.triesLeft()).toBe(3);
  });

  test('never had: the card opens after a moment, and that is said', async () => {
    sandbox.lists.mode = 'down';
    const { open, warned } = await post(await cardOf());
    expect(await open()).toBeNull();
    expect(await warned('CRL_UNAVAILABLE')).not.toBeNull();
  });

  test('of an address that never answers do not hold a login', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    // A TCP server's address is never a path.
    const { port } = silent.address() as AddressInfo;
    const { open, client } = await post(await cardOf(), { changes: { crl: { urls: [`http://127.0.0.1:${port}/CRL/silent.crl`] } } });
    const before = Date.now();
    expect(await open()).toBeNull();
    expect(Date.now() - before).toBeLessThan(6000);
    expect((await client.call('session.state', null)).session).not.toBeNull();
    silent.close();
  });

  test.each(['forged', 'garbage'] as const)('%s are refused, and the last good ones stay', async (mode) => {
    const revoked = await cardOf({ revoked: true, cardId: '9900000098' });
    const { data } = await post(await cardOf());
    await expect.poll(() => listsFetched(data)).toBe(true);
    await running.pop()?.close();
    const kept = new Map(readdirSync(join(data, 'crl')).map((name) => [name, readFileSync(join(data, 'crl', name), 'base64')]));

    sandbox.lists.mode = mode;
    const { open, warned } = await post(revoked, { data });
    expect(await warned('CRL_INVALID')).toMatchObject({ detail: expect.stringContaining('/CRL/') });
    expect(await open()).toMatchObject({ code: 'CERT_REVOKED' });
    expect(new Map(readdirSync(join(data, 'crl')).map((name) => [name, readFileSync(join(data, 'crl', name), 'base64')]))).toEqual(kept);
  });

  test('that have ended are not taken', async () => {
    sandbox.lists.until = new Date(Date.now() - 1000);
    const { warned } = await post(await cardOf());
    expect(await warned('CRL_UNAVAILABLE')).toMatchObject({ detail: expect.stringContaining('expired') });
  });

  test('reach a card inserted before they came: it is refused at its next PIN', async () => {
    const person = await sandbox.pki.person(LUC_AUBERT.person);
    const { open, client } = await post(await testReader(sandbox, LUC_AUBERT, { person }), { changes: { crl: { refreshMs: 1000 } } });
    expect(await open(LUC_AUBERT.pin)).toBeNull();
    await client.call('session.lock', null);
    await sandbox.pki.revoke(person.sign.certPem);
    await expect.poll(() => open(LUC_AUBERT.pin), { timeout: 10_000 }).toMatchObject({ code: 'CERT_REVOKED' });
  });
});

describe.skipIf(!cardPlayable)('a service whose certificate is revoked', () => {
  let other: Sandbox;
  beforeAll(async () => {
    other = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.1 });
  });
  afterAll(() => other.close());
  /** The lists are there before anything is asked. */
  const ready = async (changes: ConfigChanges = {}): Promise<Post> => {
    const started = await post(await cardOf({}, other.pki), { on: other, changes });
    await expect.poll(() => listsFetched(started.data)).toBe(true);
    await started.warned(null);
    return started;
  };
  const patient = async ({ client }: Post): Promise<string> => {
    const traits = {
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: null,
    } as const;
    return (await client.call('patients.create', { traits, usedName: null, usedFirstName: null })).id;
  };
  const light = async ({ client }: Post, name: string) =>
    (await client.call('services.check', null)).lights.find((one) => one.name === name);

  test('INSi: refused within a refresh, though the connection was kept, and nothing is sent', async () => {
    const started = await ready({ crl: { refreshMs: 1000 } });
    expect(await started.open()).toBeNull();
    const id = await patient(started);
    expect(await failure(started.client.call('patients.askInsi', { id }))).toBeNull();
    await other.pki.revoke(await certificateOf(other.insi.url));
    await expect
      .poll(() => failure(started.client.call('patients.askInsi', { id })), { timeout: 10_000 })
      .toMatchObject({ detail: expect.stringContaining('CERT_REVOKED'), message: expect.stringMatching(/\w/) });
    expect(await light(started, 'INSi')).toMatchObject({ state: 'down', error: { detail: expect.stringContaining('CERT_REVOKED') } });
  });

  test('DMP, under the card’s key: NET_TLS, revoked', async () => {
    const { auth, chainPem } = await other.pki.person(PAULE_DURAND.person);
    await other.pki.revoke(await certificateOf(other.dmp.endpoints.patients, { key: auth.keyPem, cert: auth.certPem + chainPem }));
    const started = await ready();
    expect(await started.open()).toBeNull();
    expect(await light(started, 'DMP')).toMatchObject({ state: 'down', error: { code: 'NET_TLS', detail: 'sent=no CERT_REVOKED' } });
  });

  test('MSSanté: MSS_TLS, revoked; the login is not handed over', async () => {
    await other.pki.revoke(await smtpCertificate(other.mss.host, other.mss.port));
    const started = await ready();
    expect(await started.open()).toBeNull();
    await started.client.call('session.connectMss', null);
    await started.client.until('session.changed', async () => ((await started.state()).mss.state === 'open' ? true : null));
    expect(await light(started, 'MSSanté')).toMatchObject({
      state: 'down',
      error: { code: 'MSS_TLS', detail: expect.stringContaining('CERT_REVOKED') },
    });
  });

  test('the proxy of Pro Santé Connect: PSC_TLS', async () => {
    await other.pki.revoke(await certificateOf(other.psc.proxyUrl));
    const started = await ready();
    expect(await started.open()).toBeNull();
    await started.client.call('session.connectMss', null);
    const error = await started.client.until('session.changed', async () => (await started.state()).mss.error);
    expect(error).toMatchObject({ code: 'PSC_TLS' });
  });
});

const pemOf = (socket: TLSSocket): string =>
  `-----BEGIN CERTIFICATE-----\n${socket.getPeerCertificate().raw.toString('base64')}\n-----END CERTIFICATE-----\n`;

/** The certificate a service shows; whether it is trusted does not matter here. */
async function certificateOf(url: string, ours: { readonly key?: string; readonly cert?: string } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false, ...ours });
  await once(socket, 'secureConnect');
  const pem = pemOf(socket);
  socket.destroy();
  return pem;
}

async function smtpCertificate(host: string, port: number): Promise<string> {
  const plain = connectTcp(port, host);
  for (const word of ['EHLO [127.0.0.1]', 'STARTTLS']) {
    await once(plain, 'data');
    plain.write(`${word}\r\n`);
  }
  await once(plain, 'data');
  const socket = connectTls({ socket: plain, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const pem = pemOf(socket);
  socket.destroy();
  return pem;
}
