import { describe, expect, it } from 'vitest';
import { calledAlike, declaredName } from '../../../shared/domain/people/declared-name.ts';
import { codeProblem } from '../../../shared/domain/people/personal-code.ts';

describe('the name of somebody whom a structure declares', () => {
  it.each([
    ['  de  La Tour ', 'de La Tour'],
    ['D’Aéion', 'D’Aéion'],
    ["O'Brien", "O'Brien"],
    ['Jean-Noël', 'Jean-Noël'],
    ['Noe\u0308l', 'Noël'],
  ])('%j is written %j', (typed, name) => expect(declaredName(typed, '/family')).toBe(name));

  it.each(['', '   ', '-', 'Fabre 2', 'Fabre (Camille)', 'Fabre^Camille', 'Fa\u200Bbre', '<b>'])('%j is none (R-143)', (typed) => {
    expect(() => declaredName(typed, '/family')).toThrow(expect.objectContaining({ code: 'PERSON_CHARACTER', path: '/family' }));
  });

  it('is another’s whatever accents, capitals and hyphens say, and not with the names the other way round', () => {
    const camille = { family: 'FABRE', given: 'Anne-Élise' };
    expect(calledAlike(camille, { family: 'Fabre', given: 'anne elise' })).toBe(true);
    expect(calledAlike(camille, { family: 'FABRE', given: 'Anne' })).toBe(false);
    expect(calledAlike({ family: 'MARTIN', given: 'LOUIS' }, { family: 'LOUIS', given: 'MARTIN' })).toBe(false);
  });
});

describe('a personal code', () => {
  it.each([
    ['12345', '000000', 'CODE_SHORT'],
    ['éàüîô', '000000', 'CODE_SHORT'],
    ['000000', '000000', 'CODE_SAME'],
    ['123456', '000000', null],
    ['mot de passe', '000000', null],
  ])('%j in place of %j: %s', (code, former, problem) => expect(codeProblem(code, former)).toBe(problem));
});
