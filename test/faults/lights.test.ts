import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { LightCause, ServiceLight } from '../../shared/contract/services.ts';
import {
  blackHole,
  closedPort,
  refusingServer,
  smtpServer,
  tcpServer,
  tlsServer,
  type BrokenServer,
  type ServerKeys,
} from '../setup/broken-services.ts';
import { createPki, type Pki } from '../sandbox/pki/index.ts';
import { needs } from '../setup/needs.ts';
import type { ConfigChanges } from '../setup/sandbox-config.ts';
import { describeFaults, eventually, expectSentences, PAULE, refusal, type Bench, type Post } from './post.ts';

/** A verdict is shown within that time. */
const SHOWN_MS = 10_000;
/** The exchanges themselves are more patient than any light. */
const PATIENT: ConfigChanges = { insi: { timeoutMs: 30_000 }, dmp: { timeoutMs: 30_000 }, mss: { timeoutMs: 30_000 } };
/** Where nobody answers the verdict is that of the time, which is configured; one test below waits for the usual one. */
const SOON: ConfigChanges = { lights: { timeoutMs: 3000 } };

/** Where each service is; the sandbox's own when not said. */
interface Places {
  readonly insi?: string;
  readonly dmp?: string;
  readonly mss?: { readonly host: string; readonly port: number };
}

const NAMES = ['INSi', 'DMP', 'MSSanté'] as const;
type Name = (typeof NAMES)[number];

describeFaults('the lights of the services', (bench) => {
  let stranger: Pki;
  let good: ServerKeys;
  const servers: BrokenServer[] = [];
  const keep = async (server: Promise<BrokenServer>): Promise<BrokenServer> => {
    const kept = await server;
    servers.push(kept);
    return kept;
  };
  beforeAll(async () => {
    stranger = await createPki();
    good = await bench().sandbox.pki.server('localhost');
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  const post = (places: Places, more: ConfigChanges = {}): Promise<Post> => {
    const { insi, dmp, mss } = places;
    return bench().post({
      changes: {
        ...PATIENT,
        insi: { ...PATIENT.insi, ...(insi === undefined ? {} : { url: insi }) },
        dmp: { ...PATIENT.dmp, ...(dmp === undefined ? {} : { patientsUrl: dmp }) },
        mss: {
          ...PATIENT.mss,
          ...(mss === undefined ? {} : { mailboxes: [{ owner: PAULE.person.idNat, address: PAULE.mailbox, ...mss }] }),
        },
        ...more,
      },
    });
  };
  const lightsOf = async ({ client }: Post): Promise<readonly ServiceLight[]> => (await client.call('services.state', null)).lights;
  const lightOf = async (workstation: Post, name: Name): Promise<ServiceLight> => {
    const found = (await lightsOf(workstation)).find((light) => light.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  /** Opens the session and waits until every light has a verdict; answers the lights and the milliseconds since the opening. */
  const verdicts = async (workstation: Post): Promise<{ readonly lights: readonly ServiceLight[]; readonly ms: number }> => {
    await workstation.open();
    const since = performance.now();
    await workstation.client.until(
      'services.changed',
      async () => ((await lightsOf(workstation)).every(({ state, checking }) => state !== 'unknown' && !checking) ? true : null),
      20_000,
    );
    return { lights: await lightsOf(workstation), ms: performance.now() - since };
  };
  const localhost = ({ port }: { readonly port: number }): Places => ({
    insi: `https://localhost:${port}/lps`,
    dmp: `https://localhost:${port}/patients`,
    mss: { host: 'localhost', port },
  });
  /** One server for the services over HTTPS, one for the mail. */
  const both = (https: { readonly port: number }, smtp: { readonly port: number }): Places => ({
    ...localhost(https),
    mss: { host: 'localhost', port: smtp.port },
  });
  const certified = async (keys: ServerKeys): Promise<Places> =>
    both(await keep(tlsServer(keys, () => undefined)), await keep(smtpServer(keys)));
  const http = (answer: string) => keep(tlsServer(good, (socket) => void socket.once('data', () => socket.end(answer))));
  /** An operator that lost STARTTLS. */
  const inClear = () =>
    tcpServer((socket) => {
      socket.write('220 panne.invalid ESMTP\r\n');
      socket.on('data', (line) =>
        socket.write(line.toString('latin1').startsWith('EHLO') ? '250 panne.invalid\r\n' : '502 5.5.1 not implemented\r\n'),
      );
    });
  const silence = (): void => undefined;

  it.each<readonly [string, LightCause, (on: Bench) => Promise<Places>]>([
    [
      'names that nobody knows',
      'dns',
      async () => ({ insi: 'https://insi.invalid/lps', dmp: 'https://dmp.invalid/patients', mss: { host: 'mss.invalid', port: 587 } }),
    ],
    ['ports that refuse', 'tcp', async () => localhost({ port: await closedPort() })],
    ['a firewall that drops everything', 'tcp', async () => localhost(await keep(blackHole()))],
    [
      'servers that take the connection and never do TLS',
      'tls',
      async () => both(await keep(tcpServer(silence)), await keep(smtpServer(null))),
    ],
    [
      'servers that cut the handshake',
      'tls',
      async () =>
        both(
          await keep(tcpServer((socket) => void socket.once('data', () => socket.destroy()))),
          await keep(smtpServer(null, (socket) => socket.destroy())),
        ),
    ],
    [
      'servers that speak in clear',
      'tls',
      async () => both(await keep(tcpServer((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))), await keep(inClear())),
    ],
    ['certificates of an unknown authority', 'tls', async () => certified(await stranger.server('localhost'))],
    [
      'certificates that are over',
      'tls',
      async ({ sandbox }) => certified(await sandbox.pki.server('localhost', { condition: 'expired' })),
    ],
    ['certificates of another name', 'tls', async ({ sandbox }) => certified(await sandbox.pki.server('autre.sandbox.invalid'))],
    [
      'errors 500 (mail: 554)',
      'service',
      async () =>
        both(
          await http('HTTP/1.1 500 Oops\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\nOops'),
          await keep(tcpServer((socket) => void socket.end('554 no service\r\n'))),
        ),
    ],
    [
      'garbage',
      'service',
      async () =>
        both(
          await http('ceci n’est pas du HTTP\r\n\r\n'),
          await keep(tcpServer((socket) => void socket.end('ceci n’est pas du SMTP\r\n'))),
        ),
    ],
    [
      'connections cut instead of an answer',
      'service',
      async () =>
        both(
          await keep(tlsServer(good, (socket) => void socket.once('data', () => socket.destroy()))),
          await keep(smtpServer(good, (socket) => socket.destroy())),
        ),
    ],
    [
      'servers that finish TLS and never answer',
      'service',
      async () => both(await keep(tlsServer(good, silence)), await keep(smtpServer(good, silence))),
    ],
    [
      'servers that never answer (mail: not even a greeting)',
      'service',
      async () => both(await keep(tlsServer(good, silence)), await keep(tcpServer(silence))),
    ],
  ])('before %s: %s, with its sentences', async (_name, cause, places) => {
    const { lights } = await verdicts(await post(await places(bench()), SOON));
    expect(lights.map(({ name, state, cause: why, error }) => [name, state, why, error?.detail])).toEqual(
      NAMES.map((name) => [name, 'down', cause, expect.any(String)]),
    );
    for (const { error, checkedAt } of lights) {
      expectSentences(error);
      expect(checkedAt).not.toBeNull();
    }
  });

  it('before three silences at once, nothing changed in the configuration: each has its cause within 10 s of the opening', async () => {
    const [dropped, mute] = [await keep(blackHole()), await keep(tcpServer(silence))];
    const mail = await keep(smtpServer(good, silence));
    const workstation = await post({
      insi: `https://localhost:${dropped.port}/lps`,
      dmp: `https://localhost:${mute.port}/patients`,
      mss: { host: 'localhost', port: mail.port },
    });
    const { lights, ms } = await verdicts(workstation);
    expect(lights.map(({ name, state, cause }) => [name, state, cause])).toEqual([
      ['INSi', 'down', 'tcp'],
      ['DMP', 'down', 'tls'],
      ['MSSanté', 'down', 'service'],
    ]);
    expect(ms).toBeLessThan(SHOWN_MS);
  });

  it('before a resolver that never answers: dns', async () => {
    const dns = await import('node:dns');
    const lookup = vi.spyOn(dns.default, 'lookup').mockImplementation(() => undefined);
    const workstation = await post({ insi: 'https://insi.exemple.invalid/lps' }, SOON);
    await workstation.open();
    await eventually(async () => (await lightOf(workstation, 'INSi')).state === 'down', SHOWN_MS);
    expect(lookup).toHaveBeenCalled();
    expect(await lightOf(workstation, 'INSi')).toMatchObject({
      cause: 'dns',
      error: { code: 'NET_TIMEOUT', detail: expect.stringMatching(/^sent=no at=dns /) },
    });
  });

  it.skipIf(needs.tool('openssl') === null)('the DMP refusing the card’s certificate by an alert: authentication', async () => {
    const server = await keep(refusingServer(good, stranger.trustPem));
    const { lights, ms } = await verdicts(await post({ dmp: `https://localhost:${server.port}/patients` }));
    expect(lights.map(({ name, state, cause }) => [name, state, cause])).toEqual([
      ['INSi', 'up', null],
      ['DMP', 'down', 'authentication'],
      ['MSSanté', 'up', null],
    ]);
    expect(lights[1]?.error?.code).toBe('NET_CERTIFICATE');
    expect(ms).toBeLessThan(SHOWN_MS);
  });

  it('INSi refusing who asks (a real call): authentication; the next verdict puts it right', async () => {
    const workstation = await post({});
    await workstation.open();
    const id = await workstation.provisional();
    bench().sandbox.faults.set('insi', { kind: 'code', code: 'siram_100' }, 1);
    expect((await refusal(workstation.client.call('patients.askInsi', { id }))).code).toBe('INSI_REFUSED');
    expect(await lightOf(workstation, 'INSi')).toMatchObject({ state: 'down', cause: 'authentication' });
    await workstation.client.call('services.check', null);
    expect(await lightOf(workstation, 'INSi')).toMatchObject({ state: 'up', cause: null, error: null });
  });

  it('MSSanté refusing the token: up before the login, authentication after it, up when it is taken again', async () => {
    const workstation = await post({});
    await verdicts(workstation);
    expect((await lightOf(workstation, 'MSSanté')).state).toBe('up');
    bench().sandbox.faults.set('mss-auth', { kind: 'code', code: '535' });
    await workstation.connectMss();
    await workstation.client.call('services.check', null);
    expect(await lightOf(workstation, 'MSSanté')).toMatchObject({ state: 'down', cause: 'authentication', error: { code: 'MSS_AUTH' } });
    bench().sandbox.faults.clear();
    await workstation.client.call('services.check', null);
    expect((await lightOf(workstation, 'MSSanté')).state).toBe('up');
  });

  it('MSSanté whose token never comes: the login service is named, before the call for it is given up', async () => {
    const workstation = await post({}, { ...SOON, psc: { timeoutMs: 30_000 } });
    await workstation.open();
    await workstation.connectMss();
    await workstation.client.call('services.check', null);
    bench().sandbox.faults.set('psc-token', { kind: 'timeout' });
    const since = performance.now();
    await workstation.client.call('services.check', null);
    expect(performance.now() - since).toBeLessThan(SHOWN_MS);
    expect(await lightOf(workstation, 'MSSanté')).toMatchObject({ state: 'down', cause: 'service', error: { code: 'PSC_DOWN' } });
  });

  it('a Fault with 500 to a question without message, 404 and 405: the service works', async () => {
    const fault = '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault/></s:Body></s:Envelope>';
    const soap = await http(`HTTP/1.1 500 Fault\r\ncontent-type: application/soap+xml\r\ncontent-length: ${fault.length}\r\n\r\n${fault}`);
    const missing = await http('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
    const { lights } = await verdicts(
      await post({ insi: `https://localhost:${soap.port}/lps`, dmp: `https://localhost:${missing.port}/patients` }),
    );
    expect(lights.map(({ state }) => state)).toEqual(['up', 'up', 'up']);
  });

  it('exchanges that hang on every kept connection do not hold the light: the verdict is the network’s own', async () => {
    const { sandbox } = bench();
    const workstation = await post({}, { ...SOON, insi: { timeoutMs: 8_000 } });
    await workstation.open();
    const id = await workstation.provisional();
    sandbox.faults.set('insi', { kind: 'timeout' });
    let ended = 0;
    const hung = Promise.allSettled(
      Array.from({ length: 6 }, () => workstation.client.call('patients.askInsi', { id }).finally(() => (ended += 1))),
    );
    await eventually(() => sandbox.insi.journal.filter(({ code }) => code === 'timeout').length >= 4);
    await workstation.client.call('services.check', null);
    expect([(await lightOf(workstation, 'INSi')).state, ended]).toEqual(['up', 0]);
    await workstation.close();
    await hung;
  });

  it('is asked again by itself while the session is open, comes back up, and is left alone once it is closed', async () => {
    const port = await closedPort();
    const workstation = await post({ insi: `https://localhost:${port}/lps` }, { lights: { pollMs: 1000 } });
    await verdicts(workstation);
    expect(await lightOf(workstation, 'INSi')).toMatchObject({ state: 'down', cause: 'tcp' });
    const { createServer } = await import('node:https');
    let [asked, beside] = [0, 0];
    const server = createServer({ key: good.keyPem, cert: good.certPem }, ({ url }, response) => {
      if (url === '/lps') asked += 1;
      else beside += 1;
      response.writeHead(405).end();
    });
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
    try {
      await eventually(async () => (await lightOf(workstation, 'INSi')).state === 'up');
      await eventually(() => asked >= 3);
      await workstation.client.call('session.lock', null);
      // Another one asks as often. What was under way may still arrive before its first question; nothing after.
      await verdicts(await post({ insi: `https://localhost:${port}/autre` }, { lights: { pollMs: 1000 } }));
      const [before, since] = [asked, beside];
      await eventually(() => beside >= since + 3);
      expect(asked).toBe(before);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
