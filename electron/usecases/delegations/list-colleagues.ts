import type { CallOutput } from '../../../shared/contract/index.ts';
import { isPractice } from '../../../shared/domain/rights/can.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { colleaguesOf } from './colleagues.ts';
import { actorOf } from '../acting.ts';

/** To whom whoever asks may delegate: everybody else who works for the structure of theirs. */
export function listColleagues(store: Store) {
  return async (by: OpenSession): Promise<CallOutput<'delegations.colleagues'>> => {
    const colleagues = await colleaguesOf(store, by.situation.structureIdNat);
    return { colleagues: colleagues.filter(({ idNat }) => idNat !== actorOf(by).idNat), feeding: isPractice(by.situation.sector) };
  };
}
