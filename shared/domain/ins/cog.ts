import { normaliseName } from './names.ts';

/** A commune or a country of the Code officiel géographique, as it was for a time. */
interface Place {
  /** 5 characters: commune (2A and 2B in Corsica), 99 and the country, 99999 unknown. */
  readonly cog: string;
  readonly name: string;
  readonly kind: 'commune' | 'country' | 'unknown';
  /** Département or collectivité of a commune at that time. */
  readonly department: { readonly code: string; readonly name: string } | null;
  /** First day, `YYYY-MM-DD`; null = before 1943, or unknown. */
  readonly validFrom: string | null;
  /** First day it was no more; null = still is. */
  readonly validTo: string | null;
  /** Commune of today, when this one ended. */
  readonly today: { readonly cog: string; readonly name: string } | null;
}

/** A place that a search found. */
interface FoundPlace extends Place {
  /** Whether it was so on the day of birth; null when no day was given. */
  readonly inForce: boolean | null;
}

export interface Places {
  /**
   * Places whose name holds every word typed, words by their beginnings, accents, hyphens and « St » apart: those in
   * force on the day of birth first, then the nearest name. A whole code finds its places.
   *
   * @param on day of birth, `YYYY-MM-DD`; unknown parts are 00.
   * @param limit 20 by default.
   */
  readonly searchPlaces: (text: string, options?: { readonly on?: string; readonly limit?: number }) => readonly FoundPlace[];
  /** The place of that code, as it was on that day (the last one known otherwise); null for an unknown code. */
  readonly placeOf: (cog: string, on?: string) => Place | null;
  /**
   * The only place in force that day which bears exactly that name, accents, hyphens and « St » apart; null when none or
   * several do. A département, by its code or name, in parentheses, after a comma or at the end, tells them apart.
   *
   * @param on day of birth, `YYYY-MM-DD`; unknown parts are 00.
   */
  readonly onlyPlaceNamed: (text: string, on: string) => Place | null;
  /**
   * Whether the code is of the list, whatever the day. A code that is not deserves a notice, never a refusal: the list
   * may be older than the commune.
   */
  readonly isKnownPlace: (cog: string) => boolean;
}

export const unknownPlace: Place = {
  cog: '99999',
  name: 'Lieu de naissance inconnu',
  kind: 'unknown',
  department: null,
  validFrom: null,
  validTo: null,
  today: null,
};

/** A place by its names as they are searched: the first one, then other ones of a country. */
interface Named {
  readonly cog: string;
  /** Among the places of its code. */
  readonly rank: number;
  readonly keys: readonly string[];
}

/** What the code of a département meant before it was given to another one: Corsica in 1976, the Seine in 1968. */
const FORMER_DEPARTMENTS: Readonly<Record<string, readonly [until: string, name: string]>> = {
  '20': ['1976-01-01', 'Corse'],
  '75': ['1968-01-01', 'Seine'],
  '78': ['1968-01-01', 'Seine-et-Oise'],
};

/** « ST DENIS » and « STE MARIE » are searched as written in full. */
const wordsOf = (text: string): string =>
  normaliseName(text.replaceAll(/[(),]/g, ' '))
    .replaceAll(/\bSTE\b/g, 'SAINTE')
    .replaceAll(/\bST\b/g, 'SAINT');

/** No name has it. */
const BETWEEN = '|';

/** The words of every name in one pass: one by one, forty thousand take ten times as long. */
const wordsOfAll = (names: readonly string[]): readonly string[] =>
  wordsOf(names.join(BETWEEN))
    .split(BETWEEN)
    .map((name) => name.trim());

/**
 * The directory of places, from the texts of `resources/cog` (made by `test/setup/cog.ts`). A line is read when its place
 * is asked for, names when one is searched: all of them at once hold the thread for half a second.
 *
 * @param communes `code, name, first day, first day after, code today`, and `D code name`, separated by tabs.
 * @param countries `code, name, first day, first day after, other names` separated by tabs, names by `;`.
 */
export function placeDirectory(communes: string, countries: string): Places {
  const lines = Map.groupBy([...linesOf(communes), ...linesOf(countries)], codeOf);
  const departments = new Map([['985', 'Mayotte'], ...(lines.get(DEPARTMENT) ?? []).map(departmentOfLine)]);
  lines.delete(DEPARTMENT);
  const read = new Map<string, readonly Place[]>([[unknownPlace.cog, [unknownPlace]]]);
  /** The places of a code, as its lines come; null for an unknown one. */
  const coded = (cog: string): readonly Place[] | null => {
    const places = read.get(cog) ?? lines.get(cog)?.map((line) => (isAbroad(cog) ? countryOf(line) : communeOf(line, departments, lines)));
    if (places === undefined) return null;
    read.set(cog, places);
    return places;
  };
  let searched: readonly Named[] | null = null;
  const names = (): readonly Named[] => (searched ??= namesOf(lines));
  const placesOf = ({ cog, rank }: Named): readonly Place[] => coded(cog)?.slice(rank, rank + 1) ?? [];
  let named: ReadonlyMap<string, readonly Named[]> | null = null;
  return {
    searchPlaces: (text, { on, limit = 20 } = {}) => {
      const same = coded(text.trim().toUpperCase());
      const found = same === null ? likeliest(names(), placesOf, text, on).slice(0, limit) : inForceFirst(same, on);
      return found.map((place) => ({ ...place, inForce: on === undefined ? null : isInForce(place, on) }));
    },
    placeOf: (cog, on) => {
      const same = coded(cog.toUpperCase());
      const then = on === undefined ? undefined : same?.find((place) => isInForce(place, on));
      return then ?? same?.at(-1) ?? null;
    },
    onlyPlaceNamed: (text, on) => {
      named ??= byName(names());
      const { name, department } = namedPlace(text);
      const found = (named.get(name) ?? [])
        .flatMap(placesOf)
        .filter((place) => isInForce(place, on) && (department === null || isIn(place, department)));
      const [only] = found;
      return found.length === 1 && only !== undefined ? only : null;
    },
    isKnownPlace: (cog) => coded(cog.toUpperCase()) !== null,
  };
}

/** What a line of a département begins with, where others have a code. */
const DEPARTMENT = 'D';

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const codeOf = (line: string): string => line.slice(0, line.indexOf('\t'));
const isAbroad = (cog: string): boolean => cog.startsWith('99');

function departmentOfLine(line: string): readonly [code: string, name: string] {
  const [, code = '', name = ''] = line.split('\t');
  return [code, name];
}

/** A commune as it was for one of its times, with its département then and what it is today. @param lines of each code. */
function communeOf(line: string, departments: ReadonlyMap<string, string>, lines: ReadonlyMap<string, readonly string[]>): Place {
  const [cog = '', name = '', from = '', to = '', next = ''] = line.split('\t');
  return {
    cog,
    name,
    kind: 'commune',
    department: departmentOf(cog, to, departments),
    validFrom: day(from),
    validTo: day(to),
    today: to === '' ? null : standing(next === '' ? cog : next, lines),
  };
}

function countryOf(line: string): Place {
  const [cog = '', name = '', from = '', to = ''] = line.split('\t');
  return { cog, name, kind: 'country', department: null, validFrom: day(from), validTo: day(to), today: null };
}

/** The commune of a code that still is. */
function standing(cog: string, lines: ReadonlyMap<string, readonly string[]>): Place['today'] {
  const name = lines
    .get(cog)
    ?.map((line) => line.split('\t'))
    .findLast(([, , , to = '']) => to === '')?.[1];
  return name === undefined ? null : { cog, name };
}

function namesOf(lines: ReadonlyMap<string, readonly string[]>): readonly Named[] {
  const all = [...lines].flatMap(([cog, same]) =>
    same.map((line, rank) => {
      const [, name = '', , , others = ''] = line.split('\t');
      return { cog, rank, names: isAbroad(cog) ? [name, ...others.split(';')].filter((one) => one !== '') : [name] };
    }),
  );
  const words = wordsOfAll(all.flatMap(({ names }) => names));
  let next = 0;
  return all.map(({ cog, rank, names }) => {
    const from = next;
    next += names.length;
    return { cog, rank, keys: words.slice(from, next) };
  });
}

const day = (text: string): string | null => (text === '' ? null : text);

/** @param until first day the commune was no more; empty: it still is. */
function departmentOf(commune: string, until: string, departments: ReadonlyMap<string, string>): Place['department'] {
  const code = /^9[78]/.test(commune) ? commune.slice(0, 3) : commune.slice(0, 2);
  const former = FORMER_DEPARTMENTS[code];
  const name = former !== undefined && until !== '' && until <= former[0] ? former[1] : departments.get(code);
  return name === undefined ? null : { code, name };
}

const inForceFirst = (places: readonly Place[], on: string | undefined): readonly Place[] =>
  on === undefined ? places : places.toSorted((a, b) => Number(isInForce(b, on)) - Number(isInForce(a, on)));

/** Those that the words may name, the likeliest first. */
function likeliest(
  names: readonly Named[],
  placesOf: (named: Named) => readonly Place[],
  text: string,
  on: string | undefined,
): readonly Place[] {
  const { words, department } = queryOf(text);
  if (words.length === 0 || words.join('').length < 2) return [];
  const scored: { readonly place: Place; readonly score: number }[] = [];
  for (const named of names) {
    const nearest = Math.min(...named.keys.map((key) => rank(key, words)));
    if (!Number.isFinite(nearest)) continue;
    for (const place of placesOf(named)) {
      if (department !== null && place.department?.code !== department) continue;
      const inForce = on === undefined ? place.validTo === null : isInForce(place, on);
      scored.push({ place, score: nearest + (inForce ? 0 : 10) });
    }
  }
  scored.sort((a, b) => a.score - b.score || a.place.name.length - b.place.name.length || (a.place.cog < b.place.cog ? -1 : 1));
  return scored.map(({ place }) => place);
}

/** @param department code or name, in words. */
const isIn = ({ department: held }: Place, department: string): boolean =>
  held !== null && [held.code, wordsOf(held.name)].includes(department);

/** Unknown parts of the day (00) are given the benefit of the doubt. */
function isInForce({ validFrom, validTo }: Place, on: string): boolean {
  const [earliest, latest] = [on, on.replaceAll('-00', '-99')];
  return (validFrom === null || validFrom <= latest) && (validTo === null || earliest < validTo);
}

function byName(names: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const named = new Map<string, Named[]>();
  for (const one of names) {
    for (const key of new Set(one.keys)) {
      const same = named.get(key);
      if (same === undefined) named.set(key, [one]);
      else same.push(one);
    }
  }
  return named;
}

/** `Saint-Denis (93)`, `Saint-Denis, Réunion`, `Saint-Denis 93`. */
function namedPlace(text: string): { readonly name: string; readonly department: string | null } {
  const [, name, bracketed, after] = /^([^(,]*)(?:\(([^()]*)\)|,(.*))\s*$/.exec(text) ?? [];
  if (name !== undefined) return { name: wordsOf(name), department: wordsOf(bracketed ?? after ?? '') };
  const { words, department } = queryOf(text);
  return { name: words.join(' '), department };
}

/** `Saint-Denis 93`: words, and the département when one ends the text. */
function queryOf(text: string): { readonly words: readonly string[]; readonly department: string | null } {
  const words = wordsOf(text)
    .split(' ')
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  return words.length > 1 && /^(?:\d{2}|2[AB]|9[78]\d)$/.test(last)
    ? { words: words.slice(0, -1), department: last }
    : { words, department: null };
}

/** 0 the whole name, 1 its beginning, 2 words of it by their beginnings; Infinity otherwise. */
function rank(key: string, words: readonly string[]): number {
  const whole = words.join(' ');
  if (key === whole) return 0;
  if (key.startsWith(whole)) return 1;
  const parts = key.split(' ');
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 2 : Infinity;
}
