import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';

/** A contradiction was looked at and settled. @throws PosteError CONFLICT_UNKNOWN, SESSION_CLOSED */
export function settleConflict(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const conflict = (await common.store.worklists.waiting()).find((one) => one.id === id);
    if (conflict === undefined) throw fail('CONFLICT_UNKNOWN');
    await common.store.commit({
      changes: [{ kind: 'conflict.settle', conflictId: id, at: now.toISOString(), by: actorOf(session) }],
      audit: conflict.patientIds.map((patientId) =>
        act(session, now, {
          act: 'conflict.settled',
          label: 'Contradiction d’identité réglée',
          patientId,
          objectId: id,
          details: { code: conflict.code },
        }),
      ),
    });
  };
}
