import type { Config } from '../config/schema.ts';
import type { Secrets } from '../platform/types.ts';
import type { Store } from '../store/types.ts';
import { Readings } from '../usecases/journal/readings.ts';
import { Trace } from '../usecases/journal/trace.ts';
import { DataWarning } from './data-warning.ts';
import { openOwnStore } from './own-store.ts';
import { reportOf } from './told.ts';

interface DataPorts {
  readonly secrets: Secrets;
  readonly now: () => Date;
  /** Stands over the store. */
  readonly over: ((store: Store) => Store) | undefined;
  /** What is wrong with the data is another thing than before. */
  readonly changed: () => void;
}

/** The store of this workstation, what was found wrong with it, and the journal of what changes nothing. */
interface Data {
  readonly store: Store;
  readonly warning: DataWarning;
  readonly trace: Trace;
  readonly readings: Readings;
}

/** @throws PosteError those of {@link openOwnStore} */
export async function openData(config: Config, { secrets, now, over, changed }: DataPorts): Promise<Data> {
  const opened = await openOwnStore({
    folder: config.dataFolder,
    stateFolder: config.stateFolder,
    secrets,
    access: 'writing',
    now,
    doubted: ({ reason }) => warning.raise(reason),
  });
  const store = over?.(opened) ?? opened;
  const warning = new DataWarning(store.incident?.reason ?? null, changed);
  const trace = new Trace({ store, now, report: reportOf('audit') });
  return { store, warning, trace, readings: new Readings({ trace, now }) };
}
