import type { Config } from '../config/schema.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/types.ts';
import { LastVitaleRead } from '../usecases/vitale/last-read.ts';
import { watchVitaleFolder, type DropPorts, type VitaleDrop } from '../vitale/folder.ts';
import { listenVitaleSocket } from '../vitale/socket.ts';
import { reportOf, type Events } from './told.ts';

interface DeskPorts {
  readonly store: Store;
  readonly uuid: () => string;
  readonly session: Session;
  readonly emit: Events['emit'];
}

/** Where a card is read, emptied when the session ends. */
export function lastReadOf(config: Config, { store, uuid, session, emit }: DeskPorts): LastVitaleRead {
  const lastRead = new LastVitaleRead({
    store,
    uuid,
    inSession: () => session.open !== null,
    maxAgeMs: config.vitale.maxAgeMs,
    changed: (view) => emit('vitale.read', view),
  });
  session.onEnded(() => lastRead.forget());
  return lastRead;
}

/** The hand-overs of the configuration, open until closed. A channel that cannot be opened is reported; the other one works. */
export async function openVitale(config: Config, lastRead: LastVitaleRead, now: () => Date): Promise<VitaleDrop> {
  const report = reportOf('vitale');
  const { dropFolder, pipe, maxAgeMs } = config.vitale;
  const ports: DropPorts = { now, staleMinutes: maxAgeMs / 60_000, onReading: (reading) => lastRead.take(reading), onRefused: report };
  const open: VitaleDrop[] = dropFolder === null ? [] : [watchVitaleFolder(dropFolder, ports)];
  if (pipe !== null) {
    try {
      open.push(await listenVitaleSocket(pipe, ports));
    } catch (thrown) {
      report(thrown);
    }
  }
  return {
    close: async () => {
      await Promise.all(open.map((drop) => drop.close()));
    },
  };
}
