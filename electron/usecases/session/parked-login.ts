import type { MailboxConfig } from '../../config/schema.ts';
import type { OpenSession } from '../../session/session.ts';
import { act } from '../acting.ts';
import type { Trace } from '../journal/trace.ts';

/** An open Pro Santé Connect session, as far as MSSanté needs it. */
export interface PscLogin {
  token(): Promise<string>;
  disconnect(): Promise<void>;
}

/** A login, with the mailbox that it opens. */
export interface MailboxLogin {
  readonly login: PscLogin;
  readonly mailbox: MailboxConfig;
}

/** Why a parked login is over: somebody else logged in, its time has passed, the clock no longer says how long it waited, the application stops. */
type DropReason = 'other-person' | 'expired' | 'clock' | 'quit';

interface Parked extends MailboxLogin {
  /** The session that it was opened in. */
  readonly open: OpenSession;
  readonly at: Date;
  readonly expiry: NodeJS.Timeout;
}

export interface ParkedLoginPorts {
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
  /** How long a login may be parked, in milliseconds; 0: it ends with its session. */
  readonly parkMaxMs: number;
}

/**
 * The login to MSSanté of a session that is locked: kept in memory alone, asked nothing, until the same person gives their PIN
 * at this workstation (psc/README 6). It is ended at the proxy when they do not come back in time, when somebody else does, and
 * when the application stops.
 */
export class ParkedLogin {
  readonly #ports: ParkedLoginPorts;
  #parked: Parked | null = null;

  constructor(ports: ParkedLoginPorts) {
    this.#ports = ports;
  }

  /** @param open the session that just ended. */
  park(kept: MailboxLogin, open: OpenSession): void {
    const { parkMaxMs, now } = this.#ports;
    if (parkMaxMs === 0) {
      void end(kept);
      return;
    }
    const expiry = setTimeout(() => void this.drop('expired'), parkMaxMs);
    expiry.unref();
    this.#parked = { ...kept, open, at: now(), expiry };
    this.#tell(open, 'mss-login.parked', 'Connexion à MSSanté mise de côté', {});
  }

  /** The login of whoever just logged in, no longer parked; null when there is none, or none that may be taken up: it is over then. */
  take(open: OpenSession): MailboxLogin | null {
    const parked = this.#parked;
    if (parked === null) return null;
    const over = this.#whyOver(parked, open);
    if (over !== null) {
      void this.drop(over);
      return null;
    }
    clearTimeout(parked.expiry);
    this.#parked = null;
    this.#tell(open, 'mss-login.resumed', 'Connexion à MSSanté reprise', {});
    return { login: parked.login, mailbox: parked.mailbox };
  }

  #whyOver({ open, at }: Parked, now: OpenSession): DropReason | null {
    if (open.pro.idNat !== now.pro.idNat) return 'other-person';
    // The timer does not count the sleep of the workstation, and a clock put back counts nothing.
    const waited = this.#ports.now().getTime() - at.getTime();
    if (waited < 0) return 'clock';
    return waited > this.#ports.parkMaxMs ? 'expired' : null;
  }

  /** Ends what is parked. Resolves once the proxy knows it, or cannot be told. */
  async drop(why: DropReason): Promise<void> {
    const parked = this.#parked;
    if (parked === null) return;
    this.#parked = null;
    clearTimeout(parked.expiry);
    this.#tell(parked.open, 'mss-login.dropped', 'Connexion à MSSanté terminée', { why });
    await end(parked);
  }

  #tell(open: OpenSession, name: string, label: string, details: Readonly<Record<string, string>>): void {
    this.#ports.trace.add(act(open, this.#ports.now(), { act: name, label, patientId: null, details }));
  }
}

/** The proxy forgets by itself when it cannot be told. */
const end = ({ login }: MailboxLogin): Promise<void> => login.disconnect().catch(() => undefined);
