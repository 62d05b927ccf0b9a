import type { SettingsView } from '../../shared/contract/settings.ts';
import type { Config } from '../config/schema.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/types.ts';
import { getSettings, type SettingsPorts } from '../usecases/settings/get-settings.ts';
import type { SettingsTermsPorts } from '../usecases/settings/tell-terms.ts';
import type { Decisions } from './about.ts';
import type { Mss } from './mss.ts';
import { reportOf } from './told.ts';

interface ChosenPorts {
  readonly store: Store;
  readonly session: Session;
  readonly mss: Mss;
  readonly decisions: Decisions;
}

/** What the person logged in chose, within what the machine leaves to them; in force as soon as their session opens. */
export function chosenSettings(
  config: Config,
  { store, session, mss, decisions }: ChosenPorts,
): SettingsPorts & SettingsTermsPorts & { readonly changed: (settings: SettingsView) => void } {
  const ports: SettingsPorts = {
    store,
    current: () => session.open,
    undo: { ms: config.outbox.undoMs, fixed: decisions.isLocked('/outbox/undoMs') },
    lock: { ms: config.session.idleLockMs, fixed: decisions.isLocked('/session/idleLockMs') },
  };
  const read = getSettings(ports);
  const changed = ({ lockMinutes, mailbox }: SettingsView): void => {
    if (session.open !== null) mss.choose(session.open.pro.idNat, mailbox);
    session.lockAfter(lockMinutes === null ? null : lockMinutes * 60_000);
  };
  session.onOpened(() => void read().then(changed).catch(reportOf('settings')));
  return { ...ports, changed, mailboxesOf: (idNat) => mss.mailboxesOf(idNat) };
}
