import type { Config } from '../config/schema.ts';
import type { VitaleDesk } from '../usecases/vitale/desk.ts';
import { watchVitaleFolder, type DropOptions, type VitaleDrop } from '../vitale/folder.ts';
import { listenVitaleSocket } from '../vitale/socket.ts';

/** The hand-overs of the configuration, open until closed. A channel that cannot be opened is reported; the other one works. */
export async function openVitale(
  config: Config,
  desk: VitaleDesk,
  now: () => Date,
  report: (thrown: unknown) => void,
): Promise<VitaleDrop> {
  const { dropFolder, pipe, maxAgeMs } = config.vitale;
  const options: DropOptions = { now, staleMinutes: maxAgeMs / 60_000, onReading: (reading) => desk.take(reading), onRefused: report };
  const open: VitaleDrop[] = dropFolder === null ? [] : [watchVitaleFolder(dropFolder, options)];
  if (pipe !== null) {
    try {
      open.push(await listenVitaleSocket(pipe, options));
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
