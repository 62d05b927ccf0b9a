import { describe, expect, it } from 'vitest';
import { searchPlaces } from '../../../../electron/usecases/places/search-places.ts';
import { places } from '../places.ts';

describe('places of birth', () => {
  const search = searchPlaces(() => Promise.resolve(places));

  it.each([
    ['reims', null, [{ cog: '51454', name: 'Reims', detail: 'Marne (51)' }]],
    ['algérie', null, [{ cog: '99352', name: 'Algérie', detail: 'Pays' }]],
    ['99999', null, [{ cog: '99999', name: 'Lieu de naissance inconnu', detail: '' }]],
    ['îlot', null, [{ cog: '98799', name: 'Îlot sans département', detail: '' }]],
    ['rien de tel', null, []],
  ])('« %s » (born %s) finds %j', async (query, on, found) => {
    expect(await search({ query, on })).toEqual(found);
  });

  it('are told as they were on the day of birth first, with the year they ended', async () => {
    const former = { cog: '91228', name: 'Évry', detail: 'Essonne (91), jusqu’en 2019' };
    const present = { cog: '91228', name: 'Évry-Courcouronnes', detail: 'Essonne (91)' };
    expect(await search({ query: 'évry', on: '1990-01-01' })).toEqual([former, present]);
    expect(await search({ query: 'évry', on: '2020-01-01' })).toEqual([present, former]);
    expect(await search({ query: 'évry', on: null })).toEqual([present, former]);
  });
});
