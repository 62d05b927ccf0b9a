import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import type { MssServer } from '../../../electron/mss/connection.ts';
import { openSubmission, reach, submit } from '../../../electron/mss/submit.ts';
import { outcomeOf } from '../../../electron/outbox/outcome.ts';
import { accessToken, connect, type PscSession } from '../../../electron/psc/session.ts';
import { PosteError } from '../../../shared/errors.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { ALIX_SIMON } from '../../sandbox/identities.ts';
import { startMss, type MssSandbox } from '../../sandbox/mss/index.ts';
import { createPki, type Pki } from '../../sandbox/pki/index.ts';
import { startPsc, type Psc } from '../../sandbox/psc/index.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';
import { readCrl } from '../../../electron/pki/crl.ts';

const PAULE = 'paule.durand@medecin.sandbox.mssante.fr';
const LUC = 'luc.aubert@medecin.sandbox.mssante.fr';
const FULL = 'boite.pleine@medecin.sandbox.mssante.fr';
const faults = new Faults();
const clock = new Clock();
let pki: Pki;
let psc: Psc;
let mss: MssSandbox;
let session: PscSession;
let server: MssServer;
let asked = 0;

beforeAll(async () => {
  pki = await createPki();
  psc = await startPsc({ pki, faults, clock, autoApprove: 10, intervalSeconds: 0.05 });
  mss = await startMss({ pki, psc, faults, clock, maxBytes: 200_000 });
  const proxy = {
    transport: oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) }),
    url: psc.proxyUrl,
    clientId: psc.clientId,
    timeoutMs: 5000,
  };
  session = await connect(proxy, { idNat: '899900000017', bindingMessage: '11', channel: 'MOBILE', signal: new AbortController().signal });
  server = {
    host: mss.host,
    port: mss.port,
    mailbox: PAULE,
    trust: { authorities: certificatesOfPem(pki.organisationsTrustPem) },
    timeoutMs: 4000,
  };
});
afterEach(async () => {
  faults.clear();
  asked = 0;
  await mss.setDown(false);
});
afterAll(async () => {
  await mss.close();
  await psc.close();
});

const token = async (): Promise<string> => {
  asked += 1;
  return await accessToken(session);
};
let serial = 0;
const message = (
  over: {
    readonly to?: readonly string[];
    readonly from?: string;
    readonly nil?: string | null;
    readonly size?: number;
    readonly notify?: readonly string[];
  } = {},
) => {
  serial += 1;
  const messageId = `<essai-${serial}@medecin.sandbox.mssante.fr>`;
  const to = over.to ?? [LUC];
  const lines = [
    `From: Dr_Paule_DURAND <${over.from ?? PAULE}>`,
    `To: ${to.join(', ')}`,
    'Subject: Avis',
    `Date: Sat, 21 Nov 2026 10:00:0${serial % 10} +0100`,
    `Message-ID: ${messageId}`,
    ...(over.nil === null ? [] : [`X-MSS-NIL: ${over.nil ?? 'TEST000001'}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour,',
    '.une ligne qui commence par un point',
    ...Array.from({ length: Math.ceil((over.size ?? 0) / 72) }, () => 'x'.repeat(70)),
    '',
  ];
  return {
    messageId,
    bytes: new TextEncoder().encode(lines.join('\r\n')),
    envelope: { from: over.from ?? PAULE, to, notify: over.notify ?? [] },
  };
};
const failure = async (promise: Promise<unknown>): Promise<PosteError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PosteError)) throw new Error(`expected a PosteError, got ${String(error)}`);
  return error;
};
const received = (messageId: string, mailbox = LUC) => mss.deliveries(mailbox).filter((delivery) => delivery.messageId === messageId);

describe('submission to the operator', () => {
  it('sends on 250 after DATA, and what left is what was composed', async () => {
    const sent = message();
    const result = await submit(server, token, sent);
    expect(result).toEqual({ response: expect.stringMatching(/^250 /), refused: [] });
    const [delivery] = received(sent.messageId);
    expect(delivery?.raw.equals(sent.bytes)).toBe(true);
    expect(asked).toBe(1);
  });

  it('asks for a delivery receipt in the envelope', async () => {
    const sent = message({ notify: ['SUCCESS', 'FAILURE', 'DELAY'] });
    await submit(server, token, sent);
    expect(received(sent.messageId)[0]?.envelope).toMatchObject({
      notify: ['SUCCESS', 'FAILURE', 'DELAY'],
      envelopeId: sent.messageId.slice(1, -1),
    });
  });

  it('replaces a refused token once', async () => {
    faults.set('mss-auth', { kind: 'code', code: '535' }, 1);
    const sent = message();
    await submit(server, token, sent);
    expect(asked).toBe(2);
    expect(received(sent.messageId)).toHaveLength(1);
  });

  it('gives up after the second refused token', async () => {
    faults.set('mss-auth', { kind: 'code', code: '535' });
    const error = await failure(submit(server, token, message()));
    expect(error.code).toBe('MSS_AUTH');
    expect(error.detail).toMatch(/^535/);
    expect(asked).toBe(2);
  });

  it('is refused under the enhanced code of its fault', async () => {
    const wrong = message();
    const bytes = Buffer.from(Buffer.from(wrong.bytes).toString().replace('charset=utf-8', 'charset=iso-8859-1'));
    expect((await failure(submit(server, token, { ...wrong, bytes }))).detail).toMatch(/^554 5\.6\.1 the text is not UTF-8/);
  });

  it('lets the token’s own error through untouched', async () => {
    const ended = new PosteError('PSC_SESSION_ENDED', 'La session est terminée.', 'Reconnectez-vous.');
    const error = await failure(submit(server, () => Promise.reject(ended), message()));
    expect(error).toBe(ended);
    expect(error.code).toBe('PSC_SESSION_ENDED');
  });

  it('a secretary sends from the mailbox of the practice, under the name of the service, with a token of their own', async () => {
    const proxy = {
      transport: oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) }),
      url: psc.proxyUrl,
      clientId: psc.clientId,
      timeoutMs: 5000,
    };
    const own = await connect(proxy, {
      idNat: ALIX_SIMON.person.idNat,
      bindingMessage: '12',
      channel: 'CARD',
      signal: new AbortController().signal,
    });
    const sent = message({ from: ALIX_SIMON.mailbox });
    const named = { ...sent, bytes: Buffer.from(Buffer.from(sent.bytes).toString().replace('Dr_Paule_DURAND', 'Secretariat du Port')) };
    await submit({ ...server, mailbox: ALIX_SIMON.mailbox }, () => accessToken(own), named);
    expect(received(sent.messageId)).toHaveLength(1);
    expect((await failure(submit(server, () => accessToken(own), message()))).code).toBe('MSS_AUTH');
  });

  it('cannot send from another’s mailbox', async () => {
    expect((await failure(submit({ ...server, mailbox: LUC }, token, message({ from: LUC })))).code).toBe('MSS_AUTH');
    expect((await failure(submit(server, token, message({ from: LUC })))).code).toBe('MSS_SENDER_REFUSED');
  });

  it.each([
    ['an unknown mailbox', 'inconnu@medecin.sandbox.mssante.fr', 'MSS_RECIPIENT_REFUSED', /^550 5\.1\.1/],
    ['a domain out of the white list', 'docteur@courriel.example', 'MSS_RECIPIENT_REFUSED', /^550 5\.7\.1/],
    ['a full mailbox', FULL, 'MSS_MAILBOX_FULL', /^552 5\.2\.2/],
  ])('is refused for %s, with the server’s words', async (_what, address, code, detail) => {
    const error = await failure(submit(server, token, message({ to: [address] })));
    expect(error.code).toBe(code);
    expect(error.detail).toMatch(detail);
    expect(outcomeOf(error)).toBe('failed');
  });

  it('never shows a citizen’s matricule in a detail', async () => {
    const error = await failure(submit(server, token, message({ to: ['179022A12345678@patient.mssante.fr'] })));
    expect(error.code).toBe('MSS_RECIPIENT_REFUSED');
    expect(error.detail).not.toMatch(/179022/);
  });

  it('sends to those who can be reached and names each refused recipient', async () => {
    const sent = message({ to: [LUC, 'inconnu@medecin.sandbox.mssante.fr', FULL] });
    const { refused } = await submit(server, token, sent);
    expect(refused.map(({ address, code, error }) => [address, code, error.code])).toEqual([
      ['inconnu@medecin.sandbox.mssante.fr', 550, 'MSS_RECIPIENT_REFUSED'],
      [FULL, 552, 'MSS_MAILBOX_FULL'],
    ]);
    expect(received(sent.messageId)).toHaveLength(1);
  });

  it('is put off by greylisting, and leaves at the next attempt', async () => {
    faults.set('mss-rcpt', { kind: 'code', code: '450' }, 1);
    const sent = message();
    const error = await failure(submit(server, token, sent));
    expect(error.code).toBe('MSS_BUSY');
    expect(outcomeOf(error)).toBe('retry');
    await submit(server, token, sent);
    expect(received(sent.messageId)).toHaveLength(1);
  });

  it('honours the size announced by the operator before sending a byte', async () => {
    const error = await failure(submit(server, token, message({ size: 250_000 })));
    expect(error.code).toBe('MSS_TOO_LARGE');
    expect(mss.journal.at(-1)?.step).toBe('auth');
  });

  it('says why the operator refused the message', async () => {
    const error = await failure(submit(server, token, message({ nil: null })));
    expect(error.code).toBe('MSS_REFUSED');
    expect(error.detail).toMatch(/^554 5\.6\.0 X-MSS-NIL is missing/);
  });

  it('does not know the outcome when the answer is cut after the message was taken; the same bytes make one recognisable double', async () => {
    faults.set('mss-data', { kind: 'cut', when: 'after' }, 1);
    const sent = message();
    const error = await failure(submit(server, token, sent));
    expect(error.code).toBe('MSS_UNKNOWN_OUTCOME');
    expect(outcomeOf(error)).toBe('unknown');
    await submit(server, token, sent);
    const copies = received(sent.messageId);
    expect(copies).toHaveLength(2);
    expect(copies[0]?.raw.equals(copies[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  it('does not know the outcome when the answer never comes', async () => {
    faults.set('mss-data', { kind: 'timeout' }, 1);
    const error = await failure(submit({ ...server, timeoutMs: 3000 }, token, message()));
    expect(error.code).toBe('MSS_UNKNOWN_OUTCOME');
  });

  it('waits for a slow operator', async () => {
    faults.set('mss-data', { kind: 'slow', ms: 600 }, 1);
    const sent = message();
    await submit(server, token, sent);
    expect(received(sent.messageId)).toHaveLength(1);
  });

  it('is down when the port is closed', async () => {
    await mss.setDown(true);
    const error = await failure(submit(server, token, message()));
    expect(error.code).toBe('MSS_DOWN');
    expect(error.detail).toContain('ECONNREFUSED');
    expect(asked).toBe(0);
  });

  it('is busy when the operator says 421', async () => {
    faults.set('mss-connect', { kind: 'code', code: '421' }, 1);
    expect(outcomeOf(await failure(submit(server, token, message())))).toBe('retry');
  });

  it('does not find a server that has no name', async () => {
    expect((await failure(submit({ ...server, host: 'mss.invalid' }, token, message()))).code).toBe('MSS_DNS');
  });

  it('is down when the server says nothing', async () => {
    const mute: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => void mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    expect((await failure(submit({ ...server, port, timeoutMs: 300 }, token, message()))).code).toBe('MSS_DOWN');
    await new Promise((resolve) => mute.close(resolve));
  });
});

describe('trust', () => {
  const against = async (options: Partial<Parameters<typeof startMss>[0]>, over: Partial<MssServer> = {}): Promise<PosteError> => {
    const other = await startMss({ pki, psc, faults, clock, ...options });
    try {
      return await failure(submit({ ...server, port: other.port, ...over }, token, message()));
    } finally {
      await other.close();
    }
  };

  it('never speaks without STARTTLS: no token is even asked for', async () => {
    expect((await against({ startTls: false })).code).toBe('MSS_TLS');
    expect(asked).toBe(0);
  });

  it.each([
    ['no mechanism at all', []],
    ['passwords alone', ['PLAIN', 'LOGIN']],
    ['a mechanism of a longer name', ['XOAUTH2-PLUS']],
    ['a mechanism that ends alike', ['MY-XOAUTH2']],
  ])('a server that offers %s gets no token, which is not even asked for', async (_what, mechanisms) => {
    const error = await against({ mechanisms });
    expect([error.code, asked]).toEqual(['MSS_NO_XOAUTH2', 0]);
    expect(error.detail).toBe(`AUTH ${mechanisms.join(' ')}`);
    expect(outcomeOf(error)).toBe('failed');
  });

  it('XOAUTH2 among others is enough', async () => {
    const other = await startMss({ pki, psc, faults, clock, mechanisms: ['PLAIN', 'XOAUTH2', 'LOGIN'] });
    const sent = message();
    await submit({ ...server, port: other.port }, token, sent);
    expect(other.deliveries(LUC)).toHaveLength(1);
    await other.close();
  });

  it('without any authority nothing is connected, neither to send nor to ask', async () => {
    const trustless: MssServer = { ...server, trust: { authorities: [] } };
    const before = mss.journal.length;
    expect(await failure(submit(trustless, token, message()))).toMatchObject({
      code: 'TRUST_EMPTY',
      message: expect.stringContaining('autorité de confiance'),
    });
    expect(await failure(reach(trustless, token, new AbortController().signal))).toMatchObject({ code: 'TRUST_EMPTY' });
    expect([asked, mss.journal.length]).toEqual([0, before]);
  });

  it('refuses a certificate of another authority', async () => {
    const foreign = await createPki();
    const error = await against({ certificate: await foreign.server('localhost') });
    expect(error.code).toBe('MSS_TLS');
    expect(asked).toBe(0);
  });

  it('refuses a certificate of another host', async () => {
    expect((await against({ certificate: await pki.server('autre.invalid') })).code).toBe('MSS_TLS');
  });

  it('refuses an expired certificate', async () => {
    const error = await against({ certificate: await pki.server('localhost', { condition: 'expired' }) });
    expect([error.code, error.detail]).toEqual(['MSS_TLS', expect.stringContaining('CERT_HAS_EXPIRED')]);
  });

  it('refuses a revoked certificate', async () => {
    const certificate = await pki.server('localhost');
    await pki.revoke(certificate.certPem);
    const list = readCrl(Buffer.from(pki.crlPem('ELEMENTAIRE_ORGANISATIONS')), certificatesOfPem(pki.trustPem));
    const revocations = { lists: new Map([[list.issuer, { revoked: new Set(list.revoked), until: list.nextUpdate }]]), required: false };
    const error = await against({ certificate }, { trust: { ...server.trust, revocations: () => revocations } });
    expect([error.code, error.detail]).toEqual(['MSS_TLS', expect.stringContaining('CERT_REVOKED')]);
  });
});

describe('a kept connection', () => {
  it('sends the second message without a second login, even after a refusal', async () => {
    const submission = openSubmission(server, token);
    await submission.open();
    expect(asked).toBe(1);
    const [one, two] = [message(), message()];
    await submission.submit(one);
    expect((await failure(submission.submit(message({ to: ['inconnu@medecin.sandbox.mssante.fr'] })))).code).toBe('MSS_RECIPIENT_REFUSED');
    expect((await failure(submission.submit(message({ nil: null })))).code).toBe('MSS_REFUSED');
    await submission.submit(two);
    expect(asked).toBe(1);
    expect([received(one.messageId).length, received(two.messageId).length]).toEqual([1, 1]);
    await submission.close();
  });

  it('sends messages asked for at once one after the other, each to its own recipients', async () => {
    const submission = openSubmission(server, token);
    const all = Array.from({ length: 4 }, () => message());
    await Promise.all(all.map((one) => submission.submit(one)));
    for (const { messageId, bytes } of all) expect(received(messageId).map(({ raw }) => raw.equals(bytes))).toEqual([true]);
    await submission.close();
    expect(asked).toBe(1);
  });

  it('is reopened when the server has closed it meanwhile', async () => {
    const submission = openSubmission(server, token);
    await submission.submit(message());
    await mss.setDown(true);
    await mss.setDown(false);
    const sent = message();
    await submission.submit(sent);
    expect(received(sent.messageId)).toHaveLength(1);
    expect(asked).toBe(2);
    await submission.close();
  });

  it('is closed by idleness, and opened again when needed', async () => {
    const submission = openSubmission({ ...server, idleMs: 100 }, token);
    await submission.submit(message());
    await vi.waitFor(() => expect(mss.connected()).toBe(0), { timeout: 10_000 });
    await submission.submit(message());
    expect(asked).toBe(2);
    await submission.close();
  });

  it('does not resend by itself a message whose outcome is unknown', async () => {
    const submission = openSubmission(server, token);
    await submission.submit(message());
    faults.set('mss-data', { kind: 'cut', when: 'after' }, 1);
    const sent = message();
    expect((await failure(submission.submit(sent))).code).toBe('MSS_UNKNOWN_OUTCOME');
    expect(received(sent.messageId)).toHaveLength(1);
    await submission.close();
  });

  it('refuses to send once closed', async () => {
    const submission = openSubmission(server, token);
    await submission.close();
    expect((await failure(submission.submit(message()))).code).toBe('MSS_DOWN');
  });
});
