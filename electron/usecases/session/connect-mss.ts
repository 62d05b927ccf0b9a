import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { errorFacts, PosteError, fail, type ErrorCode } from '../../../shared/errors.ts';
import type { MailboxConfig } from '../../config/schema.ts';
import { type MssLogin, type OpenSession, type Session } from '../../session/session.ts';
import { act } from '../acting.ts';
import { ParkedLogin, type MailboxLogin, type ParkedLoginPorts, type PscLogin } from './parked-login.ts';

interface MssConnectionPorts extends ParkedLoginPorts {
  readonly session: Session;
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

/**
 * The second, visible login of a session: MSSanté by Pro Santé Connect (at most one per session). It outlives the lock for the
 * same person alone, who finds it again after their PIN; nothing uses it meanwhile.
 */
export class MssConnection {
  readonly #ports: MssConnectionPorts;
  readonly #parked: ParkedLogin;
  #pending: AbortController | null = null;
  #held: MailboxLogin | null = null;

  constructor(ports: MssConnectionPorts) {
    this.#ports = ports;
    this.#parked = new ParkedLogin(ports);
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
        this.#tell(open, { act: 'mss-login.opened', label: 'MSSanté connectée', details: { mailbox: mailbox.address } });
        this.#opens(open, { login, mailbox });
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
    this.#giveUp();
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

  /** Somebody logged in: their own parked login is open again, anybody else's is over. */
  resume(open: OpenSession): void {
    const kept = this.#parked.take(open);
    if (kept === null) return;
    this.#opens(open, kept);
    const { mss } = this.#ports.session;
    // One that was ended meanwhile says so now, and not with the first message.
    if (mss.state === 'open') mss.token().catch((thrown: unknown) => this.doubt(mss, thrown));
  }

  /** The session ended: what was waited for is given up, and a login that was open is parked for its person. */
  park(was: OpenSession | null): void {
    this.#giveUp();
    const held = this.#held;
    this.#held = null;
    if (held !== null && was !== null) this.#parked.park(held, was);
  }

  /** The application stops: every login ends, at the proxy too. */
  async end(): Promise<void> {
    this.#giveUp();
    await this.#parked.drop('quit');
    await this.#disconnect();
  }

  #giveUp(): void {
    this.#pending?.abort();
    this.#pending = null;
  }

  #opens(open: OpenSession, held: MailboxLogin): void {
    this.#held = held;
    this.#ports.session.setMss({ state: 'open', mailbox: held.mailbox, token: () => this.#token(open, held.login) });
    this.#ports.opened();
  }

  /** A token, for as long as that session is open: whatever still holds the login once it is locked gets none. */
  async #token(open: OpenSession, login: PscLogin): Promise<string> {
    const isLocked = (): boolean => this.#ports.session.open !== open;
    if (isLocked()) throw fail('MSS_LOGIN_NEEDED');
    const token = await login.token();
    if (isLocked()) throw fail('MSS_LOGIN_NEEDED');
    return token;
  }

  #tell(open: OpenSession, entry: Pick<AuditEntry, 'act' | 'label'> & Partial<Pick<AuditEntry, 'result' | 'details'>>): void {
    this.#ports.trace.add(act(open, this.#ports.now(), { patientId: null, ...entry }));
  }

  async #disconnect(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    // The proxy forgets by itself when it cannot be told.
    await held?.login.disconnect().catch(() => undefined);
  }
}
