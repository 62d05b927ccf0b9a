import type { Config } from '../config/schema.ts';
import type { ConsentHandlersPorts } from '../ipc/handlers/consent.ts';
import type { Session } from '../session/session.ts';
import type { CommonPorts } from '../usecases/common-ports.ts';
import { closeIdle } from '../usecases/episodes/close-idle.ts';
import { reportOf } from './told.ts';

/** The rules of episodes and of what a structure tells; follow-ups in which nothing is done any more end when somebody comes. */
export function patientWordOf(
  config: Config,
  { common, session }: { readonly common: CommonPorts; readonly session: Session },
): Pick<ConsentHandlersPorts, 'followUpMonths'> {
  const { followUpMonths } = config.episodes;
  const close = closeIdle({ ...common, followUpMonths });
  session.onOpened(() => void close().catch(reportOf('episodes')));
  return { followUpMonths };
}
