import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { PosteError } from '../../shared/errors.ts';
import { inTurn } from '../in-turn.ts';
import { connectionError, idleMs, type MssServer } from './connection.ts';
import { withoutMatricule } from './detail.ts';
import { mssError } from './errors.ts';
import type { ComposedMessage } from './message.ts';
import { authenticate, connect, dial, newConnection, patience, smtpFacts, type LiveConnection } from './smtp-connection.ts';
import { smtpRefusal, type SmtpStep } from './smtp-errors.ts';

/** A recipient the operator refused while it took the message for others. */
interface RefusedRecipient {
  readonly address: string;
  /** SMTP code, `550`. */
  readonly code: number;
  readonly response: string;
  readonly error: PosteError;
}

/** The operator said 250 after the message. */
interface SubmissionResult {
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

const CHUNK = 64 * 1024;

/**
 * Submits one message on a connection of its own (RFC 6409 with STARTTLS, SASL XOAUTH2; mss/README 2).
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
  let closed = false;

  const oneAtATime = inTurn();
  const connection = async (): Promise<LiveConnection> => {
    if (closed) throw mssError('MSS_DOWN', { detail: 'closed' });
    if (live === null || live.dead) live = await connect(server, token);
    return live;
  };
  return {
    open: () => oneAtATime(async () => void (await connection())),
    submit: (message) =>
      oneAtATime(async () => {
        const kept = live !== null && !live.dead;
        try {
          return await send(await connection(), server, message);
        } catch (error) {
          // A kept connection may have died unseen, or be ended by the server (421): nothing left, a new one is safe.
          if (!kept || !(error instanceof PosteError) || !(error.code === 'MSS_DOWN' || error.detail?.startsWith('421') === true))
            throw error;
          live?.smtp.close();
          live = null;
          return await send(await connection(), server, message);
        }
      }),
    close: async () => {
      closed = true;
      await oneAtATime(() => Promise.resolve());
      if (live !== null && !live.dead) {
        live.smtp.quit();
        // A server that does not answer QUIT is left after a second.
        patience(live, QUIT_MS);
      }
      live = null;
    },
  };
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
          ...(envelope.notify.length === 0
            ? {}
            : { dsn: { ret: 'HDRS', envid: envelopeId(message.messageId), notify: [...envelope.notify] } }),
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
  if (facts.code === 'EMESSAGE' && facts.command === 'MAIL FROM')
    return mssError('MSS_TOO_LARGE', { detail: withoutMatricule(facts.message) });
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
  return (
    refused.find(({ error: why }) => why.code === 'MSS_BUSY') ??
    refused.find(({ error: why }) => why.code !== 'MSS_MAILBOX_FULL') ??
    first
  ).error;
}

function refusedRecipient(thrown: unknown): RefusedRecipient {
  const facts = smtpFacts(thrown);
  const response = facts.response ?? facts.message;
  return {
    address: facts.recipient,
    code: facts.responseCode ?? 0,
    response: withoutMatricule(response),
    error: smtpRefusal('rcpt', response),
  };
}

function step(command: string | null): SmtpStep {
  if (command === 'MAIL FROM') return 'mail';
  if (command === 'RCPT TO') return 'rcpt';
  return 'data';
}

function* chunks(bytes: Uint8Array): Generator<Buffer> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < whole.length; start += CHUNK) yield whole.subarray(start, start + CHUNK);
}

function envelopeId(messageId: string): string {
  return messageId.replaceAll(/[<>]/g, '');
}
