import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import {
  connectionError,
  connectionFacts,
  idleMs,
  logIn,
  operatorTls,
  thrownField,
  thrownText,
  type ConnectionFacts,
  type MssServer,
} from './connection.ts';
import { smtpRefusal } from './smtp-errors.ts';

/** A connection that is authenticated. */
export interface LiveConnection {
  readonly smtp: SMTPConnection;
  /** The server or a timeout ended it. */
  dead: boolean;
}

/** A connection not opened yet: STARTTLS is required of it. */
export function newConnection(server: MssServer): SMTPConnection {
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
    tls: { ...operatorTls(server) },
  });
}

/** Name, address, greeting, STARTTLS. @throws PosteError MSS_DNS, MSS_DOWN, MSS_TLS, MSS_BUSY */
export async function dial(smtp: SMTPConnection): Promise<void> {
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

/** A connection opened and authenticated. @throws PosteError those of {@link dial} and {@link authenticate} */
export async function connect(server: MssServer, token: () => Promise<string>): Promise<LiveConnection> {
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

/** Right after {@link dial}. @throws PosteError MSS_NO_XOAUTH2, MSS_AUTH, MSS_BUSY, MSS_DOWN, or whatever `token` throws */
export async function authenticate(smtp: SMTPConnection, mailbox: string, token: () => Promise<string>): Promise<void> {
  const ehlo = smtp.lastServerResponse || '';
  // The library would send a token to a server that does not offer XOAUTH2.
  const offered = ehlo.split(/\r?\n/).flatMap((line) => /^250[ -]AUTH[ =](.*)$/i.exec(line)?.[1]?.toUpperCase().split(/[ =]/) ?? []);
  await logIn(offered, token, {
    login: (provide) => loginBy(smtp, mailbox, provide),
    refused: (error) => smtpFacts(error).responseCode === 535,
    failure: (error) => {
      const { response, code } = smtpFacts(error);
      return code === 'EAUTH' && response !== null ? smtpRefusal('auth', response) : connectionError(error);
    },
  });
}

function loginBy(smtp: SMTPConnection, mailbox: string, provide: () => Promise<string>): Promise<void> {
  const oauth2 = new XOAuth2({
    user: mailbox,
    provisionCallback: (_user, _renew, done) => {
      void provide().then(
        (accessToken) => done(null, accessToken),
        () => done(new Error('no token')),
      );
    },
  });
  return new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.login({ user: mailbox, oauth2 }, (error) => {
      smtp.removeListener('error', reject);
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** How long the connection may stay silent from now on: waiting for an answer, or for the next message. */
export function patience(live: LiveConnection, milliseconds: number): void {
  // oxlint-disable-next-line no-underscore-dangle -- declared public by the library, whatever its name
  const { _socket: socket } = live.smtp;
  if (socket) socket.setTimeout(milliseconds);
}

/** What a failed command says of itself. */
interface SmtpFacts extends ConnectionFacts {
  readonly command: string | null;
  readonly responseCode: number | null;
  readonly recipient: string;
  readonly rejectedErrors: readonly unknown[];
}

/** The fields nodemailer hangs on its errors. */
export function smtpFacts(thrown: unknown): SmtpFacts {
  const responseCode = thrownField(thrown, 'responseCode');
  const rejected = thrownField(thrown, 'rejectedErrors');
  return {
    ...connectionFacts(thrown),
    command: thrownText(thrown, 'command'),
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    recipient: thrownText(thrown, 'recipient') ?? '',
    rejectedErrors: Array.isArray(rejected) ? rejected : [],
  };
}
