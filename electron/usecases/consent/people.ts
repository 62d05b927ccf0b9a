import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { actorOf } from '../acting.ts';

/** A national identifier of a person: what is written is a name to choose, never a text in which a motive would fit. */
const PERSON = /^\d{9,}/;

/** Who may be named as having heard a patient, or as of a team: whoever is logged in, then those who acted on this workstation, by name. */
export async function knownPeople(store: Store, session: OpenSession): Promise<readonly Actor[]> {
  const self = actorOf(session);
  const { actors } = await store.audit.facets();
  const others = actors.filter(({ id }) => PERSON.test(id) && id !== self.idNat);
  return [self, ...others.map(({ id, name }) => ({ idNat: id, name }))];
}
