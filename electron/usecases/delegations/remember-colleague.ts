import { isStaff } from '../../../shared/domain/rights/actor.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { actorOf } from '../acting.ts';

/** Keeps that somebody works here for the structure of their session: colleagues may delegate to them. */
export function rememberColleague({ store, report }: { readonly store: Store; readonly report: (thrown: unknown) => void }) {
  return (open: OpenSession): void => {
    const structure = open.situation.structureIdNat;
    const colleague = { ...actorOf(open), staff: isStaff(open.rights) };
    store.commit({ changes: [{ kind: 'colleague.seen', structure, colleague }], audit: [] }).catch(report);
  };
}
