import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { PosteError } from '../../shared/errors.ts';
import { clientTls, type TlsTrust } from '../net/tls.ts';
import { mssError } from './errors.ts';
import type { ComposedMessage } from './message.ts';
import { smtpRefusal, withoutMatricule, type SmtpStep } from './smtp-errors.ts';

/** The operator's submission server, for one mailbox. */
export interface MssServer {
  readonly host: string;
  /** 587 in the field. */
  readonly port: number;
  /** `user` of XOAUTH2. */
  readonly mailbox: string;
  /** mssante.md 2.1: IGC-Santé, gamme Élémentaire. */
  readonly trust: TlsTrust;
  /** Milliseconds without any byte from the server before giving up. */
  readonly timeoutMs: number;
  /** Milliseconds an idle connection is kept for the next message; 60 000 by default. */
  readonly idleMs?: number;
}

/** A recipient the operator refused while it took the message for others. */
export interface RefusedRecipient {
  readonly address: string;
  /** SMTP code, `550`. */
  readonly code: number;
  readonly response: string;
  readonly error: PosteError;
}

/** The operator said 250 after the message. */
export interface SubmissionResult {
  readonly response: string;
  readonly refused: readonly RefusedRecipient[];
}

/** One authenticated connection, reopened when needed. Messages go one after the other. */
export interface Submission {
  /** Connects and authenticates now, so that the next message does not wait (also: is the operator up?). */
  open(): Promise<void>;
  /** Sends the bytes as composed; resolves only on 250 after DATA. Errors: those of {@link submit}. */
  submit(message: Pick<ComposedMessage, 'bytes' | 'envelope' | 'messageId'>): Promise<SubmissionResult>;
  close(): Promise<void>;
}

/** TLS 1.2 suites of the Référentiel #2 v0.1 (C030, C02F, C028, C027), and those of TLS 1.3. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES128-SHA256',
].join(':');

const CHUNK = 64 * 1024;

/**
 * Submits one message on a connection of its own (RFC 6409 with STARTTLS, SASL XOAUTH2; mssante.md 2).
 *
 * @param token a fresh Pro Santé Connect access token; asked again once when the first is refused.
 * @throws PosteError TRUST_EMPTY, MSS_DNS, MSS_DOWN, MSS_TLS, MSS_NO_XOAUTH2, MSS_AUTH, MSS_BUSY, MSS_SENDER_REFUSED, MSS_RECIPIENT_REFUSED (all
 *   recipients), MSS_MAILBOX_FULL, MSS_TOO_LARGE, MSS_REFUSED, MSS_UNKNOWN_OUTCOME, or whatever `token` throws.
 */
export async function submit(
  server: MssServer,
  token: () => Promise<string>,
  message: Pick<ComposedMessage, 'bytes' | 'envelope' | 'messageId'>,
): Promise<SubmissionResult> {
  const submission = openSubmission(server, token);
  try {
    return await submission.submit(message);
  } finally {
    await submission.close();
  }
}

/**
 * Asks whether the operator takes our messages, sending none: connection, STARTTLS and, with a token, authentication,
 * on a connection of its own closed at once.
 *
 * @param token null: authentication is not tried.
 * @param signal gives up and closes the connection.
 * @throws PosteError TRUST_EMPTY, MSS_DNS, MSS_DOWN (detail: `at=` the stage it was at), MSS_TLS, MSS_NO_XOAUTH2, MSS_AUTH, MSS_BUSY, or whatever `token` throws.
 */
export async function reach(server: MssServer, token: (() => Promise<string>) | null, signal: AbortSignal): Promise<void> {
  const smtp = newConnection(server);
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(mssError('MSS_DOWN', { detail: 'at=service given up' }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  const asked = async (): Promise<void> => {
    await dial(smtp);
    if (token !== null) await authenticate(smtp, server.mailbox, token);
  };
  try {
    await Promise.race([asked(), aborted]);
    smtp.quit();
  } finally {
    // Not answered in time, or refused: nothing more is expected of it.
    if (signal.aborted) smtp.close();
    else setTimeout(() => smtp.close(), QUIT_MS).unref();
  }
}

/** Milliseconds that a server has to answer QUIT. */
const QUIT_MS = 1000;

/** A submission that keeps its connection for a while: the second message costs no handshake. */
export function openSubmission(server: MssServer, token: () => Promise<string>): Submission {
  let live: LiveConnection | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const inTurn = async <T>(task: () => Promise<T>): Promise<T> => {
    const mine = queue.then(task, task);
    queue = mine.catch(() => undefined);
    return await mine;
  };
  const connection = async (): Promise<LiveConnection> => {
    if (closed) throw mssError('MSS_DOWN', { detail: 'closed' });
    if (live === null || live.dead) live = await connect(server, token);
    return live;
  };
  return {
    open: () => inTurn(async () => void (await connection())),
    submit: (message) =>
      inTurn(async () => {
        const kept = live !== null && !live.dead;
        try {
          return await send(await connection(), server, message);
        } catch (error) {
          // A kept connection may have died unseen, or be ended by the server (421): nothing left, a new one is safe.
          if (!kept || !(error instanceof PosteError) || !(error.code === 'MSS_DOWN' || error.detail?.startsWith('421') === true)) throw error;
          live?.smtp.close();
          live = null;
          return await send(await connection(), server, message);
        }
      }),
    close: async () => {
      closed = true;
      await queue;
      if (live !== null && !live.dead) {
        live.smtp.quit();
        // A server that does not answer QUIT is left after a second.
        patience(live, QUIT_MS);
      }
      live = null;
    },
  };
}

interface LiveConnection {
  readonly smtp: SMTPConnection;
  /** The server or a timeout ended it. */
  dead: boolean;
}

function newConnection(server: MssServer): SMTPConnection {
  return new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: false,
    requireTLS: true,
    // Says nothing of the workstation.
    name: '[127.0.0.1]',
    connectionTimeout: server.timeoutMs,
    greetingTimeout: server.timeoutMs,
    dnsTimeout: server.timeoutMs,
    socketTimeout: server.timeoutMs,
    // A workstation cut from the network still has its loopback, where test operators listen.
    allowInternalNetworkInterfaces: true,
    logger: false,
    tls: { ...clientTls(server.trust, {}, { pss: true, ciphers: CIPHERS }) },
  });
}

/** Name, address, greeting, STARTTLS. */
async function dial(smtp: SMTPConnection): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      // Errors come here before the callback is settled and after (idle timeout): the listener stays.
      smtp.on('error', reject);
      smtp.connect((error) => (error === undefined ? resolve() : reject(error)));
    });
  } catch (error) {
    smtp.close();
    // A property of the library that its declarations leave out: true from STARTTLS to the end of the handshake.
    throw connectionError(error, Object.getOwnPropertyDescriptor(smtp, 'upgrading')?.value === true);
  }
}

async function connect(server: MssServer, token: () => Promise<string>): Promise<LiveConnection> {
  const smtp = newConnection(server);
  const live: LiveConnection = { smtp, dead: false };
  smtp.once('end', () => {
    live.dead = true;
  });
  await dial(smtp);
  try {
    await authenticate(smtp, server.mailbox, token);
  } catch (error) {
    smtp.close();
    throw error;
  }
  patience(live, idleMs(server));
  return live;
}

/**
 * Right after {@link dial}: one refused token is replaced by a new one, once (mssante.md 2.2). A server that does not
 * offer XOAUTH2 inside TLS gets no token: the library would send it all the same.
 */
async function authenticate(smtp: SMTPConnection, mailbox: string, token: () => Promise<string>): Promise<void> {
  const ehlo = smtp.lastServerResponse || '';
  const offered = ehlo.split(/\r?\n/).flatMap((line) => /^250[ -]AUTH[ =](.*)$/i.exec(line)?.[1]?.toUpperCase().split(/[ =]/) ?? []);
  if (!offered.includes('XOAUTH2')) throw mssError('MSS_NO_XOAUTH2', { detail: withoutMatricule(`AUTH ${offered.join(' ')}`) });
  let asked = 0;
  let tokenFailure: { readonly cause: unknown } | null = null;
  const login = async (): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const oauth2 = new XOAuth2({
        user: mailbox,
        provisionCallback: (_user, _renew, done) => {
          asked += 1;
          void (async () => {
            let accessToken: string;
            try {
              accessToken = await token();
            } catch (cause) {
              // The library rewrites the errors it is given: ours stays out of its hands.
              tokenFailure = { cause };
              done(new Error('no token'));
              return;
            }
            done(null, accessToken);
          })();
        },
      });
            smtp.once('error', reject);
      smtp.login({ user: mailbox, oauth2 }, (error) => {
        smtp.removeListener('error', reject);
        if (error === null) resolve();
        else reject(error);
      });
    });
  };
  const failure = (error: unknown): unknown => {
    if (tokenFailure !== null) return tokenFailure.cause;
    const { response, code } = smtpFacts(error);
    return code === 'EAUTH' && response !== null ? smtpRefusal('auth', response) : connectionError(error);
  };
  try {
    await login();
  } catch (error) {
    // After a 334 challenge the library has already tried the second token; a bare 535 is ours to retry.
    if (asked !== 1 || smtpFacts(error).responseCode !== 535) throw failure(error);
    try {
      await login();
    } catch (again) {
      throw failure(again);
    }
  }
}

async function send(
  live: LiveConnection,
  server: MssServer,
  message: Pick<ComposedMessage, 'bytes' | 'envelope' | 'messageId'>,
): Promise<SubmissionResult> {
  const { smtp } = live;
  const { bytes, envelope } = message;
  let handedOver = false;
  const content = Readable.from(chunks(bytes), { objectMode: false });
  content.once('end', () => {
    handedOver = true;
  });
  patience(live, server.timeoutMs);
  try {
    const info = await new Promise<SMTPConnection.SentMessageInfo>((resolve, reject) => {
      smtp.send(
        {
          from: envelope.from,
          to: [...envelope.to],
          size: bytes.length,
          ...(envelope.notify.length === 0 ? {} : { dsn: { ret: 'HDRS', envid: envelopeId(message.messageId), notify: [...envelope.notify] } }),
        },
        content,
        (error, result) => {
          if (error === null && result !== undefined) resolve(result);
          else reject(error ?? new Error('no answer'));
        },
      );
    });
    patience(live, idleMs(server));
    return { response: withoutMatricule(info.response), refused: (info.rejectedErrors ?? []).map(refusedRecipient) };
  } catch (error) {
    throw await sendError(live, server, error, handedOver);
  }
}

async function sendError(live: LiveConnection, server: MssServer, error: unknown, handedOver: boolean): Promise<PosteError> {
  const facts = smtpFacts(error);
  if (facts.code === 'EMESSAGE' && facts.command === 'MAIL FROM') return mssError('MSS_TOO_LARGE', { detail: withoutMatricule(facts.message) });
  if (facts.response === null) {
    live.smtp.close();
    // The whole message was handed over and no answer came: the operator may have taken it.
    return handedOver ? mssError('MSS_UNKNOWN_OUTCOME', { detail: facts.message }) : connectionError(error);
  }
  const refused = facts.rejectedErrors.map(refusedRecipient);
  // The connection stays good after a refusal, once the transaction is reset.
  if (!live.dead) {
    await new Promise<void>((resolve) => {
      live.smtp.once('end', () => resolve());
      live.smtp.reset((failed) => {
        if (failed !== null) live.smtp.close();
        resolve();
      });
    });
    patience(live, idleMs(server));
  }
  const [first] = refused;
  if (first === undefined) return smtpRefusal(step(facts.command), facts.response);
  // One recipient only put off is reason enough to try them all again later.
  return (refused.find(({ error: why }) => why.code === 'MSS_BUSY') ?? refused.find(({ error: why }) => why.code !== 'MSS_MAILBOX_FULL') ?? first).error;
}

function refusedRecipient(thrown: unknown): RefusedRecipient {
  const facts = smtpFacts(thrown);
  const response = facts.response ?? facts.message;
  return { address: facts.recipient, code: facts.responseCode ?? 0, response: withoutMatricule(response), error: smtpRefusal('rcpt', response) };
}

function step(command: string | null): SmtpStep {
  if (command === 'MAIL FROM') return 'mail';
  if (command === 'RCPT TO') return 'rcpt';
  return 'data';
}

/** A failure without an answer to a command: who is at fault is told apart for the service light. */
function connectionError(error: unknown, handshake = false): PosteError {
  const facts = smtpFacts(error);
  const detail = withoutMatricule([facts.originalCode ?? facts.code, facts.message].filter((word) => word !== null).join(': '));
  if (facts.code === 'EDNS') return mssError('MSS_DNS', { detail, cause: error });
  // ETLS also covers a server that merely hangs up during the handshake.
  const hungUp = facts.message.startsWith('Connection closed');
  if ((facts.code === 'ETLS' && !hungUp) || isTlsFailure(facts.originalCode ?? facts.code)) return mssError('MSS_TLS', { detail, cause: error });
  if (facts.response !== null && !facts.response.startsWith('421')) return mssError('MSS_BUSY', { detail, cause: error });
  return mssError('MSS_DOWN', { detail: `at=${handshake ? 'tls' : stageAt(facts)} ${detail}`, cause: error });
}

/** How far the connection had got, out of a handshake: the kind of the library's timeout, or the call that the system refused. */
function stageAt(facts: SmtpFacts): 'tcp' | 'service' {
  return facts.timeoutType === 'CONNECT_TIMEOUT' || facts.syscall === 'connect' || UNREACHED.has(facts.originalCode ?? '') ? 'tcp' : 'service';
}

/** Said of a connection alone; an error made of those of several addresses does not name the call. */
const UNREACHED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL']);

/** OpenSSL and Node certificate errors, as against those of the operating system (`ECONNREFUSED`...). */
function isTlsFailure(code: string | null): boolean {
  return code !== null && /^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CRL_|INVALID_CA|HOSTNAME_MISMATCH|EPROTO$)/.test(code);
}

interface SmtpFacts {
  readonly message: string;
  readonly code: string | null;
  readonly originalCode: string | null;
  /** Which of the library's timeouts it was. */
  readonly timeoutType: string | null;
  /** What the system was asked (`connect`, `read`...). */
  readonly syscall: string | null;
  readonly command: string | null;
  readonly response: string | null;
  readonly responseCode: number | null;
  readonly recipient: string;
  readonly rejectedErrors: readonly unknown[];
}

/** The fields nodemailer hangs on its errors, read without trust. */
function smtpFacts(thrown: unknown): SmtpFacts {
  const field = (name: string): unknown => (typeof thrown === 'object' && thrown !== null ? (Object.getOwnPropertyDescriptor(thrown, name)?.value as unknown) : undefined);
  const word = (name: string): string | null => {
    const value = field(name);
    return typeof value === 'string' ? value : null;
  };
  const responseCode = field('responseCode');
  const rejected = field('rejectedErrors');
  return {
    message: thrown instanceof Error ? thrown.message : String(thrown),
    code: word('code'),
    originalCode: word('originalCode'),
    timeoutType: word('timeoutType'),
    syscall: word('syscall'),
    command: word('command'),
    response: word('response'),
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    recipient: word('recipient') ?? '',
    rejectedErrors: Array.isArray(rejected) ? rejected : [],
  };
}

function* chunks(bytes: Uint8Array): Generator<Buffer> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < whole.length; start += CHUNK) yield whole.subarray(start, start + CHUNK);
}

function envelopeId(messageId: string): string {
  return messageId.replaceAll(/[<>]/g, '');
}

/** How long the connection may stay silent from now on: waiting for an answer, or for the next message. */
function patience(live: LiveConnection, milliseconds: number): void {
  // oxlint-disable-next-line no-underscore-dangle -- declared public by the library, whatever its name
  const { _socket: socket } = live.smtp;
  if (socket) socket.setTimeout(milliseconds);
}

function idleMs(server: MssServer): number {
  return server.idleMs ?? 60_000;
}
