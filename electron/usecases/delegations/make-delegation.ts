import { documentType } from '../../../shared/codes/index.ts';
import type { CallReceived } from '../../../shared/contract/index.ts';
import { termsProblem } from '../../../shared/domain/delegation/terms.ts';
import { fail } from '../../../shared/errors.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { colleaguesOf } from './colleagues.ts';

/**
 * A professional, their own card in, lets somebody of their structure do something in their name.
 *
 * @throws PosteError DELEGATION_*, RIGHTS_PRACTICE, TYPE_UNKNOWN, SESSION_CLOSED
 */
export function makeDelegation(common: CommonPorts) {
  return async ({ to, acts, types, since, until }: CallReceived<'delegations.make'>): Promise<void> => {
    const session = common.session();
    const structure = session.situation.structureIdNat;
    const colleague = (await colleaguesOf(common.store, structure)).find(({ idNat }) => idNat === to);
    if (colleague === undefined) throw fail('DELEGATION_OTHER_STRUCTURE', { path: '/to', values: { name: await nameOf(common, to) } });
    const unknown = types.find((code) => documentType(code) === null);
    if (unknown !== undefined) throw fail('TYPE_UNKNOWN', { path: '/types', values: { type: unknown } });
    const now = common.now();
    const terms = { from: session.pro, to: colleague, acts, types, since: since ?? now.toISOString(), until };
    const problem = termsProblem(terms);
    if (problem !== null) throw problem;
    const id = common.uuid();
    const { staff: _, ...delegate } = colleague;
    await common.store.commit({
      changes: [{ kind: 'delegation.add', delegation: { ...terms, id, revision: 0, to: delegate, structure, revokedAt: null } }],
      audit: [
        act(session, now, {
          act: 'delegation.made',
          label: 'Délégation donnée',
          patientId: null,
          objectId: id,
          details: { to: colleague.name, acts: acts.join(' '), types: types.join(' '), since: terms.since, until },
        }),
      ],
    });
  };
}

/** Somebody who works here for another structure is refused by their name. */
async function nameOf({ store }: CommonPorts, person: string): Promise<string> {
  return (await store.audit.facets()).actors.find(({ id }) => id === person)?.name ?? person;
}
