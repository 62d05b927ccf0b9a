import type { Worklists } from '../../../shared/contract/worklists.ts';
import type { Store } from '../../store/types.ts';
import { insiOutcomeOf } from '../patients/insi-answer.ts';
import { boundsOfDay } from '../patients/local-day.ts';
import { patientRow, receivedView } from '../patients/view.ts';
import { conflictView } from './conflict-view.ts';

export interface WorklistsPorts {
  readonly store: Store;
  readonly now: () => Date;
  /** Years after which a qualified identity is asked of INSi again. */
  readonly recheckYears: number;
}

/** Records that ask for somebody's work: today's, the doubtful, the contradictions, those qualified too long ago. */
export function getWorklists(ports: WorklistsPorts) {
  return async (): Promise<Worklists> => {
    const { store, recheckYears } = ports;
    const now = ports.now();
    const { from, to } = boundsOfDay(now);
    const before = new Date(now);
    before.setFullYear(before.getFullYear() - recheckYears);
    const [toQualify, doubtful, conflicts, received, stale] = await Promise.all([
      store.worklists.toQualify(from, to),
      store.worklists.doubtful(),
      store.worklists.conflicts(),
      store.worklists.received(),
      store.worklists.stale(before.toISOString()),
    ]);
    return {
      toQualify: await Promise.all(
        toQualify.map(async ({ row, why, since, answerId }) => ({
          row: patientRow(row),
          why,
          since,
          answer: await answerOf(store, row.id, answerId),
        })),
      ),
      doubtful: doubtful.map(patientRow),
      conflicts: await Promise.all(conflicts.map((conflict) => conflictView(store, conflict))),
      received: received.map(({ row, received: matricules }) => ({ row: patientRow(row), matricules: matricules.map(receivedView) })),
      stale: stale.map(({ row, qualifiedAt }) => ({ row: patientRow(row), qualifiedAt })),
      recheckYears,
    };
  };
}

/** What INSi answered meanwhile, compared with the record as it is now. */
async function answerOf(store: Store, patientId: string, answerId: string | null): Promise<Worklists['toQualify'][number]['answer']> {
  if (answerId === null) return null;
  const [answer, patient] = await Promise.all([store.insi.get(answerId), store.patients.get(patientId)]);
  return answer === null || patient === null ? null : insiOutcomeOf(answer, patient);
}
