import type { Config } from '../config/schema.ts';
import type { Doors } from '../doors/types.ts';
import type { HandlersPorts } from '../ipc/handlers.ts';
import { checkPdf } from '../pdf/check.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/types.ts';
import { mssStanding } from '../usecases/session/mss-standing.ts';
import { undoWindow, type SettingsPorts } from '../usecases/settings/get-settings.ts';
import type { Mss } from './mss.ts';
import { preparationOf, type PreparationPorts } from './preparation.ts';

interface DocumentsPorts extends PreparationPorts {
  readonly store: Store;
  readonly session: Session;
  readonly doors: Doors;
  readonly mss: Mss;
  readonly undo: SettingsPorts['undo'];
}

/** What checks, plans and prepares documents for the use cases. */
export function documentPorts(
  config: Config,
  ports: DocumentsPorts,
): Pick<HandlersPorts['documents'], 'checkPdf' | 'plan' | 'prepare' | 'undoMs'> {
  const { store, session, now, mss, doors } = ports;
  return {
    checkPdf: (bytes) => checkPdf(doors, bytes, { maxPages: config.documents.maxPdfPages }),
    plan: {
      store,
      now,
      current: () => session.open,
      ageOfMajority: config.dmp.ageOfMajority,
      mss: () => mssStanding({ session, mailboxOf: (idNat) => mss.mailboxOf(idNat)?.address ?? null }),
    },
    prepare: preparationOf(config, ports),
    undoMs: undoWindow(ports),
  };
}
