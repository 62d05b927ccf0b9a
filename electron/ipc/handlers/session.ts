import type { SessionState, sessionCalls } from '../../../shared/contract/session.ts';
import type { Session } from '../../session/session.ts';
import { chooseSituation } from '../../usecases/session/choose-situation.ts';
import type { MssConnection } from '../../usecases/session/connect-mss.ts';
import { identify, sessionPeople, type IdentifyPorts } from '../../usecases/session/identify.ts';
import { logIn } from '../../usecases/session/log-in.ts';
import type { Handlers } from '../bridge.ts';
import { thenShown } from './answers.ts';

export interface SessionHandlersPorts extends Omit<IdentifyPorts, 'session'> {
  readonly session: Session;
  readonly mss: Pick<MssConnection, 'start' | 'cancel'>;
  /** What the lock screen and the top bar show. */
  readonly state: () => SessionState;
}

/** The card's session, and the login to MSSanté. */
export function sessionHandlers(ports: SessionHandlersPorts): Pick<Handlers, keyof typeof sessionCalls> {
  const { session, mss, state } = ports;
  return {
    'session.state': () => Promise.resolve(state()),
    'session.open': thenShown(logIn(ports), state),
    'session.chooseSituation': thenShown(chooseSituation(ports), state),
    'session.people': sessionPeople(ports),
    'session.identify': thenShown(identify(ports), state),
    'session.lock': thenShown(() => session.lock('user'), state),
    'session.touch': thenShown(
      () => session.touch(),
      () => null,
    ),
    'session.connectMss': thenShown(() => mss.start(), state),
    'session.cancelMss': thenShown(() => mss.cancel(), state),
  };
}
