import type { CallOutput } from '../../../shared/contract/index.ts';
import type { Store } from '../../store/types.ts';
import { act, type Acting } from '../acting.ts';
import type { Trace } from './trace.ts';

export interface VerifyJournalPorts {
  readonly store: Pick<Store, 'audit'>;
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
}

/** Verifies the whole journal against what was noted of it outside of the store; the journal keeps the verdict. */
export function verifyJournal({ store, trace, now }: VerifyJournalPorts) {
  return async (by: Acting): Promise<CallOutput<'audit.verify'>> => {
    const { valid, length, head, brokenAt, reason, anchored, incidents } = await store.audit.verify();
    const result = reason !== null ? `AUDIT_${reason.toUpperCase()}` : anchored ? 'ok' : 'AUDIT_UNANCHORED';
    trace.add(
      act(by, now(), { act: 'journal.verified', label: 'Journal vérifié', patientId: null, result, details: { length, head, brokenAt } }),
    );
    return { valid, length, head, brokenAt, reason, anchored, incidents };
  };
}
