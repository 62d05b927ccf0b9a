import { describe, expect, it } from 'vitest';
import { isPlaceToChoose, typedCode } from '../../../../../renderer/features/patients/place-code.ts';

describe('a place typed by its code', () => {
  it.each([
    ['51215', '51215'],
    [' 2a004 ', '2A004'],
    ['2B033', '2B033'],
    ['99999', '99999'],
    ['5121', ''],
    ['512150', ''],
    ['2C004', ''],
    ['A1215', ''],
    ['DORMANS', ''],
    ['', ''],
  ])('%j is read as %j', (text, code) => {
    expect(typedCode(text)).toBe(code);
  });
});

describe('a place that is written', () => {
  it.each([
    ['', 'DORMAN', true],
    [' ', 'D', true],
    ['51215', 'DORMANS', false],
    ['51215', '', false],
    ['', ' ', false],
  ])('with the code %j and the name %j is still to be chosen: %s', (birthPlace, birthPlaceName, toChoose) => {
    expect(isPlaceToChoose({ birthPlace, birthPlaceName })).toBe(toChoose);
  });
});
