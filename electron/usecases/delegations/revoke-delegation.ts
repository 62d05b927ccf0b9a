import { fail } from '../../../shared/errors.ts';
import { displayName } from '../../session/professional.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';

/**
 * Whoever made a delegation ends it, at once.
 *
 * @throws PosteError DELEGATION_UNKNOWN, DELEGATION_OTHER_PERSON, DELEGATION_OVER, SESSION_CLOSED
 */
export function revokeDelegation(common: CommonPorts) {
  return async ({ id }: { readonly id: string }): Promise<void> => {
    const session = common.session();
    const delegation = await common.store.delegations.get(id);
    if (delegation === null) throw fail('DELEGATION_UNKNOWN');
    const { from, to, revision, revokedAt } = delegation;
    if (from.idNat !== actorOf(session).idNat) throw fail('DELEGATION_OTHER_PERSON', { values: { name: displayName(from) } });
    if (revokedAt !== null) throw fail('DELEGATION_OVER');
    const now = common.now();
    await common.store.commit({
      changes: [{ kind: 'delegation.revoke', id, revision, at: now.toISOString() }],
      audit: [
        act(session, now, {
          act: 'delegation.revoked',
          label: 'Délégation retirée',
          patientId: null,
          objectId: id,
          details: { to: to.name, acts: delegation.acts.join(' ') },
        }),
      ],
    });
  };
}
