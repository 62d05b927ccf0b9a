import type { Config } from '../config/schema.ts';
import type { Session } from '../session/session.ts';
import type { Office } from '../usecases/office.ts';
import type { InsiSearch } from '../usecases/patients/ask-insi.ts';
import { InsiQueue } from '../usecases/patients/insi-queue.ts';
import { reportOf } from './told.ts';

export interface QueuePorts {
  readonly office: Office;
  readonly insi: InsiSearch;
  readonly session: Session;
}

/** What asks INSi again, while somebody is there. */
export function insiQueueOf(config: Config, { office, insi, session }: QueuePorts): InsiQueue {
  const { queueMax: maxPerDay, queuePauseMs: pauseMs, queueRetryMs: retryMs } = config.identity;
  return new InsiQueue({
    ...office,
    ...insi,
    current: () => session.open,
    options: { maxPerDay, pauseMs, retryMs },
    report: reportOf('insi'),
  });
}
