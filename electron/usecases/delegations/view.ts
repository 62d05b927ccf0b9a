import { documentType } from '../../../shared/codes/index.ts';
import type { DelegationView } from '../../../shared/contract/delegations.ts';
import { standingOf } from '../../../shared/domain/delegation/standing.ts';
import type { DelegationRecord } from '../../../shared/domain/record/delegation.ts';
import { displayName } from '../../session/professional.ts';
import type { OpenSession } from '../../session/session.ts';
import { actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';

/** Delegations of whoever asks, made and received. */
export function listDelegations({ store, now }: Pick<CommonPorts, 'store' | 'now'>) {
  return async (by: OpenSession): Promise<DelegationView[]> => {
    const { idNat } = actorOf(by);
    const at = now().toISOString();
    return (await store.delegations.of(idNat)).map((one) => delegationView(one, idNat, at));
  };
}

function delegationView({ id, from, to, acts, types, ...ends }: DelegationRecord, me: string, at: string): DelegationView {
  const { since, until, revokedAt } = ends;
  return {
    id,
    from: { idNat: from.idNat, name: displayName(from) },
    to: { ...to },
    acts: [...acts],
    types: types.map((code) => ({ code, label: documentType(code)?.displayName ?? code })),
    since,
    until,
    revokedAt,
    standing: standingOf(ends, at),
    mine: from.idNat === me,
  };
}
