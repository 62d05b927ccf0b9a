import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editedTraits, typedTraits } from '../../../../../renderer/features/identity/typed-traits.ts';

const held = {
  traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE', sex: 'F' as const, birthDate: '1979-03-12', birthPlace: '51215' },
  firstBirthFirstName: 'DOMINIQUE',
  birthDateUncertain: true,
  birthPlaceName: 'DORMANS',
};

describe('the strict traits typed over', () => {
  it('begin as the record holds them, the date as it is typed, copied from no document', () => {
    expect(typedTraits(held)).toMatchObject({ birthDate: '12/03/1979', birthPlace: '51215', birthPlaceName: 'DORMANS', document: null });
    const nowhere = { ...held, traits: { ...held.traits, birthPlace: null }, birthPlaceName: null };
    expect(typedTraits(nowhere)).toMatchObject({ birthPlace: '', birthPlaceName: '' });
  });

  it('are saved as they were held when nothing was changed', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    const place = fc.constantFrom('51215', '2A004', null);
    fc.assert(
      fc.property(date, place, fc.boolean(), (day, birthPlace, birthDateUncertain) => {
        const traits = { ...held.traits, birthDate: day.toISOString().slice(0, 10), birthPlace };
        const birthPlaceName = birthPlace === null ? null : held.birthPlaceName;
        expect(editedTraits(typedTraits({ ...held, traits, birthPlaceName, birthDateUncertain }))).toEqual({
          traits,
          firstBirthFirstName: 'DOMINIQUE',
          birthDateUncertain,
          document: null,
        });
      }),
    );
  });

  it('carry the document, the first name without its blanks, and no place rather than an empty one', () => {
    const typed = { ...typedTraits(held), document: 'CNI', firstBirthFirstName: ' MARIE ', birthPlace: '', birthPlaceName: '' };
    expect(editedTraits(typed)).toMatchObject({ document: 'CNI', firstBirthFirstName: 'MARIE', traits: { birthPlace: null } });
  });

  it('are not saved while a place is written and none is chosen', () => {
    expect(editedTraits({ ...typedTraits(held), birthPlace: '', birthPlaceName: 'DORMAN' })).toBeNull();
  });

  it('are not saved while the birth date is not a date', () => {
    for (const birthDate of ['', '12/03', '32/03/1979']) expect(editedTraits({ ...typedTraits(held), birthDate })).toBeNull();
  });
});
