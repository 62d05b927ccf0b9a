import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedDraft, draftTraits, problemsOf, trimmed } from '../../../../../renderer/features/patients/draft-traits.ts';
import type { PatientDraft } from '../../../../../renderer/features/patients/draft.ts';

const draft: PatientDraft = {
  birthName: ' PAT-TROIS ',
  birthFirstNames: 'DOMINIQUE MARIE ',
  sex: 'F',
  birthDate: '12/03/1979',
  birthPlace: '51215',
  birthPlaceName: 'DORMANS',
  birthDateUncertain: false,
  phone: '',
  usedName: '',
  usedFirstName: '',
  scanned: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
};

describe('the draft of a new patient', () => {
  it.each([
    [{ birthName: 'PAT-DEUX' }, null],
    [{ birthFirstNames: 'MARIE' }, null],
    [{ sex: 'M' as const }, null],
    [{ birthDate: '13/03/1979' }, null],
    [{ birthPlace: '', birthPlaceName: '' }, draft.scanned],
    [{ usedName: 'DURAND', phone: '01' }, draft.scanned],
  ])('changed by %j keeps the matricule read with its traits only if the person may be the same', (part, scanned) => {
    expect(changedDraft(draft, part)).toEqual({ ...draft, ...part, scanned });
  });

  it('gives no traits while its place is written and not chosen', () => {
    expect(draftTraits({ ...draft, birthPlace: '', birthPlaceName: 'DORMAN' })).toBeNull();
  });

  it.each([
    ['birthName', { birthName: ' ' }],
    ['birthFirstNames', { birthFirstNames: '' }],
    ['sex', { sex: null }],
    ['birthDate', { birthDate: '31/02/1979' }],
    ['birthPlace', { birthPlace: '', birthPlaceName: 'DORMAN' }],
  ])('says that its %s is missing', (trait, part) => {
    expect(Object.keys(problemsOf({ ...draft, ...part }))).toEqual([trait]);
  });

  it('gives its traits without the spaces around them, and no place rather than an empty one', () => {
    const traits = { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE', sex: 'F', birthDate: '1979-03-12', birthPlace: '51215' };
    expect(draftTraits(draft)).toEqual(traits);
    expect(draftTraits({ ...draft, birthPlace: '', birthPlaceName: '' })).toEqual({ ...traits, birthPlace: null });
  });

  it('gives its traits exactly when it has no problem', () => {
    const text = fc.constantFrom('', ' ', 'PAT', ' PAT ');
    const date = fc.constantFrom('', '12/03', '00/00/1979', '31/02/1979', '12/03/1979');
    const sex = fc.constantFrom('F' as const, 'M' as const, 'I' as const, null);
    fc.assert(
      fc.property(text, text, sex, date, text, (birthName, birthFirstNames, chosen, birthDate, birthPlace) => {
        const typed = { ...draft, birthName, birthFirstNames, sex: chosen, birthDate, birthPlace };
        expect(draftTraits(typed) === null).toBe(Object.keys(problemsOf(typed)).length > 0);
      }),
    );
  });
});

describe('a text that may stay empty', () => {
  it.each([
    ['', null],
    ['  ', null],
    [' DURAND ', 'DURAND'],
  ])('typed %j is %j', (text, kept) => {
    expect(trimmed(text)).toBe(kept);
  });
});
