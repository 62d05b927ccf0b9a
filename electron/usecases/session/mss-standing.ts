import type { Session } from '../../session/session.ts';

export interface MssStanding {
  readonly state: 'open' | 'login-needed' | 'no-mailbox';
  readonly mailbox: string | null;
}

interface MssStandingPorts {
  readonly session: Pick<Session, 'open' | 'mss'>;
  /** Mailbox of a professional on this workstation; null when none is configured. */
  readonly mailboxOf: (idNat: string) => string | null;
}

/** Whether messages of whoever is logged in can leave by MSSanté, and from which mailbox. */
export function mssStanding({ session, mailboxOf }: MssStandingPorts): MssStanding {
  const mailbox = session.open === null ? null : mailboxOf(session.open.pro.idNat);
  return { mailbox, state: session.mss.state === 'open' ? 'open' : mailbox === null ? 'no-mailbox' : 'login-needed' };
}
