import type { HeldTraits } from '../../../shared/domain/ins/traits.ts';
import { identityText as words } from './text.ts';
import { sexWords } from '../../text/traits.ts';
import { birthDay } from '../../ui/birth-day.ts';

/** A trait as it is read: dates in French, sex in words. */
export function shownTrait(trait: keyof HeldTraits, value: string | null): string {
  if (value === null || value === '') return words.unknownPlace;
  if (trait === 'birthDate') return birthDay(value);
  if (trait === 'sex') return value === 'F' || value === 'M' || value === 'I' ? sexWords[value] : value;
  return value;
}
