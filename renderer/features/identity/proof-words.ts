import type { PatientView } from '../../../shared/contract/patients.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import { frenchDate } from '../../ui/format.ts';
import { identityText as words } from './text.ts';
import type { TraitChange } from './TraitChanges.tsx';

/** What the record takes back when the document confirms the traits held before INSi. */
export function restoredBy(
  { traits, firstBirthFirstName }: Pick<PatientView, 'traits' | 'firstBirthFirstName'>,
  before: NonNullable<PatientView['traitsBeforeInsi']>,
): TraitChange[] {
  const now = { ...traits, firstBirthFirstName };
  return heldTraitNames
    .filter((trait) => now[trait] !== before[trait])
    .map((trait) => ({ trait, before: now[trait], after: before[trait] }));
}

type Received = NonNullable<PatientView['receivedProof']>;

/** What another system says of its proof: « INSi le 01/12/2021, passeport ». */
export function receivedProofWords({ insiOn, document, channel, lunarDate }: Omit<Received, 'sender' | 'at'>): string {
  const said = [
    ...(insiOn === null ? [] : [words.receivedProofInsi(frenchDate(insiOn))]),
    ...(document === null ? [] : [`${document.slice(0, 1).toLowerCase()}${document.slice(1)}`]),
    ...(channel === null ? [] : [words.receivedProofChannel(channel)]),
    ...(lunarDate ? [words.receivedProofLunar] : []),
  ];
  return said.length === 0 ? words.receivedProofNothing : said.join(', ');
}
