import { describe, expect, it } from 'vitest';
import { foldQuery, foldText } from '../../../../../renderer/features/reader/find-text.ts';
import { isImage, placesOn } from '../../../../../renderer/features/reader/page-places.ts';

const page = (...lines: readonly string[]) => ({
  text: foldText(lines.map((str) => ({ str, hasEOL: true }))),
  downs: lines.map((_line, at) => at / 10),
});
const places = (own: readonly string[], recognised: string, query: string) => placesOn(page(...own), recognised, foldQuery(query));

describe('a page looked through', () => {
  it('has every place of its own text, where it stands', () => {
    expect(places(['Bilan', 'Potassium 4,1', 'potassium'], '', 'POTASSIUM').map(({ found, down }) => [found?.from.run, down])).toEqual([
      [1, 0.1],
      [2, 0.2],
    ]);
  });

  it('that is an image is found whole by the words read on it, once, accents and ends of lines forgiven', () => {
    expect(places([], 'Hémo-\nglobine 12\nhemoglobine 13', 'hémoglobine')).toEqual([{ found: null, down: 0 }]);
    expect(places([], 'Potassium', 'sodium')).toEqual([]);
    expect(places([], '', 'potassium')).toEqual([]);
  });

  it('with a few letters over its image has its own places first', () => {
    expect(places(['Fax 18/11 p. 1'], 'Fax reçu, potassium', 'fax').map(({ found }) => found?.from.offset)).toEqual([0]);
    expect(places(['Fax 18/11 p. 1'], 'Fax reçu, potassium', 'potassium')).toEqual([{ found: null, down: 0 }]);
  });

  it('is an image when it says next to nothing by itself', () => {
    expect([page(), page('Fax 18/11 p. 1'), page('Compte rendu de consultation')].map(isImage)).toEqual([true, true, false]);
  });
});
