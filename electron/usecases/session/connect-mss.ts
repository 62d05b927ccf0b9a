import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { errorFacts, PosteError, fail, type ErrorCode } from '../../../shared/errors.ts';
import type { MailboxConfig } from '../../config/schema.ts';
import { type MssLogin, type OpenSession, type Session } from '../../session/session.ts';
import type { Trace } from '../journal/trace.ts';
import { act } from '../acting.ts';

/** An open Pro Santé Connect session, as far as MSSanté needs it. */
export interface PscLogin {
  token(): Promise<string>;
  disconnect(): Promise<void>;
}

interface MssConnectionPorts {
  readonly session: Session;
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
  readonly bindingMessage: () => string;
  /** How long the person has to answer, in milliseconds. */
  readonly answerMs: number;
  /** Mailbox of a professional on this workstation; null when none is configured. */
  readonly mailboxOf: (idNat: string) => MailboxConfig | null;
  readonly connect: (request: {
    readonly idNat: string;
    readonly bindingMessage: string;
    readonly signal: AbortSignal;
  }) => Promise<PscLogin>;
  /** The mailbox can be used: what waits for it may leave. */
  readonly opened: () => void;
}

const LOGIN_OVER: ReadonlySet<ErrorCode> = new Set(['MSS_AUTH', 'PSC_SESSION_ENDED']);

/** The second, visible login of a session: MSSanté by Pro Santé Connect (at most one per session). */
export class MssConnection {
  readonly #ports: MssConnectionPorts;
  #pending: AbortController | null = null;
  #login: PscLogin | null = null;

  constructor(ports: MssConnectionPorts) {
    this.#ports = ports;
  }

  /**
   * Starts the login and answers at once; the outcome moves the session's `mss` state.
   *
   * @throws PosteError SESSION_CLOSED, MSS_NO_MAILBOX
   */
  start(): void {
    const { session, mailboxOf } = this.#ports;
    const open = session.require();
    if (session.mss.state === 'open' || session.mss.state === 'pending') return;
    const mailbox = mailboxOf(open.pro.idNat);
    if (mailbox === null) throw fail('MSS_NO_MAILBOX');
    const bindingMessage = this.#ports.bindingMessage();
    const pending = new AbortController();
    this.#pending = pending;
    const expiresAt = new Date(this.#ports.now().getTime() + this.#ports.answerMs);
    session.setMss({ state: 'pending', bindingMessage, expiresAt });
    void this.#ports.connect({ idNat: open.pro.idNat, bindingMessage, signal: pending.signal }).then(
      (login) => {
        // The card may have left, or the user cancelled, while the phone was answering.
        if (pending.signal.aborted || session.open !== open) {
          void login.disconnect().catch(() => undefined);
          return;
        }
        this.#pending = null;
        this.#login = login;
        this.#tell(open, { act: 'mss-login.opened', label: 'MSSanté connectée', details: { mailbox: mailbox.address } });
        session.setMss({ state: 'open', mailbox, token: () => login.token() });
        this.#ports.opened();
      },
      (thrown: unknown) => {
        if (pending.signal.aborted || session.open !== open) return;
        this.#pending = null;
        const error = errorFacts(thrown);
        this.#tell(open, { act: 'mss-login.failed', label: 'Connexion à MSSanté non aboutie', result: error.code });
        session.setMss({ state: 'failed', error });
      },
    );
  }

  /** The user gives up waiting. */
  cancel(): void {
    if (this.#pending === null) return;
    this.#pending.abort();
    this.#pending = null;
    const { session } = this.#ports;
    if (session.open !== null) this.#tell(session.open, { act: 'mss-login.cancelled', label: 'Connexion à MSSanté abandonnée' });
    session.setMss({ state: 'closed' });
  }

  /**
   * The operator or Pro Santé Connect no longer takes this login: it says so, and the user may connect again. Any
   * other failure of an exchange leaves it open.
   */
  doubt(login: MssLogin, thrown: unknown): void {
    const { session } = this.#ports;
    if (session.mss !== login || !(thrown instanceof PosteError) || !LOGIN_OVER.has(thrown.code)) return;
    void this.#disconnect();
    if (session.open !== null)
      this.#tell(session.open, { act: 'mss-login.lost', label: 'Connexion à MSSanté interrompue', result: thrown.code });
    session.setMss({ state: 'failed', error: errorFacts(thrown) });
  }

  /** The session ended: the login ends with it, at the proxy too. */
  async end(): Promise<void> {
    this.#pending?.abort();
    this.#pending = null;
    await this.#disconnect();
  }

  #tell(open: OpenSession, entry: Pick<AuditEntry, 'act' | 'label'> & Partial<Pick<AuditEntry, 'result' | 'details'>>): void {
    this.#ports.trace.add(act(open, this.#ports.now(), { patientId: null, ...entry }));
  }

  async #disconnect(): Promise<void> {
    const login = this.#login;
    this.#login = null;
    // The proxy forgets by itself when it cannot be told.
    await login?.disconnect().catch(() => undefined);
  }
}
