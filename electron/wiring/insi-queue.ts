import type { Config } from '../config/schema.ts';
import type { Session } from '../session/session.ts';
import type { CommonPorts } from '../usecases/common-ports.ts';
import type { InsiSearch } from '../usecases/patients/ask-insi.ts';
import { InsiQueue } from '../usecases/patients/insi-queue.ts';
import { reportOf } from './told.ts';

interface QueuePorts {
  readonly common: CommonPorts;
  readonly insi: InsiSearch;
  readonly session: Session;
}

/** What asks INSi again, while somebody is there. */
export function insiQueueOf(config: Config, { common, insi, session }: QueuePorts): InsiQueue {
  const { queueMax: maxPerDay, queuePauseMs: pauseMs, queueRetryMs: retryMs } = config.identity;
  return new InsiQueue({
    ...common,
    ...insi,
    current: () => session.open,
    options: { maxPerDay, pauseMs, retryMs },
    report: reportOf('insi'),
  });
}
