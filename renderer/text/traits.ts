import type { HeldTraits } from '../../shared/domain/ins/traits.ts';
import type { LocalSex, StrictTraits } from '../../shared/domain/types.ts';

/** A sex in words. */
export const sexWords: Readonly<Record<LocalSex, string>> = { F: 'Féminin', M: 'Masculin', I: 'Indéterminé' };

/** The names of the five strict traits. */
export const traitWords: Readonly<Record<keyof StrictTraits, string>> = {
  birthName: 'Nom de naissance',
  birthFirstNames: 'Prénoms de naissance',
  sex: 'Sexe',
  birthDate: 'Date de naissance',
  birthPlace: 'Lieu de naissance',
};

/** The same, and the premier prénom. */
export const heldTraitWords: Readonly<Record<keyof HeldTraits, string>> = { ...traitWords, firstBirthFirstName: 'Premier prénom' };
