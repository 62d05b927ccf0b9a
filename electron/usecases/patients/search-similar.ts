import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import type { Store } from '../../store/types.ts';
import type { Readings } from '../journal/readings.ts';
import type { Acting } from '../acting.ts';
import { similarToTyped } from './similar.ts';

interface SearchSimilarPorts {
  readonly store: Store;
  readonly now: () => Date;
  readonly readings: Pick<Readings, 'search'>;
}

/** The records that look like the person being typed; looking for them is a search. @throws PosteError TRAIT_* */
export function searchSimilar(ports: SearchSimilarPorts) {
  const similar = similarToTyped(ports);
  return async (input: { readonly traits: StrictTraits; readonly usedName: string | null }, by: Acting): Promise<SimilarPatient[]> => {
    const found = await similar(input);
    const { birthName, birthFirstNames, birthDate } = input.traits;
    ports.readings.search(by, { by: 'traits', words: [birthName, birthFirstNames, birthDate].join(' '), shown: found.length });
    return found;
  };
}
