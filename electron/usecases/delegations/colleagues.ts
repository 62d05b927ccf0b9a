import type { Colleague } from '../../../shared/domain/record/delegation.ts';
import { displayName } from '../../session/professional.ts';
import type { Store } from '../../store/types.ts';
import { identityOf } from '../session/identify.ts';

/** Everybody who works for a structure as far as this workstation knows: who opened a session here for it, and whom it declared. */
export async function colleaguesOf(store: Pick<Store, 'delegations' | 'people'>, structure: string): Promise<readonly Colleague[]> {
  const [seen, declared] = await Promise.all([store.delegations.colleagues(structure), store.people.of(structure)]);
  const known = new Map(seen.map((one) => [one.idNat, one]));
  for (const person of declared) {
    const { idNat, family, given } = identityOf(person);
    if (!known.has(idNat)) known.set(idNat, { idNat, name: displayName({ suffix: null, family, given }), staff: true });
  }
  return [...known.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'fr'));
}
