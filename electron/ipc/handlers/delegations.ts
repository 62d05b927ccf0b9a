import type { delegationCalls } from '../../../shared/contract/delegations.ts';
import type { CommonPorts } from '../../usecases/common-ports.ts';
import { listColleagues } from '../../usecases/delegations/list-colleagues.ts';
import { makeDelegation } from '../../usecases/delegations/make-delegation.ts';
import { revokeDelegation } from '../../usecases/delegations/revoke-delegation.ts';
import { listDelegations } from '../../usecases/delegations/view.ts';
import type { Handlers } from '../bridge.ts';

/** Who may do what in whose name. */
export function delegationHandlers(common: CommonPorts): Pick<Handlers, keyof typeof delegationCalls> {
  const list = listDelegations(common);
  const colleagues = listColleagues(common.store);
  const make = makeDelegation(common);
  const revoke = revokeDelegation(common);
  return {
    'delegations.list': (_nothing, by) => list(by),
    'delegations.colleagues': (_nothing, by) => colleagues(by),
    'delegations.make': async (terms, by) => {
      await make(terms);
      return await list(by);
    },
    'delegations.revoke': async (asked, by) => {
      await revoke(asked);
      return await list(by);
    },
  };
}
