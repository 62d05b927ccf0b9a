import type { auditCalls } from '../../../shared/contract/audit.ts';
import { readFacets, readJournal, type ReadJournalPorts } from '../../usecases/journal/read-journal.ts';
import type { Trace } from '../../usecases/journal/trace.ts';
import { verifyJournal, type VerifyJournalPorts } from '../../usecases/journal/verify-journal.ts';
import type { Handlers } from '../bridge.ts';

export interface AuditHandlersPorts extends ReadJournalPorts, VerifyJournalPorts {
  readonly trace: Pick<Trace, 'add' | 'flush'>;
}

/** The journal, read and verified. */
export function auditHandlers(ports: AuditHandlersPorts): Pick<Handlers, keyof typeof auditCalls> {
  const verify = verifyJournal(ports);
  return { 'audit.list': readJournal(ports), 'audit.facets': readFacets(ports), 'audit.verify': (_nothing, by) => verify(by) };
}
