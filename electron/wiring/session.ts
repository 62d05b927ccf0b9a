import type { SessionState } from '../../shared/contract/session.ts';
import { facilityType } from '../../shared/codes/index.ts';
import { presenceError } from '../card/presence-error.ts';
import type { CardService } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { CardTransport } from '../session/card-key.ts';
import { Session, type OpenSession } from '../session/session.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import type { Readings } from '../usecases/journal/readings.ts';
import { act } from '../usecases/acting.ts';
import type { UsualSituations } from '../usecases/session/usual-situations.ts';
import { sessionView } from '../usecases/session/view.ts';
import type { Rights } from '../usecases/rights/rights.ts';
import type { Store } from '../store/types.ts';
import type { DataWarning } from './data-warning.ts';
import { reportOf } from './told.ts';
import type { Trust } from './trust.ts';

interface CardSessionPorts {
  readonly card: CardService;
  readonly cardKey: CardTransport;
  readonly trust: Trust;
  readonly trace: Trace;
  readonly usual: UsualSituations;
  readonly now: () => Date;
}

/** The session of the card: its certificates judged, its TLS key lent while it is open, its opening in the journal, its situation remembered. */
export function sessionOf(config: Config, { card, cardKey, trust, trace, usual, now }: CardSessionPorts): Session {
  const session = new Session({
    card,
    now,
    idleLockMs: config.session.idleLockMs,
    vouch: (inserted) => trust.vouch(inserted),
    unlockKey: (pin, inserted) => cardKey.unlock(pin, inserted),
    pick: (idNat, situations, asked) => usual.pick(idNat, situations, asked),
    sections: config.structure.pharmacistSections,
    structures: config.structure.ids,
  });
  session.onOpened((open) => {
    trace.add(openedEntry(open, now()));
    void usual.remember(open, session.situations);
  });
  session.onEnded(() => cardKey.lock());
  return session;
}

const openedEntry = (open: OpenSession, now: Date) =>
  act(open, now, {
    act: 'session.opened',
    label: 'Session ouverte',
    patientId: null,
    details: { card: open.rights.card, generation: open.card.generation },
  });

/** What the lock screen and the top bar show, as of now. */
export const sessionStateOf =
  (config: Config, { session, rights, usual, trust, warning, now }: SessionStatePorts): (() => SessionState) =>
  () =>
    sessionView({
      session,
      rights,
      usual: (idNat) => usual.of(idNat),
      presenceError,
      sectorLabel: (code) => facilityType(code)?.displayName ?? code,
      now,
      expiryWarningDays: config.card.expiryWarningDays,
      revocationWarning: () => trust.lists.warning,
      dataWarning: () => warning.current,
    });

interface SessionStatePorts {
  readonly session: Session;
  readonly rights: Pick<Rights, 'atOffice'>;
  readonly usual: UsualSituations;
  readonly trust: Trust;
  readonly warning: DataWarning;
  readonly now: () => Date;
}

interface SessionEndPorts {
  readonly session: Session;
  readonly store: Store;
  readonly trace: Trace;
  readonly readings: Readings;
  readonly now: () => Date;
}

/** The end of a session in the journal, after what the others have to say of it; where the journal stands is noted then. */
export function journalEnds({ session, store, trace, readings, now }: SessionEndPorts): void {
  session.onEnded((was, reason) => {
    readings.sessionEnded();
    if (was === null) return;
    trace.add(act(was, now(), { act: 'session.closed', label: 'Session fermée', patientId: null, details: { reason } }));
    trace
      .flush()
      .then(() => store.checkpoint())
      .catch(reportOf('audit'));
  });
}
