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

/** A page of the journal. Whoever reads it reads this reading too; that of one patient is part of the record, whose opening is told. */
export function readJournal({ store, readings, trace }: ReadJournalPorts) {
  return async (page: CallReceived<'audit.list'>, by: Acting): Promise<CallOutput<'audit.list'>> => {
    if (page.patientId === undefined) readings.journal(by);
    await trace.flush();
    const { entries, total, next } = await store.audit.page(page);
    return { total, next, entries: entries.map(auditEntryView) };
  };
}

/** Who acted and what was done, to choose from: what was read a moment ago too. */
export function readFacets({ store, trace }: Pick<ReadJournalPorts, 'store' | 'trace'>) {
  return async (): Promise<CallOutput<'audit.facets'>> => {
    await trace.flush();
    return store.audit.facets();
  };
}
