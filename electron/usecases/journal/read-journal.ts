import type { CallOutput, CallReceived } from '../../../shared/contract/index.ts';
import type { Store } from '../../store/types.ts';
import type { Acting } from '../acting.ts';
import type { Readings } from './readings.ts';
import type { Trace } from './trace.ts';
import { auditEntryView } from './view.ts';

export interface ReadJournalPorts {
  readonly store: Pick<Store, 'audit'>;
  readonly readings: Pick<Readings, 'journal'>;
  readonly trace: Pick<Trace, 'flush'>;
}

/** A page of the journal. Whoever reads it reads all of it, this reading too. */
export function readJournal({ store, readings, trace }: ReadJournalPorts) {
  return async (page: CallReceived<'audit.list'>, by: Acting): Promise<CallOutput<'audit.list'>> => {
    readings.journal(by);
    await trace.flush();
    const { entries, total } = await store.audit.page(page);
    return { total, entries: entries.map(auditEntryView) };
  };
}
