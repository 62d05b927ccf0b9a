import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarityLabels, similarPatients, type KnownPerson } from '../../../shared/domain/identity/similar.ts';
import { distance, likeness } from '../../../shared/domain/identity/spelling.ts';

const lea: KnownPerson = { id: 'lea', birthName: 'MARTINEAU', birthFirstNames: 'LEA MARIE', usedName: null, usedFirstName: null, sex: 'F', birthDate: '1979-03-12', birthPlace: '51454', ins: null };
const found = (other: Partial<KnownPerson>, candidate: Partial<KnownPerson> = {}) => similarPatients({ ...lea, ...candidate }, [{ ...lea, ...other }])[0] ?? null;

describe('records that look like the person at the desk', () => {
  it.each([
    [{}, 'same', ['same-traits']],
    [{ birthFirstNames: 'LEA' }, 'same', ['same-traits']],
    [{ birthPlace: null }, 'same', ['same-traits']],
    [{ birthPlace: '99999' }, 'same', ['same-traits']],
    [{ birthPlace: '75056' }, 'homonym', ['same-traits', 'other-place']],
    [{ birthFirstNames: 'CHLOE' }, 'twin', ['other-first-name']],
    [{ birthFirstNames: 'PAUL', sex: 'M' }, 'twin', ['other-first-name', 'other-sex']],
    [{ birthName: 'MARTINAUD' }, 'near', ['close-name']],
    [{ birthName: 'MARTHINO' }, 'near', ['sounds-alike']],
    [{ birthFirstNames: 'LEAH' }, 'near', ['close-first-name']],
    [{ birthName: 'LEA', birthFirstNames: 'MARTINEAU' }, 'near', ['inverted-names']],
    [{ birthName: 'DUPONT', usedName: 'MARTINEAU' }, 'near', ['used-name']],
    [{ birthDate: '1979-03-13' }, 'near', ['date-digit']],
    [{ birthDate: '1969-03-12' }, 'near', ['date-digit']],
    [{ birthDate: '1979-12-03' }, 'near', ['date-swapped']],
    [{ birthDate: '1979-03-00' }, 'near', ['date-incomplete']],
    [{ birthDate: '1979-00-00' }, 'near', ['date-incomplete']],
    [{ sex: 'M' }, 'near', ['other-sex']],
    // Undetermined: no contradiction, and never the same.
    [{ sex: 'I' }, 'near', ['sex-unknown']],
    [{ sex: 'I', birthPlace: '75056' }, 'near', ['sex-unknown', 'other-place']],
    [{ birthFirstNames: 'CHLOE', sex: 'I' }, 'twin', ['other-first-name', 'sex-unknown']],
  ] as const)('%j is %s', (other, kind, reasons) => {
    expect(found(other)).toMatchObject({ kind, reasons });
  });

  it.each([
    [{ birthName: 'BERNARD' }], [{ birthDate: '1950-01-01' }], [{ birthDate: '1979-04-21' }], [{ birthName: 'BERNARD', birthFirstNames: 'CHLOE' }],
    [{ birthFirstNames: 'CHLOE', birthPlace: '75056' }], [{ birthName: 'MARTINAUD', birthFirstNames: 'CHLOE' }], [{ birthDate: '1980-03-00' }],
  ])('%j is nobody we know', (other) => {
    expect(found(other)).toBeNull();
  });

  it('tells homonyms apart by their matricules', () => {
    const ins = (matricule: string) => ({ ins: { matricule } });
    expect(found(ins('279035145400189'), ins('279035145400286'))).toMatchObject({ kind: 'homonym', reasons: ['same-traits', 'other-matricule'] });
    expect(found(ins('279035145400189'), ins('279035145400189'))?.kind).toBe('same');
  });

  it('puts the most likely first', () => {
    const list = similarPatients(lea, [{ ...lea, id: 'date', birthDate: '1979-03-13' }, { ...lea, id: 'twin', birthFirstNames: 'EVE' }, { ...lea, id: 'same' }, { ...lea, id: 'other', birthName: 'BERNARD' }]);
    expect(list.map(({ id }) => id)).toEqual(['same', 'date', 'twin']);
    expect(list.every(({ score, reasons }) => score >= 65 && score <= 100 && reasons.every((reason) => similarityLabels[reason] !== ''))).toBe(true);
  });

  it('does not depend on who is the candidate', () => {
    const person = fc.record({
      birthName: fc.constantFrom('MARTINEAU', 'MARTINO', 'LEA', 'DE LA TOUR', 'DELATOUR'), birthFirstNames: fc.constantFrom('LEA', 'LEA MARIE', 'MARTINEAU', 'EVE'),
      usedName: fc.constantFrom(null, 'MARTINEAU'), usedFirstName: fc.constantFrom(null, 'EVE'), sex: fc.constantFrom('M', 'F', 'I'),
      birthDate: fc.constantFrom('1979-03-12', '1979-12-03', '1979-03-13', '1979-00-00'), birthPlace: fc.constantFrom(null, '51454', '75056'),
    } as const);
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one] = similarPatients(a, [{ ...b, id: 'x', ins: null }]);
        const [other] = similarPatients(b, [{ ...a, id: 'x', ins: null }]);
        expect(one).toEqual(other);
      }),
      { numRuns: 500 },
    );
  });
});

describe('names', () => {
  it.each([
    ['DE LA TOUR', 'DELATOUR', 'equal'], ['LE-GALL', 'Le Gall', 'equal'], ['MARTIN', 'MATRIN', 'close'], ['DUPONT', 'DUPOND', 'close'], ['LEE', 'LEA', 'different'],
    ['PHILIPPE', 'FILIP', 'phonetic'], ['GAUTHIER', 'GOTIER', 'phonetic'], ['QUENTIN', 'KENTIN', 'phonetic'], ['MARTIN', 'BERNARD', 'different'], ['', 'MARTIN', 'different'],
  ] as const)('%s and %s are %s', (a, b, expected) => {
    expect([likeness(a, b), likeness(b, a)]).toEqual([expected, expected]);
  });

  it('count slips', () => {
    expect([distance('', 'ABC'), distance('ABC', 'ABC'), distance('ABC', 'ACB'), distance('ABC', 'AXC'), distance('ABC', 'AC'), distance('KITTEN', 'SITTING')]).toEqual([3, 0, 1, 1, 1, 3]);
  });
});
