import { fail } from '../../../shared/errors.ts';
import { act, actorOf, type Office } from '../office.ts';

/** A contradiction was looked at and settled. @throws PosteError CONFLICT_UNKNOWN, SESSION_CLOSED */
export function settleConflict(office: Office) {
  return async (id: string): Promise<void> => {
    const session = office.session();
    const now = office.now();
    const conflict = (await office.store.worklists.waiting()).find((one) => one.id === id);
    if (conflict === undefined) throw fail('CONFLICT_UNKNOWN');
    await office.store.commit({
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
