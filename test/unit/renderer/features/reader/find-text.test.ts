import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIn, foldQuery, foldText, type Run } from '../../../../../renderer/features/reader/find-text.ts';

const lines = (...texts: readonly string[]): readonly Run[] => texts.map((str) => ({ str, hasEOL: true }));
const found = (runs: readonly Run[], typed: string): readonly string[] =>
  findIn(foldText(runs), foldQuery(typed)).map(({ from, to }) =>
    from.run === to.run
      ? (runs[from.run]?.str.slice(from.offset, to.offset) ?? '')
      : [
          runs[from.run]?.str.slice(from.offset),
          ...runs.slice(from.run + 1, to.run).map(({ str }) => str),
          runs[to.run]?.str.slice(0, to.offset),
        ].join('|'),
  );

describe('words are found in the text of a page', () => {
  test.each<[what: string, runs: readonly Run[], typed: string, places: readonly string[]]>([
    ['as they are', lines('une toux sèche'), 'toux', ['toux']],
    ['without their accents', lines('altération de l’état'), 'alteration', ['altération']],
    ['with accents that the text has not', lines('ALTERATION'), 'altération', ['ALTERATION']],
    ['whatever their case', lines('Dr Paule DURAND'), 'durand', ['DURAND']],
    ['whatever the apostrophe', lines('l’état général'), "l'etat general", ['l’état général']],
    ['with decomposed accents', lines('e\u0301tat'), 'état', ['e\u0301tat']],
    ['through ligatures', lines('œdème, insuﬃsance'), 'insuffisance', ['insuﬃsance']],
    ['written out', lines('cœur, œsophage'), 'oesophage', ['œsophage']],
    ['over two lines', lines('sans fièvre ni', 'altération'), 'ni alteration', ['ni|altération']],
    ['cut by a hyphen at the end of a line', lines('auscul-', 'tation normale'), 'auscultation', ['auscul-|tation']],
    ['with a hyphen of their own at the end of a line', lines('sous-', 'clavière'), 'sous-claviere', ['sous-|clavière']],
    ['with or without their hyphen', lines('PAT-TROIS'), 'pattrois', ['PAT-TROIS']],
    ['with several spaces in the text', lines('98   %  en'), '98 % en', ['98   %  en']],
    ['each time that they are there', lines('page, page', 'page'), 'page', ['page', 'page', 'page']],
    ['none over another', lines('aaaa'), 'aa', ['aa', 'aa']],
    ['beyond the first plane', lines('𝒳 et potassium'), 'potassium', ['potassium']],
  ])('%s', (_, runs, typed, places) => {
    expect(found(runs, typed)).toEqual(places);
  });

  test.each<[what: string, runs: readonly Run[], typed: string]>([
    ['nothing typed', lines('une toux'), '  '],
    ['a hyphen between figures, which is a range', lines('38-40'), '3840'],
    ['a dash between words', lines('fièvre - toux'), 'fievretoux'],
    ['another word', lines('une toux'), 'fièvre'],
    ['two words that the text keeps apart', lines('sans toux'), 'sanstoux'],
  ])('and nothing for %s', (_, runs, typed) => {
    expect(found(runs, typed)).toEqual([]);
  });

  test('any part of a text without hyphens is found in it, and what is found has it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcéèàœ É’. 12'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (texts, start, length) => {
        const runs = texts.map((str) => ({ str, hasEOL: false }));
        const whole = texts.join('');
        const from = start % whole.length;
        const part = whole.slice(from, from + 1 + (length % (whole.length - from)));
        const query = foldQuery(part);
        const places = found(runs, part).map((place) => foldQuery(place.replaceAll('|', '')));
        if (query === '') expect(places).toEqual([]);
        else {
          expect(places.length).toBeGreaterThan(0);
          // A ligature is found whole.
          for (const place of places) expect(place).toContain(query);
        }
      }),
    );
  });
});
