import { describe, expect, it } from 'vitest';
import { beneficiaryDifferences } from '../../../electron/insi/beneficiary.ts';
import { sameBirthDate } from '../../../shared/domain/ins/dates.ts';

const picked = { birthName: 'SABLE-CHER', firstName: 'OSCAR', birthDate: '2014-09-19' };
const official = { birthName: 'SABLE-CHER', firstNames: 'OSCAR JULES', sex: 'M', birthDate: '2014-09-19', birthPlace: null } as const;

describe('the beneficiary of a carte Vitale and the answer of INSi', () => {
  it.each([
    ['the same', {}, {}, []],
    ['the same under another spelling', { birthName: 'Sable Cher', firstName: 'Oscar' }, {}, []],
    ['the second given name on the card', { firstName: 'JULES' }, {}, []],
    ['a compound first name', { firstName: 'OSCAR-JULES' }, {}, []],
    ['no given name on the card', { firstName: null }, {}, []],
    ['no given name in the answer', {}, { firstNames: null }, []],
    ['another birth date', {}, { birthDate: '2014-09-20' }, ['birthDate']],
    ['another birth name', {}, { birthName: 'SABLE-LOT' }, ['birthName']],
    ['his twin', { firstName: 'OCTAVE' }, {}, ['firstName']],
    ['the beginning of a given name', { firstName: 'OSC' }, {}, ['firstName']],
    ['no birth date in the answer', {}, { birthDate: null }, ['birthDate']],
    ['nothing in the answer', {}, { birthName: null, birthDate: null }, ['birthName', 'birthDate']],
  ])('%s', (_, card, insi, differences) => {
    expect(beneficiaryDifferences({ ...picked, ...card }, { ...official, ...insi })).toEqual(differences);
  });

  it.each([
    ['1970-00-00', '1970-12-31', true],
    ['1970-12-31', '1970-00-00', true],
    ['1947-06-00', '1947-06-01', true],
    ['1952-00-15', '1952-01-15', true],
    ['1952-20-15', '1952-01-15', true],
    ['1970-00-00', '1970-01-01', false],
    ['1970-00-00', '1971-12-31', false],
    ['1970-06-01', '1970-06-02', false],
  ])('%s and %s are the same date: %s (EXI ID 11/12)', (one, other, same) => {
    expect(sameBirthDate(one, other)).toBe(same);
  });
});
