import { describe, expect, it } from 'vitest';
import { UNKNOWN_BIRTH_DATE } from '../../../../../shared/domain/ins/dates.ts';
import type { StrictTraits } from '../../../../../shared/domain/types.ts';
import { traitNote } from '../../../../../renderer/features/identity/trait-note.ts';

const traits: StrictTraits = {
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE',
  sex: 'F',
  birthDate: '1979-03-12',
  birthPlace: '51215',
};
const patient = (birthDate: string, birthDateUncertain: boolean, birthDateCarried = birthDate, strictLocked = false) => ({
  traits: { ...traits, birthDate },
  firstBirthFirstName: 'DOMINIQUE',
  birthDateUncertain,
  birthDateCarried,
  strictLocked,
});

describe('the note under a trait', () => {
  it.each([
    ['a date that is certain', patient('1979-03-12', false), null],
    ['a date completed by convention', patient('1979-03-01', true), 'complétée par convention'],
    [
      'a date of which a part is missing',
      patient('1979-03-00', true, '1979-03-01'),
      'incomplète : les documents portent 01/03/1979, par convention',
    ],
    [
      'a date that INSi gave without its day',
      patient('1979-03-00', true, '1979-03-00', true),
      'jour ou mois inconnu d’INSi : transmise telle quelle',
    ],
    ['a date completed by convention before INSi', patient('1979-03-01', true, '1979-03-01', true), 'complétée par convention'],
    ['a date without its day that nobody took from INSi', patient('1979-03-00', true, '1979-03-00'), 'complétée par convention'],
    ['the date of somebody whom nobody could name', patient(UNKNOWN_BIRTH_DATE, true, '1979-03-01'), null],
  ])('of %s', (_what, held, note) => {
    expect(traitNote('birthDate', held)).toBe(note);
  });

  it('tells the first of several first names, and nothing of an only one', () => {
    const held = patient('1979-03-12', false);
    expect(traitNote('birthFirstNames', held)).toBe('premier prénom : DOMINIQUE');
    expect(traitNote('birthFirstNames', { ...held, traits: { ...traits, birthFirstNames: 'DOMINIQUE' } })).toBeNull();
    expect(traitNote('birthName', held)).toBeNull();
  });
});
