import type { Places } from '../../../shared/domain/ins/cog.ts';

/**
 * The name of a place of birth as it was called then, « REIMS (51) »; null when its code is not of the list.
 *
 * @param on day of birth, `YYYY-MM-DD`; null: the last name known.
 */
export function placeName(cog: string, on: string | null, places: Places): string | null {
  const place = on === null ? places.placeOf(cog) : places.placeOf(cog, on);
  if (place === null) return null;
  return place.kind === 'commune' && place.department !== null ? `${place.name} (${place.department.code})` : place.name;
}

/** The same with its code, « REIMS (51) · 51454 »; the code alone when it is not of the list. */
export function placeWords(cog: string, on: string | null, places: Places): string {
  const name = placeName(cog, on, places);
  return name === null ? cog : `${name} · ${cog}`;
}
