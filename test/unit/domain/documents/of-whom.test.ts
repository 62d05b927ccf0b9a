import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfRecord, otherPersonIn, type KnownPatient } from '../../../../shared/domain/documents/of-whom.ts';

const RECORD: KnownPatient = {
  birthName: 'LE GOFACTICE',
  usedName: null,
  birthFirstNames: 'YANN MALO',
  usedFirstName: null,
  birthDate: '1960-11-18',
  matricules: ['279035121518989'],
};
const said = (name: string | null, birthDate: string | null = RECORD.birthDate, matricule: string | null = null) => ({
  name,
  birthDate,
  matricule,
});

describe('whether somebody whom a text names is the person of a record', () => {
  it.each([
    ['the same, in any order', said('Yann LE GOFACTICE'), 'same'],
    ['the same, names run together', said('LEGOFACTICE YANN'), 'same'],
    ['a letter that recognition took for another', said('LE GOPACTICE Yann'), 'same'],
    ['a digit that it took for another', said('LE GOFACTICE Yann', '1960-11-13'), 'same'],
    ['another of the first names', said('LE GOFACTICE Malo'), 'same'],
    ['a name of marriage, the same first name and day', said('MARTINEAU Yann'), 'same'],
    ['the names alone', said('LE GOFACTICE Yann', null), 'same'],
    ['the matricule alone', said(null, null, '279035121518989'), 'same'],
    ['a namesake of another day', said('LE GOFACTICE Yann', '1931-02-04'), 'other'],
    ['a twin', said('LE GOFACTICE Solène'), 'other'],
    ['somebody else', said('TOURNEBISE Solène', '1985-07-01'), 'other'],
    ['a first name alone in common, of another day', said('TOURNEBISE Yann', '1985-07-01'), 'other'],
    ['somebody else of the same day', said('TOURNEBISE Solène'), 'other'],
    ['somebody else, of a day that nobody says', said('TOURNEBISE Solène', null), 'other'],
    ['a family name alone in common, of a day that nobody says', said('LE GOFACTICE Solène', null), 'unsure'],
    ['another matricule', said(null, null, '154022A12345678'), 'other'],
  ] as const)('%s', (_what, named, verdict) => {
    expect(isOfRecord(named, RECORD)).toBe(verdict);
  });

  it('a matricule says nothing of a record that has none', () => {
    expect(isOfRecord(said(null, null, '154022A12345678'), { ...RECORD, matricules: [] })).toBe('unsure');
  });

  it('one word is not both names', () => {
    const martin = { ...RECORD, birthName: 'MARTIN', birthFirstNames: 'MARTIN' };
    expect(isOfRecord(said('MARTIN Solène'), martin)).toBe('other');
    expect(isOfRecord(said('MARTIN Solène', '1985-07-01'), martin)).toBe('other');
  });

  it('is the same whatever slip is made of one letter of a name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (at, letter) => {
        const name = 'LEGOFACTICE';
        expect(isOfRecord(said(`${name.slice(0, at)}${letter}${name.slice(at + 1)} Yann`), RECORD)).toBe('same');
      }),
    );
  });
});

describe('another person than the record', () => {
  const OTHER = said('TOURNEBISE Solène', '1985-07-01');
  it.each([
    ['somebody else is named, and the record nowhere', [OTHER], 'Ordonnance', OTHER],
    ['the record is named too', [OTHER, said('LE GOFACTICE Yann')], 'Ordonnance', null],
    ['the names of the record stand in the text', [OTHER], 'Je revois M. Yann LE GOFACTICE.', null],
    [
      'a namesake of another day is named',
      [said('LE GOFACTICE Yann', '1931-02-04')],
      'M. LE GOFACTICE Yann',
      said('LE GOFACTICE Yann', '1931-02-04'),
    ],
    ['the names of the record stand further than a letter goes', [OTHER], `${'Note\n'.repeat(8000)}M. Yann LE GOFACTICE`, OTHER],
    ['nobody is named', [], 'Ordonnance', null],
    ['too little is said', [said('LE GOFACTICE Solène', null)], 'Ordonnance', null],
    [
      'the matricule of somebody who insures the record is there too',
      [said(null, null, '154022A12345678'), said('LE GOFACTICE Yann')],
      '',
      null,
    ],
  ] as const)('when %s', (_what, persons, text, other) => {
    expect(otherPersonIn(persons, text, RECORD)).toEqual(other);
  });
});
