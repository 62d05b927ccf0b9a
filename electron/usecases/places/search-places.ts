import type { Places } from '../../../shared/domain/ins/cog.ts';
import type { PlaceView } from '../../../shared/contract/identity.ts';

/** Communes and countries by name or code, as they were on the day of birth. */
export function searchPlaces(places: () => Promise<Places>) {
  return async (input: { readonly query: string; readonly on: string | null }): Promise<PlaceView[]> => {
    const found = (await places()).searchPlaces(input.query, input.on === null ? {} : { on: input.on });
    return found.map(({ cog, name, kind, department, validTo }) => ({
      cog,
      name,
      detail:
        kind === 'commune'
          ? [department === null ? null : `${department.name} (${department.code})`, until(validTo)]
              .filter((part) => part !== null)
              .join(', ')
          : kind === 'country'
            ? 'Pays'
            : '',
    }));
  };
}

/** « jusqu’en 1976 » for a place that is no more. */
const until = (to: string | null): string | null => (to === null ? null : `jusqu’en ${to.slice(0, 4)}`);
