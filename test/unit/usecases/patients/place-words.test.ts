import { describe, expect, it } from 'vitest';
import { placeName, placeWords } from '../../../../electron/usecases/patients/place-words.ts';
import { places } from '../places.ts';

describe('a place of birth in words', () => {
  it.each([
    ['51454', '1979-03-28', 'Reims (51)', 'Reims (51) · 51454'],
    ['99352', '1979-03-28', 'Algérie', 'Algérie · 99352'],
    ['51000', '1979-03-28', null, '51000'],
  ])('%s is %s', (cog, on, name, words) => {
    expect(placeName(cog, on, places)).toBe(name);
    expect(placeWords(cog, on, places)).toBe(words);
  });

  it('is called as it was on the day of birth, and as it is last known without a day', () => {
    expect(placeName('91228', '1990-01-01', places)).toBe('Évry (91)');
    expect(placeName('91228', null, places)).toBe('Évry-Courcouronnes (91)');
  });

  it('has no département when none is known of it', () => {
    expect(placeName('98799', null, places)).toBe('Îlot sans département');
  });
});
