import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../common/clock.ts';
import type { Fault, Faults } from '../common/faults.ts';
import { HOLDERS } from '../identities.ts';
import { serveHttps } from '../common/https.ts';
import { isCitizen, judgeMessage, MessageRefused, type ReadMessage } from './judge.ts';

interface SandboxMailbox {
  readonly address: string;
  /** PS_IdNat of who may send from it; empty for a citizen's. */
  readonly owners: readonly string[];
  readonly state: 'open' | 'full';
  /** Of one professional, of a service, of a citizen: rules what the sender is called (mss/README 1, mss/README 4). */
  readonly type: 'PER' | 'ORG' | 'citizen';
}

/** Mailboxes that exist unless told otherwise. */
const SANDBOX_MAILBOXES: readonly SandboxMailbox[] = [
  ...HOLDERS.map(({ mailbox, person }): SandboxMailbox => ({
    address: mailbox,
    owners: [person.idNat],
    state: 'open',
    type: person.type === 'CPE' ? 'ORG' : 'PER',
  })),
  { address: 'boite.pleine@medecin.sandbox.mssante.fr', owners: [], state: 'full', type: 'PER' },
  // Person 14 of sandbox/README 1.
  { address: '279035121518989@patient.mssante.fr', owners: [], state: 'open', type: 'citizen' },
];

/** Domains of the white list (mss/README 1). */
const TRUSTED_DOMAINS = new Set(SANDBOX_MAILBOXES.map(({ address }) => address.slice(address.lastIndexOf('@') + 1)));

interface MssOptions {
  readonly pki: { server(host: string): Promise<{ readonly keyPem: string; readonly certPem: string }> };
  /** Pro Santé Connect, asked about each token. */
  readonly psc: { introspect(token: string): Promise<{ readonly active: boolean; readonly subjectNameId: string | null }> };
  readonly faults: Faults;
  readonly clock: Clock;
  readonly mailboxes?: readonly SandboxMailbox[];
  /** Bytes of a whole message; 10 MiB by default (mss/README 8). */
  readonly maxBytes?: number;
  /** False plays an operator that lost STARTTLS. */
  readonly startTls?: boolean;
  /** SASL mechanisms that it offers; XOAUTH2 alone by default. */
  readonly mechanisms?: readonly string[];
  /** A certificate of one's own: expired, foreign... */
  readonly certificate?: { readonly keyPem: string; readonly certPem: string };
  readonly port?: number;
}

/** A message in a mailbox. */
export interface Delivery extends ReadMessage {
  readonly receivedAt: Date;
  readonly envelope: {
    readonly from: string;
    readonly to: readonly string[];
    readonly notify: readonly string[];
    readonly envelopeId: string | null;
  };
  /** The bytes after DATA. */
  readonly raw: Buffer;
}

interface MssEvent {
  readonly at: Date;
  readonly step: 'connect' | 'auth' | 'mail' | 'rcpt' | 'data';
  /** SMTP code answered. */
  readonly code: number;
  /** Mailbox, or reason of a refusal. */
  readonly what: string;
}

export interface MssSandbox {
  readonly host: string;
  /** Address of the white list of domains. */
  readonly whiteListUrl: string;
  readonly port: number;
  readonly journal: readonly MssEvent[];
  /** Messages of a mailbox, oldest first. */
  deliveries(address: string): readonly Delivery[];
  /** Messages read to their end, taken or not. */
  read(): number;
  /** Connections that are open. */
  connected(): number;
  /** Closes the port and every connection, or opens it again. */
  setDown(down: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * An MSSanté operator's submission server: STARTTLS only, XOAUTH2 only, tokens checked with Pro Santé Connect and
 * matched to the mailbox's owners, messages judged before they are taken (sandbox/README 3).
 *
 * Faults, each a kind of common/faults.ts: `mss-connect` (code 421), `mss-auth` (code 535: the token is refused),
 * `mss-rcpt` (code 450, 550, 552...), `mss-data` (slow, timeout, cut before or after the message is kept, code).
 */
export async function startMss(options: MssOptions): Promise<MssSandbox> {
  const { faults, clock } = options;
  const certificate = options.certificate ?? (await options.pki.server('localhost'));
  const whiteList = await serveHttps({
    key: certificate.keyPem,
    cert: certificate.certPem,
    clientCertificate: 'none',
    handler: () => Promise.resolve({ status: 200, headers: { 'content-type': 'application/xml' }, body: whiteListXml(TRUSTED_DOMAINS) }),
  });
  const mailboxes = new Map((options.mailboxes ?? SANDBOX_MAILBOXES).map((mailbox) => [mailbox.address.toLowerCase(), mailbox]));
  const inbox = new Map<string, Delivery[]>();
  const journal: MssEvent[] = [];
  const sockets = new Set<Socket>();
  const sessionSockets = new Map<string, Socket>();
  const note = (step: MssEvent['step'], code: number, what: string): void => {
    journal.push({ at: clock.now(), step, code, what });
  };

  const refuse = (step: MssEvent['step'], code: number, text: string): Error => {
    note(step, code, text);
    return Object.assign(new Error(text), { responseCode: code });
  };
  const rcptRefusal = (address: string): Error | null => {
    const fault = faults.take('mss-rcpt');
    if (fault?.kind === 'code')
      return refuse(
        'rcpt',
        Number(fault.code),
        fault.text ?? (fault.code === '450' ? '4.7.1 greylisted, try again later' : '5.1.1 refused'),
      );
    const domain = address.slice(address.lastIndexOf('@') + 1);
    if (!TRUSTED_DOMAINS.has(domain)) return refuse('rcpt', 550, `5.7.1 <${address}>: domain not in the MSSante white list`);
    const mailbox = mailboxes.get(address);
    if (mailbox === undefined) return refuse('rcpt', 550, `5.1.1 <${address}>: no such mailbox`);
    return mailbox.state === 'full' ? refuse('rcpt', 552, `5.2.2 <${address}>: mailbox full`) : null;
  };

  let read = 0;
  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    const fault = faults.take('mss-data');
    if (fault?.kind === 'cut' && fault.when === 'before') cut(session);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    read += 1;
    // The server itself answers 552 (rejectOversized).
    if (stream.sizeExceeded) throw refuse('data', 552, '5.3.4 message too big');
    if (fault?.kind === 'code') throw refuse('data', Number(fault.code), fault.text ?? '5.7.1 refused by policy');
    await delay(fault);
    const raw = Buffer.concat(chunks);
    const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
    const mailbox = mailboxOf(session);
    let message: ReadMessage;
    try {
      message = await judgeMessage(raw, { mailbox, to, type: mailboxes.get(mailbox)?.type === 'ORG' ? 'ORG' : 'PER' });
    } catch (error) {
      if (error instanceof MessageRefused) throw refuse('data', 554, `${error.status} ${error.message}`);
      throw refuse('data', 554, `5.6.0 message cannot be read`);
    }
    const delivery: Delivery = {
      ...message,
      raw,
      receivedAt: clock.now(),
      envelope: {
        from: mailbox,
        to,
        notify: [...new Set(session.envelope.rcptTo.flatMap(({ dsn }) => dsn?.notify ?? []))],
        envelopeId: session.envelope.dsn?.envid ?? null,
      },
    };
    for (const address of to) inbox.set(address, [...(inbox.get(address) ?? []), delivery]);
    note(
      'data',
      250,
      `${message.messageId} to ${to.filter((address) => !isCitizen(address)).length} professional(s), ${to.filter(isCitizen).length} citizen(s)`,
    );
    if (fault?.kind === 'cut' && fault.when === 'after') cut(session);
    return '2.0.0 queued';
  };
  const cut = (session: SMTPServerSession): void => {
    sessionSockets.get(session.id)?.destroy();
  };

  const listen = async (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      name: 'mss.sandbox.invalid',
      secure: false,
      key: certificate.keyPem,
      cert: certificate.certPem,
      minVersion: 'TLSv1.2',
      authMethods: [...(options.mechanisms ?? ['XOAUTH2'])],
      disabledCommands: [...(options.startTls === false ? ['STARTTLS'] : []), ...(options.mechanisms?.length === 0 ? ['AUTH'] : [])],
      size: options.maxBytes ?? 10 * 1024 * 1024,
      rejectOversized: true,
      hideDSN: false,
      // Our own answers carry their enhanced codes: the library's are by number alone.
      hideENHANCEDSTATUSCODES: true,
      disableReverseLookup: true,
      closeTimeout: 200,
      logger: false,
      onConnect: (_session, callback) => {
        const fault = faults.take('mss-connect');
        callback(fault?.kind === 'code' ? refuse('connect', Number(fault.code), fault.text ?? '4.3.2 try again later') : null);
      },
      onSecure: (socket, session, callback) => {
        sessionSockets.set(session.id, socket);
        callback();
      },
      onClose: (session) => void sessionSockets.delete(session.id),
      onAuth: (auth, _session, callback) => {
        const { username = '', accessToken = '' } = auth;
        const refused = { data: { status: '401', schemes: 'bearer', scope: 'openid scope_all' } };
        void answer(callback, async () => {
          if (faults.take('mss-auth') !== null) {
            note('auth', 535, 'fault');
            return refused;
          }
          const { active, subjectNameId } = await options.psc.introspect(accessToken).catch(() => {
            throw refuse('auth', 454, '4.7.0 authentication server unreachable');
          });
          const mailbox = mailboxes.get(username.toLowerCase());
          const mine = active && subjectNameId !== null && mailbox?.owners.includes(subjectNameId) === true;
          note('auth', mine ? 235 : 535, active ? `${subjectNameId ?? '?'} on ${username}` : 'token not active');
          return mine ? { user: mailbox.address } : refused;
        });
      },
      onMailFrom: (address, session, callback) => {
        const mine = address.address.toLowerCase() === mailboxOf(session);
        callback(mine ? null : refuse('mail', 553, '5.7.1 not the authenticated mailbox'));
      },
      onRcptTo: (address, _session, callback) => callback(rcptRefusal(address.address.toLowerCase())),
      onData: (stream, session, callback) => {
        void answer(callback, () => receive(stream, session));
      },
    });
    // A client that goes away is its own business.
    server.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
    server.server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    return server;
  };
  const stop = async (server: SMTPServer): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  };

  let server: SMTPServer | null = await listen(options.port ?? 0);
  const { port } = server.server.address() as AddressInfo;
  return {
    host: 'localhost',
    whiteListUrl: `${whiteList.url}/listeblanchemssante.xml`,
    port,
    journal,
    deliveries: (address) => inbox.get(address.toLowerCase()) ?? [],
    read: () => read,
    connected: () => server?.connections.size ?? 0,
    setDown: async (down) => {
      if (down && server !== null) {
        const was = server;
        server = null;
        await stop(was);
      } else if (!down && server === null) server = await listen(port);
    },
    close: async () => {
      await whiteList.close();
      if (server !== null) await stop(server);
      server = null;
    },
  };
}

/** The list as the trust space publishes it (mss/README 1). */
const whiteListXml = (domains: ReadonlySet<string>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<ListeBlanche xmlns="https://listeblanche.mssante.fr/schema"><DateDeGeneration>2026-11-20T02:00:00Z</DateDeGeneration>${[...domains]
    .map(
      (domain) =>
        `<Domaine><Nom>${domain}</Nom><Description>Bac à sable</Description><DNCertificatOperateur>CN=mss.sandbox.invalid,C=FR</DNCertificatOperateur></Domaine>`,
    )
    .join('')}</ListeBlanche>`;

/** Gives the library's callback what a promise gives. */
async function answer<T>(callback: (error?: Error | null, value?: T) => void, work: () => Promise<T>): Promise<void> {
  let value: T;
  try {
    value = await work();
  } catch (error) {
    callback(error instanceof Error ? error : new Error('failed'));
    return;
  }
  callback(null, value);
}

function mailboxOf(session: SMTPServerSession): string {
  const user: unknown = session.user;
  return typeof user === 'string' ? user.toLowerCase() : '';
}

async function delay(fault: Fault | null): Promise<void> {
  if (fault?.kind === 'slow') await wait(fault.ms);
  // Long enough for any client to give up, without holding the process.
  if (fault?.kind === 'timeout') await wait(600_000, undefined, { ref: false });
}
