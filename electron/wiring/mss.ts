import { fail } from '../../shared/errors.ts';
import type { Config, MailboxConfig } from '../config/schema.ts';
import type { Transport } from '../net/types.ts';
import type { TlsTrust } from '../net/tls.ts';
import { connect, LOGIN_MS, newBindingMessage } from '../psc/session.ts';
import type { ProbeTerms } from '../session/service-lights.ts';
import type { Session } from '../session/session.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import { MssConnection } from '../usecases/session/connect-mss.ts';
import { MailLine } from './mail-line.ts';

interface MssPorts {
  readonly session: Session;
  readonly trace: Trace;
  readonly now: () => Date;
  readonly oneWay: Transport;
  readonly trust: TlsTrust;
}

/** MSSanté for the use cases: the login by Pro Santé Connect, and the line to the operator. */
export interface Mss {
  readonly login: MssConnection;
  readonly mail: MailLine;
  /** Mailbox of a professional on this workstation. */
  mailboxOf(idNat: string): MailboxConfig | null;
  /** Addresses of all of theirs. */
  mailboxesOf(idNat: string): readonly string[];
  /** A professional chose that one of theirs; null, or an address that is not: the first. */
  choose(idNat: string, address: string | null): void;
  /** Asks the operator; null when there is nobody to ask it for. */
  reach(terms: ProbeTerms): Promise<void> | null;
  close(): Promise<void>;
  /** Calls back once the mailbox can be used: what waits for it may leave. */
  onOpened(listener: () => void): void;
}

/** The line ends with the session; the login waits for its person. */
export function mssOf(config: Config, { session, trace, now, oneWay, trust }: MssPorts): Mss {
  const mail = new MailLine(config, trust);
  const opened: (() => void)[] = [];
  const chosen = new Map<string, string | null>();
  const own = (idNat: string): readonly MailboxConfig[] => config.mss.mailboxes.filter((box) => box.owner === idNat);
  const mailboxOf = (idNat: string): MailboxConfig | null => {
    const boxes = own(idNat);
    return boxes.find(({ address }) => address === chosen.get(idNat)) ?? boxes[0] ?? null;
  };
  const login = new MssConnection({
    session,
    trace,
    now,
    bindingMessage: newBindingMessage,
    answerMs: LOGIN_MS,
    parkMaxMs: config.psc.parkMaxMs,
    mailboxOf,
    connect: async ({ idNat, bindingMessage, signal }) => {
      const { proxyUrl, clientId, channel } = config.psc;
      if (proxyUrl === null || clientId === null) throw fail('SERVICE_UNSET', { values: { service: 'Pro Santé Connect' } });
      const open = await connect(
        { transport: oneWay, url: proxyUrl, clientId, timeoutMs: config.psc.timeoutMs },
        { idNat, bindingMessage, channel, signal },
      );
      return { token: () => open.accessToken(), disconnect: () => open.disconnect() };
    },
    opened: () => {
      for (const listener of opened) listener();
      // The first message does not wait for its connection; a failure is said when one leaves.
      if (session.mss.state === 'open')
        void mail
          .to(session.mss)
          .open()
          .catch(() => undefined);
    },
  });
  session.onOpened((open) => login.resume(open));
  session.onEnded((was) => {
    mail.close();
    login.park(was);
  });
  return {
    login,
    mail,
    mailboxOf,
    mailboxesOf: (idNat) => own(idNat).map(({ address }) => address),
    choose: (idNat, address) => void chosen.set(idNat, address),
    reach: (terms) => {
      const { open, mss } = session;
      if (mss.state === 'open') return mail.reach(mss.mailbox, mss.token, terms);
      const mailbox = open === null ? null : mailboxOf(open.pro.idNat);
      return mailbox === null ? null : mail.reach(mailbox, null, terms);
    },
    close: async () => {
      mail.close();
      await login.end();
    },
    onOpened: (listener) => void opened.push(listener),
  };
}
